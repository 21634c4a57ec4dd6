import { autoScalingGroup } from './auto-scaling-group/index.ts';
import { ecsService } from './ecs-service/index.ts';
import { launchTemplate } from './launch-template/index.ts';
import { listener } from './listener/index.ts';
import { listenerRule } from './listener-rule/index.ts';
import { loadBalancer } from './load-balancer/index.ts';
import type { Resource } from './resource.ts';
import { scalableTarget } from './scalable-target/index.ts';
import { scalingPolicy } from './scaling-policy/index.ts';
import { securityGroup } from './security-group/index.ts';
import { securityGroupRule } from './security-group-rule/index.ts';
import { serviceScalingPolicy } from './service-scaling-policy/index.ts';
import { target } from './target/index.ts';
import { targetGroup } from './target-group/index.ts';
import { taskDefinition } from './task-definition/index.ts';

/** Every AWS object that is managed; containers before what they contain, in the order in which they are observed. */
const all = [
  securityGroup,
  loadBalancer,
  targetGroup,
  securityGroupRule,
  listener,
  listenerRule,
  target,
  launchTemplate,
  autoScalingGroup,
  scalingPolicy,
  ecsService,
  taskDefinition,
  scalableTarget,
  serviceScalingPolicy,
];

/** Whoever handles all of them knows none of their states: only the folder of a type ever looks inside. */
export const resources: ReadonlyMap<string, Resource> = new Map(
  all.map((resource) => [resource.name, resource as unknown as Resource]),
);
