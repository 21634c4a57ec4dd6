import type { Check } from '../folder.ts';
import { autoScaling } from './ecs/auto-scaling.ts';
import { capacity } from './ecs/capacity.ts';
import type { EcsCheck } from './ecs/check.ts';
import { containers } from './ecs/containers.ts';
import { deployment } from './ecs/deployment.ts';
import { sameFamily } from './ecs/family.ts';
import { fargate } from './ecs/fargate.ts';
import { network } from './ecs/network.ts';
import { serviceConnect } from './ecs/service-connect.ts';
import { shifting } from './ecs/shifting.ts';
import { targetGroups } from './ecs/target-groups.ts';
import { taskDefinition } from './ecs/task-definition.ts';

export const ecsChecks: readonly Check<'Service'>[] = [
  taskDefinition,
  containers,
  fargate,
  capacity,
  network,
  targetGroups,
  deployment,
  shifting,
  serviceConnect,
  autoScaling,
  sameFamily,
].map(ofEcs);

/** Asked of Services that are ECS's only. */
function ofEcs(check: EcsCheck): Check<'Service'> {
  return function* (service, folder) {
    if (service.spec.ecs !== undefined) yield* check(service.spec.ecs, service, folder);
  };
}
