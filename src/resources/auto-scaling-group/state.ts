import type { Text } from '../../core/value.ts';

/** All as AWS has it. */
export interface AutoScalingGroupState {
  readonly name: string;
  /** A version by its number. */
  readonly launchTemplate?: LaunchTemplateVersion;
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
