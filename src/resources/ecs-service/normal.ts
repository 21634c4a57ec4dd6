import { sameSet } from '../../core/fields.ts';
import { canonical, sameJson } from '../../core/json.ts';
import type { CapacityProvider, ConnectService, EcsServiceState, ServedGroup, ServiceConnect } from './state.ts';

/*
 * AWS keeps no order of most lists, fills defaults in, and moves on its own what was given to it to move: the normal forms and
 * comparisons here are what keeps a service from differing from itself.
 */

type Loose<Item, Needed extends keyof Item> = Pick<Item, Needed> & {
  readonly [Key in Exclude<keyof Item, Needed>]?: Item[Key] | undefined;
};

/** By name, with AWS's defaults. */
export function normalProviders(
  providers: readonly Loose<CapacityProvider, 'capacityProvider'>[],
): readonly CapacityProvider[] {
  return providers
    .map(({ capacityProvider, base, weight }) => ({ capacityProvider, base: base ?? 0, weight: weight ?? 0 }))
    .toSorted((a, b) => (a.capacityProvider < b.capacityProvider ? -1 : 1));
}

type LooseConnect = Omit<ServiceConnect, 'services'> & {
  readonly services?: readonly Loose<ConnectService, 'portName'>[] | undefined;
};

/** What is off has nothing else to say. */
export function normalConnect({ enabled, services = [], ...given }: LooseConnect): ServiceConnect {
  if (!enabled) return { enabled };
  const named = services
    .map((service) => normalService(service, given.namespace))
    .toSorted((a, b) => (a.portName < b.portName ? -1 : 1));
  return { ...given, enabled, ...(named.length === 0 ? {} : { services: named }) };
}

function normalService(service: Loose<ConnectService, 'portName'>, namespace: string | undefined): ConnectService {
  const { portName, discoveryName = portName, clientAliases = [], ingressPortOverride, timeout } = service;
  const implied = `${discoveryName}.${namespace}`;
  const aliases = clientAliases.map(({ port, dnsName }) =>
    dnsName === undefined || dnsName === implied ? { port } : { port, dnsName },
  );
  return {
    portName,
    discoveryName,
    ...(aliases.length === 0 ? {} : { clientAliases: aliases }),
    ...(ingressPortOverride === undefined ? {} : { ingressPortOverride }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

/** The namespace of the cluster stands in for one that is not declared. */
export function sameConnect(wanted: ServiceConnect, live: ServiceConnect | undefined): boolean {
  if (live === undefined) return !wanted.enabled;
  const { namespace = live.namespace, ...others } = wanted;
  const isSame = namespace === live.namespace || live.namespace?.endsWith(`/${namespace}`) === true;
  const { namespace: _, ...standing } = live;
  return isSame && sameJson(others, standing);
}

/** `web:2` is the revision that AWS names by its ARN. */
export function sameTaskDefinition(
  wanted: EcsServiceState['taskDefinition'],
  live: EcsServiceState['taskDefinition'] | undefined,
): boolean {
  if (typeof wanted !== 'string' || typeof live !== 'string') return false;
  return live === wanted || live.endsWith(`:task-definition/${wanted}`);
}

/** What goes by LATEST is told as the version that this was. */
export function samePlatform(wanted: string, live: string | undefined): boolean {
  return wanted === 'LATEST' || wanted === live;
}

/** Between its bounds, how many tasks there are to be is for the scaling policies to say. */
export function withinBounds(
  wanted: NonNullable<EcsServiceState['scaling']>,
  live: EcsServiceState['scaling'] | undefined,
): boolean {
  if (!('min' in wanted) || live === undefined || !('desired' in live)) return sameJson(wanted, live);
  return live.desired >= wanted.min && live.desired <= wanted.max;
}

/** A list of the network is a set. */
export function sameMember(wanted: unknown, live: unknown): boolean {
  return Array.isArray(wanted) && (live === undefined || Array.isArray(live))
    ? sameSet(wanted, live)
    : sameJson(wanted, live);
}

/** A deployment that shifts the traffic leaves the two groups with their parts exchanged. */
export function sameGroups(wanted: readonly ServedGroup[], live: readonly ServedGroup[] | undefined): boolean {
  const left = live?.map((group) => ({ group, key: groupKey(group) })) ?? [];
  if (wanted.length !== left.length) return false;
  return wanted.every((group) => {
    const key = groupKey(group);
    const place = left.findIndex((other) => other.key === key && sameRules(group, other.group));
    return place !== -1 && left.splice(place, 1).length === 1;
  });
}

function groupKey({ targetGroup, alternateTargetGroup, containerName, containerPort, roleArn }: ServedGroup): string {
  const groups = alternateTargetGroup === undefined ? [targetGroup] : [targetGroup, alternateTargetGroup];
  return canonical([groups.map(canonical).sort(), containerName, containerPort, roleArn]);
}

function sameRules(wanted: ServedGroup, live: ServedGroup): boolean {
  return (
    sameRule(wanted.productionListenerRule, live.productionListenerRule) &&
    sameRule(wanted.testListenerRule, live.testListenerRule)
  );
}

/** A listener stands for its default rule, whose ARN starts with the same path. */
function sameRule(wanted: ServedGroup['productionListenerRule'], live: ServedGroup['productionListenerRule']): boolean {
  if (typeof wanted !== 'string' || typeof live !== 'string') return wanted === live;
  return wanted === live || live.startsWith(`${wanted.replace(':listener/', ':listener-rule/')}/`);
}
