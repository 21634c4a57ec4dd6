import { makeArn } from '../ecs/arns.ts';
import { randomHex } from '../random.ts';
import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import type { ScalableTarget } from './state.ts';

/** How every request names what it is about. */
export interface Naming {
  readonly ServiceNamespace?: string | undefined;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
}

export const NAMESPACE = 'ecs';
export const DIMENSION = 'ecs:service:DesiredCount';

/** AWS's answer to a request that is wrong in itself. */
export function refuse(message: string): never {
  throw new AwsError('ValidationException', message);
}

/** ECS services are all that is scaled here. */
export function requireEcs({ ServiceNamespace: namespace, ScalableDimension: dimension = DIMENSION }: Naming): void {
  if (namespace !== NAMESPACE || dimension !== DIMENSION)
    refuse(`The simulator scales ${DIMENSION} of namespace ${NAMESPACE} only, not ${dimension} of ${namespace}`);
}

export function needTarget(world: World, naming: Naming): ScalableTarget {
  requireEcs(naming);
  const found = world.applicationAutoScaling.targets.get(naming.ResourceId ?? '');
  if (found) return found;
  throw new AwsError(
    'ObjectNotFoundException',
    `No scalable target found for service namespace: ${NAMESPACE}, resource ID: ${naming.ResourceId}, scalable dimension: ${DIMENSION}`,
  );
}

/** The ECS service that a resource id (`service/CLUSTER/NAME`) leads to, while it is active. */
export function scaledService(world: World, resourceId: string): { desiredCount: number } | undefined {
  const service = world.ecs.services.get(makeArn(world, resourceId));
  return service?.status === 'ACTIVE' ? service : undefined;
}

export function scalableTargetArn(world: World): string {
  return `arn:aws:application-autoscaling:${world.region}:${world.account}:scalable-target/0${randomHex(world.random, 34)}`;
}
