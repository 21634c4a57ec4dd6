import { sameSet, type Field, type Fields } from '../../core/fields.ts';
import { sameJson } from '../../core/json.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import { uniqueName } from '../unique-name.ts';
import {
  sameOverrides,
  usualDistribution,
  type InstanceOverride,
  type InstancesDistribution,
} from './mixed-instances.ts';
import { sameHealthChecks, sameMetrics } from './normal.ts';

/** All as AWS has it. */
export interface AutoScalingGroupState {
  readonly name: string;
  /** A version by its number. */
  readonly launchTemplate?: LaunchTemplateVersion;
  readonly instancesDistribution?: InstancesDistribution;
  /** The types to launch, in place of the template's. */
  readonly overrides?: readonly InstanceOverride[];
  readonly subnets?: readonly Text[];
  readonly targetGroups?: readonly Text[];
  readonly minSize?: number;
  readonly maxSize?: number;
  /** Held to it. */
  readonly desiredCapacity?: number;
  /** Begun with only: scaling policies decide from then on. */
  readonly initialCapacity?: number;
  readonly defaultCooldown?: number;
  readonly defaultInstanceWarmup?: number;
  readonly healthCheckType?: string;
  readonly healthCheckGracePeriod?: number;
  readonly terminationPolicies?: readonly string[];
  readonly capacityRebalance?: boolean;
  readonly newInstancesProtectedFromScaleIn?: boolean;
  readonly maxInstanceLifetime?: number;
  /** Wanted: `all` alone stands for all. */
  readonly metrics?: readonly string[];
  /** Wanted: how to replace what was launched from another version. Live: what is to be replaced, and nothing is under way. */
  readonly instanceRefresh?: RefreshPreferences | Outdated;
  /** The names of the wanted ones, so that it is remembered that the manifest speaks of them at all. */
  readonly scalingPolicies?: readonly string[];
  /** Handed on to instances. */
  readonly propagatedTags?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface LaunchTemplateVersion {
  readonly id: Text;
  readonly version: Text;
}

export interface RefreshPreferences {
  readonly minHealthyPercentage?: number;
  readonly maxHealthyPercentage?: number;
  readonly instanceWarmup?: number;
  readonly checkpointPercentages?: readonly number[];
  readonly checkpointDelay?: number;
  readonly scaleInProtectedInstances?: string;
  readonly standbyInstances?: string;
  readonly bakeTime?: number;
}

interface Outdated {
  /** Ids of instances. */
  readonly outdated: readonly string[];
}

/** Written by calls of their own, in the order in which an update makes them. */
export type AutoScalingGroupGroup = 'tags' | 'targetGroups' | 'group' | 'metrics' | 'propagatedTags' | 'refresh';

/** The longest name that AWS allows. */
const NAME_LIMIT = 255;

const HERE = '/autoScalingGroup';
const MIXED = `${HERE}/mixedInstancesPolicy`;

const autoScalingGroupFields: Fields<AutoScalingGroupState, AutoScalingGroupGroup> = {
  name: { ...uniqueName(NAME_LIMIT), path: `${HERE}/name` },
  tags: { onChange: 'tags', keyed: true },
  launchTemplate: { ...part('launchTemplate'), same: sameVersion },
  instancesDistribution: {
    onChange: 'group',
    keyed: true,
    default: usualDistribution,
    path: `${MIXED}/instancesDistribution`,
  },
  overrides: { ...part('overrides', []), same: sameOverrides, path: `${MIXED}/overrides` },
  subnets: { ...part('subnets'), same: sameSet },
  targetGroups: { onChange: 'targetGroups', same: sameSet, attached: true, default: () => [] },
  minSize: part('minSize'),
  maxSize: part('maxSize'),
  desiredCapacity: part('desiredCapacity'),
  initialCapacity: { ...part('initialCapacity'), same: () => true, path: `${HERE}/desiredCapacity` },
  defaultCooldown: part('defaultCooldown', 300),
  // AWS removes the setting when this value is sent.
  defaultInstanceWarmup: part('defaultInstanceWarmup', -1),
  healthCheckType: { ...part('healthCheckType', 'EC2'), same: sameHealthChecks, path: `${HERE}/healthCheck/type` },
  healthCheckGracePeriod: { ...part('healthCheckGracePeriod', 0), path: `${HERE}/healthCheck/gracePeriodSeconds` },
  terminationPolicies: part('terminationPolicies', ['Default']),
  capacityRebalance: part('capacityRebalance', false),
  newInstancesProtectedFromScaleIn: part('newInstancesProtectedFromScaleIn', false),
  maxInstanceLifetime: part('maxInstanceLifetime', 0),
  metrics: { onChange: 'metrics', same: sameMetrics, default: () => [], path: `${HERE}/metricsCollection` },
  propagatedTags: { onChange: 'propagatedTags', keyed: true, path: `${HERE}/tags` },
  instanceRefresh: {
    onChange: 'refresh',
    same: (_, live) => live === undefined,
    path: `${HERE}/instanceRefresh`,
  },
  scalingPolicies: { ...part('scalingPolicies'), same: () => true },
};

/** The wanted one is the latest that stands, or one that is yet to be made. */
function sameVersion(wanted: LaunchTemplateVersion, live: LaunchTemplateVersion | undefined): boolean {
  if (live === undefined || !sameJson(wanted.id, live.id)) return false;
  return live.version === '$Latest' || sameJson(wanted.version, live.version);
}

type Value<K extends keyof AutoScalingGroupState> = NonNullable<AutoScalingGroupState[K]>;

/** A part of what one call updates. */
function part<K extends keyof AutoScalingGroupState>(
  name: K,
  fallback?: Value<K>,
): Field<Value<K>, AutoScalingGroupState, 'group'> {
  const row = { onChange: 'group', path: `${HERE}/${name}` } as const;
  return fallback === undefined ? row : { ...row, default: () => fallback };
}

export const autoScalingGroupType: ResourceType<AutoScalingGroupState> = {
  name: 'auto-scaling-group',
  fields: autoScalingGroupFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  detaches: { path: '/spec/targetGroups' },
  taggable: true,
};
