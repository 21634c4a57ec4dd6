import { sameSet } from '../../core/fields.ts';
import { canonical, sameJson } from '../../core/json.ts';
import type { Text } from '../../core/value.ts';

/*
 * AWS keeps no order of most lists, fills defaults in, and moves on its own what was given to it to move: the normal forms and
 * comparisons here are what keeps a service from differing from itself.
 */

/** As it is given: what has a default may be missing. */
export type Loose<Item, Needed extends keyof Item> = Pick<Item, Needed> & {
  readonly [Key in Exclude<keyof Item, Needed>]?: Item[Key] | undefined;
};

export interface CapacityProvider {
  readonly capacityProvider: string;
  readonly base: number;
  readonly weight: number;
}

/** By name, with AWS's defaults. */
export function normalProviders(
  providers: readonly Loose<CapacityProvider, 'capacityProvider'>[],
): readonly CapacityProvider[] {
  return providers
    .map(({ capacityProvider, base, weight }) => ({ capacityProvider, base: base ?? 0, weight: weight ?? 0 }))
    .toSorted((a, b) => (a.capacityProvider < b.capacityProvider ? -1 : 1));
}

/** `web:2` is the revision that AWS names by its ARN. */
export function sameTaskDefinition(wanted: Text, live: Text | undefined): boolean {
  if (typeof wanted !== 'string' || typeof live !== 'string') return false;
  return live === wanted || live.endsWith(`:task-definition/${wanted}`);
}

/** A service that runs the platform version LATEST is described with the version that LATEST was. */
export function samePlatform(wanted: string, live: string | undefined): boolean {
  return wanted === 'LATEST' || wanted === live;
}

/** Where Application Auto Scaling decides: the bounds that leave it free, against how many tasks there are to be. */
export type Scaling = Bounds | { readonly desired: number };

export interface Bounds {
  readonly min: number;
  readonly max: number;
  /** How many tasks there are at first. */
  readonly initial: number;
}

/** Between its bounds, how many tasks there are to be is for the scaling policies to say. */
export function withinBounds(wanted: Scaling, live: Scaling | undefined): boolean {
  if (!('min' in wanted) || live === undefined || !('desired' in live)) return sameJson(wanted, live);
  return live.desired >= wanted.min && live.desired <= wanted.max;
}

/** Each key is compared on its own. */
export interface Network {
  readonly subnets?: readonly Text[];
  readonly securityGroups?: readonly Text[];
  readonly assignPublicIp?: boolean;
}

/** As ECS tells it. */
interface AwsVpc {
  readonly subnets?: string[] | undefined;
  readonly securityGroups?: string[] | undefined;
  readonly assignPublicIp?: string | undefined;
}

/** Whether all that the one says of it is what the other says. */
export function sameNetwork(one: Network = {}, other: Network = {}): boolean {
  return Object.entries(one).every(([key, value]) => sameMember(value, other[key as keyof Network]));
}

export function fromNetwork(network: AwsVpc): Network {
  return {
    subnets: network.subnets ?? [],
    securityGroups: network.securityGroups ?? [],
    assignPublicIp: network.assignPublicIp === 'ENABLED',
  };
}

/** A list of the network is a set. */
export function sameMember(wanted: unknown, live: unknown): boolean {
  return Array.isArray(wanted) && (live === undefined || Array.isArray(live))
    ? sameSet(wanted, live)
    : sameJson(wanted, live);
}

/** A target group in which ECS registers the tasks. */
export interface ServedGroup {
  readonly targetGroup: Text;
  readonly containerName: string;
  readonly containerPort: number;
  /** The second group, between which and the first a deployment shifts the traffic. */
  readonly alternateTargetGroup?: Text;
  /** A rule; or a listener, which stands for its default actions. */
  readonly productionListenerRule?: Text;
  readonly testListenerRule?: Text;
  readonly roleArn?: string;
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
