import type {
  InstancesDistribution,
  LaunchTemplateOverrides,
  AutoScalingGroup,
  InstanceRefreshStatus,
  LifecycleHook,
  PutScalingPolicyType,
  RefreshPreferences,
} from '@aws-sdk/client-auto-scaling';

/** The settings that a group tells as it was given them, AWS's defaults filled in. */
export type GroupSettings = Pick<
  AutoScalingGroup,
  | 'CapacityRebalance'
  | 'Context'
  | 'DefaultInstanceWarmup'
  | 'DesiredCapacityType'
  | 'InstanceMaintenancePolicy'
  | 'MaxInstanceLifetime'
  | 'PlacementGroup'
> & {
  readonly DefaultCooldown: number;
  readonly HealthCheckGracePeriod: number;
  readonly HealthCheckType: string;
  readonly NewInstancesProtectedFromScaleIn: boolean;
  readonly ServiceLinkedRoleARN: string;
  readonly TerminationPolicies: string[];
};

/** The template by id and name, and the version as it was asked for: a number, `$Latest`, `$Default`, or none: the default. */
export interface TemplateUse {
  readonly LaunchTemplateId: string;
  readonly LaunchTemplateName: string;
  readonly Version?: string;
}

/** The template with the number of the version that something was launched from. */
export type TemplateUsed = TemplateUse & { readonly Version: string };

/** Types in a group of several, and what of them is On-Demand and what Spot. */
export interface Mixed {
  readonly overrides: readonly LaunchTemplateOverrides[];
  readonly distribution: InstancesDistribution;
}

export interface Member {
  readonly instanceId: string;
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly instanceType: string;
  readonly imageId: string;
  readonly template: TemplateUsed;
  readonly launchedAt: number;
  /** How much it counts towards the capacity. */
  readonly weight: number;
  readonly isSpot: boolean;
  /** What is being done with it, or was last. */
  activityId: string;
  readonly protectedFromScaleIn: boolean;
  /** Where it was registered once: who takes it out there is not worked against. */
  readonly registeredWith: Set<string>;
  state: 'Pending' | 'InService' | 'Terminating';
  healthy: boolean;
  inServiceAt: number | undefined;
  /** What holds it back from what it is about to do, by hook; undefined until the hooks were asked. */
  actions: Map<string, LifecycleAction> | undefined;
}

/** A hook that waits to be answered about one member. */
export interface LifecycleAction {
  readonly token: string;
  readonly beganAt: number;
  /** Its default result is taken then. */
  until: number;
}

export interface GroupTag {
  readonly value: string;
  readonly propagateAtLaunch: boolean;
}

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  template: TemplateUse;
  mixed: Mixed | undefined;
  settings: GroupSettings;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  subnetIds: string[];
  /** Attached target groups; one that is `leaving` still drains our instances. */
  readonly targetGroups: Map<string, 'attached' | 'leaving'>;
  /** The group metrics that are collected, each with its granularity. */
  readonly metrics: Map<string, string>;
  readonly suspended: Set<string>;
  readonly tags: Map<string, GroupTag>;
  readonly members: Map<string, Member>;
  readonly policies: Map<string, Policy>;
  readonly hooks: Map<string, LifecycleHook>;
  /** The newest last. */
  readonly activities: Activity[];
  readonly refreshes: Refresh[];
  deleting: boolean;
  /** When the desired capacity last changed by a policy or by `SetDesiredCapacity`. */
  scaledAt: number | undefined;
  /** No launch before, since the last one failed. */
  launchHeldUntil: number | undefined;
}

export interface Policy {
  readonly arn: string;
  readonly asked: PutScalingPolicyType;
}

export interface Activity {
  readonly id: string;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: number;
  endedAt: number | undefined;
  status:
    | 'Cancelled'
    | 'Failed'
    | 'MidLifecycleAction'
    | 'PreInService'
    | 'Successful'
    | 'WaitingForELBConnectionDraining';
  readonly message: string | undefined;
}

export interface Refresh {
  readonly id: string;
  readonly createdAt: number;
  readonly preferences: RefreshPreferences;
  /** What the group is to launch from once the refresh succeeded; until then only the refresh does. */
  readonly template: TemplateUse | undefined;
  readonly mixed: Mixed | undefined;
  /** The instances that it found: they need no warming up. */
  readonly standing: readonly string[];
  /** Those of them that it is to replace. */
  readonly replacing: readonly string[];
  status: InstanceRefreshStatus;
  reason: string | undefined;
  startedAt: number | undefined;
  endedAt: number | undefined;
  progressedAt: number;
  percentage: number;
  remaining: number;
}

/** Plain records in Maps, so that a world can be cloned whole. */
export interface AutoScalingState {
  readonly groups: Map<string, Group>;
  /**
   * What CloudWatch would measure, set by whoever drives the simulator: by `GROUP METRIC` for what a target-tracking
   * policy looks at (`Web-ASG ASGAverageCPUUtilization`), by `GROUP POLICY` for how far a step policy's alarm
   * threshold is passed. Without a value a policy does nothing.
   */
  readonly metrics: Map<string, number>;
}

export function createAutoScalingState(): AutoScalingState {
  return { groups: new Map(), metrics: new Map() };
}
