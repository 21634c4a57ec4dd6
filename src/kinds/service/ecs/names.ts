import type { ResourceId } from '../../../core/value.ts';
import type { Manifest } from '../../manifest.ts';
import type { EcsSpec } from './schema.ts';

type Service = Pick<Manifest<'Service'>, 'namespace' | 'name'>;

export function serviceId({ namespace, name }: Service): ResourceId {
  return `ecs-service/${namespace}/${name}`;
}

export function taskDefinitionId({ namespace, name }: Service): ResourceId {
  return `task-definition/${namespace}/${name}`;
}

/** The name of the service in AWS. */
export function serviceName({ name }: Service, spec: EcsSpec): string {
  return spec.name ?? name;
}

/** The name of its cluster in AWS, which an ARN ends with. */
export function clusterName({ cluster }: EcsSpec): string {
  return cluster.name ?? cluster.arn.slice(cluster.arn.lastIndexOf('/') + 1);
}

/** Whether all tasks run on Fargate, as far as the manifest says. */
export function isFargate({ launchType, capacityProviderStrategy = [] }: EcsSpec): boolean {
  if (launchType !== undefined) return launchType === 'FARGATE';
  return (
    capacityProviderStrategy.length > 0 &&
    capacityProviderStrategy.every(({ capacityProvider }) => /^FARGATE(_SPOT)?$/.test(capacityProvider))
  );
}

/** How tasks get at the network, where the manifest says: on Fargate there is one way only. */
export function networkModeOf(spec: EcsSpec): string | undefined {
  return spec.taskDefinition.networkMode ?? (isFargate(spec) ? 'awsvpc' : undefined);
}
