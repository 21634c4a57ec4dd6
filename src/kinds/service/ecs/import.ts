import { plain } from '../../../core/inventory.ts';
import type { Live } from '../../../core/resource.ts';
import type { CapacityProvider, ServedGroup } from '../../../resources/ecs-service/normal.ts';
import { ecsServiceType, type EcsServiceState } from '../../../resources/ecs-service/type.ts';
import type { ScalableTargetState } from '../../../resources/scalable-target/type.ts';
import { Unsayable, type Identity, type Imported, type ImportContext, type Note } from '../../import/context.ts';
import { securityGroupPointer, subnetPointer, targetGroupPointer, vpcOf, vpcPointer } from '../../import/pointers.ts';
import { put, specOf, unsaid, type Spec } from '../../import/spec.ts';
import { commonTags } from '../import-tags.ts';
import { importScaling } from './import-scaling.ts';
import { importShifting } from './import-shifting.ts';
import { importTaskDefinition } from './import-task-definition.ts';

/** A service with the task definition that it runs, and its scaling. */
export function importEcsService(
  live: Live<EcsServiceState>,
  identity: Identity,
  context: ImportContext,
): Imported | Unsayable {
  const { state } = live;
  const { namespace } = identity;
  const notes: Note[] = [];
  const shifting = importShifting(state.loadBalancers ?? [], namespace, context);
  if (shifting instanceof Unsayable) return shifting;
  const [scaled] = context.childrenOf(live.physical, 'scalable-target') as readonly Live<ScalableTargetState>[];
  const isCounted = scaled === undefined && state.schedulingStrategy !== 'DAEMON';
  const spec: Spec = specOf(ecsServiceType, state, {
    name: (name) => unlessSame(name.slice(name.indexOf('/') + 1), identity.name),
    cluster: (cluster) => ({ name: plain(cluster).split('/').at(-1) }),
    taskDefinition: unsaid,
    capacityProviderStrategy: (providers) => providers.map(providerIn),
    desiredCount: (count) => (isCounted ? count : undefined),
    scaling: unsaid,
    redeploy: unsaid,
    serviceConnect: ({ enabled, ...connect }) => (enabled ? connect : undefined),
    network: ({ subnets = [], securityGroups = [], assignPublicIp }) => {
      const vpc = vpcOf(subnets, context);
      return {
        ...(vpc === undefined ? {} : { vpc: vpcPointer(vpc, context) }),
        subnets: subnets.map((subnet) => subnetPointer(subnet, context)),
        ...(securityGroups.length === 0
          ? {}
          : { securityGroups: securityGroups.map((group) => securityGroupPointer(group, namespace, context)) }),
        ...(assignPublicIp === true ? { assignPublicIp } : {}),
      };
    },
    loadBalancers: (groups) =>
      groups.length === 0 ? undefined : groups.map((group) => membershipIn(group, namespace, context)),
    tags: unsaid,
  });
  for (const [key, value] of Object.entries(shifting)) put(spec, ['ecs', 'deployment', key], value);
  const arn = plain(state.taskDefinition);
  const definition = importTaskDefinition(arn, context, notes);
  put(spec, ['ecs', 'taskDefinition'], definition.spec);
  if (scaled !== undefined) {
    const scaling = importScaling(scaled, context, { namespace, groups: state.loadBalancers ?? [] });
    put(spec, ['ecs', 'autoScaling'], scaling);
  }
  const tags = commonTags(state.tags, definition.tags ?? state.tags);
  return { ...identity, spec: { ...spec, ...(tags === undefined ? {} : { tags }) }, notes };
}

function unlessSame(name: string, other: string): string | undefined {
  return name === other ? undefined : name;
}

function providerIn({ capacityProvider, base, weight }: CapacityProvider): Spec {
  return { capacityProvider, ...(base === 0 ? {} : { base }), ...(weight === 0 ? {} : { weight }) };
}

function membershipIn(
  { targetGroup, containerName, containerPort }: ServedGroup,
  namespace: string,
  context: ImportContext,
): Spec {
  return {
    targetGroup: targetGroupPointer(targetGroup, namespace, context),
    container: containerName,
    port: containerPort,
  };
}
