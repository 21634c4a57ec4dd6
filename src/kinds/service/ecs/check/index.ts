import type { Check } from '../../../check/folder.ts';
import { attached } from './attached.ts';
import { autoScaling } from './auto-scaling.ts';
import { capacity } from './capacity.ts';
import type { EcsCheck } from './check.ts';
import { containers } from './containers.ts';
import { deployment } from './deployment.ts';
import { sameFamily } from './family.ts';
import { fargate } from './fargate.ts';
import { network } from './network.ts';
import { proxy } from './proxy.ts';
import { serviceConnect } from './service-connect.ts';
import { shifting } from './shifting.ts';
import { targetGroups } from './target-groups.ts';
import { taskDefinition } from './task-definition.ts';
import { volumes } from './volumes.ts';

export const ecsChecks: readonly Check<'Service'>[] = [
  taskDefinition,
  containers,
  volumes,
  proxy,
  fargate,
  capacity,
  network,
  targetGroups,
  deployment,
  shifting,
  serviceConnect,
  attached,
  autoScaling,
  sameFamily,
].map(ofEcs);

/** Asked of Services that are ECS's only. */
function ofEcs(check: EcsCheck): Check<'Service'> {
  return function* (service, folder) {
    if (service.spec.ecs !== undefined) yield* check(service.spec.ecs, service, folder);
  };
}
