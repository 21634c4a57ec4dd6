import type {
  AutoScalingGroup,
  CreateAutoScalingGroupType,
  RefreshPreferences as SdkRefreshPreferences,
  TagDescription,
  UpdateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import { plain } from '../../core/inventory.ts';
import { userTags } from '../../core/ownership.ts';
import { fromPairs } from '../pairs.ts';
import { present } from '../present.ts';
import type { Tags } from '../resource.ts';
import { mixedFromSdk, templateOf } from './mixed-sdk.ts';
import type { AutoScalingGroupState, RefreshPreferences } from './type.ts';

/** What creations and updates have in common. */
type Settings = Omit<CreateAutoScalingGroupType & UpdateAutoScalingGroupType, 'AutoScalingGroupName'>;

/** In AWS's words, but for what it launches from; what is absent is not told. */
export function toSdk(state: Partial<AutoScalingGroupState>): Partial<Settings> {
  const { subnets, terminationPolicies } = state;
  return {
    VPCZoneIdentifier: subnets?.map(plain).join(','),
    MinSize: state.minSize,
    MaxSize: state.maxSize,
    DesiredCapacity: state.desiredCapacity,
    DefaultCooldown: state.defaultCooldown,
    DefaultInstanceWarmup: state.defaultInstanceWarmup,
    HealthCheckType: state.healthCheckType,
    HealthCheckGracePeriod: state.healthCheckGracePeriod,
    TerminationPolicies: terminationPolicies && [...terminationPolicies],
    CapacityRebalance: state.capacityRebalance,
    NewInstancesProtectedFromScaleIn: state.newInstancesProtectedFromScaleIn,
    MaxInstanceLifetime: state.maxInstanceLifetime,
  };
}

/** Instances that are on the version already are left alone, so that one that was broken off can be taken up again. */
export function toSdkPreferences(preferences: RefreshPreferences): SdkRefreshPreferences {
  const { checkpointPercentages, scaleInProtectedInstances, standbyInstances } = preferences;
  return {
    SkipMatching: true,
    MinHealthyPercentage: preferences.minHealthyPercentage,
    MaxHealthyPercentage: preferences.maxHealthyPercentage,
    InstanceWarmup: preferences.instanceWarmup,
    CheckpointPercentages: checkpointPercentages && [...checkpointPercentages],
    CheckpointDelay: preferences.checkpointDelay,
    ScaleInProtectedInstances: scaleInProtectedInstances as SdkRefreshPreferences['ScaleInProtectedInstances'],
    StandbyInstances: standbyInstances as SdkRefreshPreferences['StandbyInstances'],
    BakeTime: preferences.bakeTime,
  };
}

export function fromSdk(group: AutoScalingGroup): AutoScalingGroupState {
  // A group that was made without a version follows the default one, and none is shown of it.
  const { LaunchTemplateId: id, Version: version = '$Default' } = templateOf(group) ?? {};
  return {
    name: group.AutoScalingGroupName ?? '',
    subnets: (group.VPCZoneIdentifier ?? '').split(',').filter(Boolean).sort(),
    targetGroups: [...(group.TargetGroupARNs ?? [])].sort(),
    ...mixedFromSdk(group),
    healthCheckGracePeriod: group.HealthCheckGracePeriod ?? 0,
    capacityRebalance: group.CapacityRebalance ?? false,
    newInstancesProtectedFromScaleIn: group.NewInstancesProtectedFromScaleIn ?? false,
    maxInstanceLifetime: group.MaxInstanceLifetime ?? 0,
    metrics: (group.EnabledMetrics ?? []).flatMap(({ Metric }) => Metric ?? []).sort(),
    tags: userTags(fromPairs(group.Tags?.filter((tag) => !isPropagated(tag)))),
    propagatedTags: userTags(fromPairs(group.Tags?.filter(isPropagated))),
    ...present({
      launchTemplate: id === undefined ? undefined : { id, version },
      minSize: group.MinSize,
      maxSize: group.MaxSize,
      desiredCapacity: group.DesiredCapacity,
      defaultCooldown: group.DefaultCooldown,
      defaultInstanceWarmup: group.DefaultInstanceWarmup,
      healthCheckType: group.HealthCheckType,
      terminationPolicies: group.TerminationPolicies,
    }),
  };
}

/** A group's tags in AWS's words. */
export function toSdkTags(group: string, tags: Tags, propagated: boolean): Required<TagDescription>[] {
  return Object.entries(tags).map(([Key, Value]) => ({
    ResourceId: group,
    ResourceType: 'auto-scaling-group',
    Key,
    Value,
    PropagateAtLaunch: propagated,
  }));
}

function isPropagated({ PropagateAtLaunch }: TagDescription): boolean {
  return PropagateAtLaunch === true;
}
