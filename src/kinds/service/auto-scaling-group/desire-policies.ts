import type { Wanted } from '../../../core/resource.ts';
import type { ResourceId, Text } from '../../../core/value.ts';
import {
  bareSteps,
  bareTracking,
  type ScalingPolicyState,
  type TargetTracking,
} from '../../../resources/scaling-policy/type.ts';
import type { Manifest } from '../../manifest.ts';
import { shellOf, sourceAt } from '../../wanted.ts';
import type { ScalingPolicySpec } from './policies.ts';
import type { AutoScalingGroupSpec } from './schema.ts';

/** The scaling policies of a group that has these target groups. */
export function desirePolicies(
  manifest: Manifest<'Service'>,
  { scalingPolicies = [] }: AutoScalingGroupSpec,
  group: ResourceId,
  targetGroups: readonly Text[],
): Wanted<ScalingPolicyState>[] {
  const { namespace, name } = manifest;
  return scalingPolicies.map((policy, index) => ({
    ...shellOf(manifest),
    id: `scaling-policy/${namespace}/${name}/${policy.name}`,
    type: 'scaling-policy',
    parent: group,
    key: policy.name,
    at: `/spec/autoScalingGroup/scalingPolicies/${policy.name}`,
    state: { ...stateOf(policy, targetGroups), group: { $ref: group, output: 'name' } },
    source: sourceAt(manifest, ['spec', 'autoScalingGroup', 'scalingPolicies', index]),
  }));
}

/** What has the same name and form in the manifest and in the state is handed on as it is. */
function stateOf(
  { targetTracking, step, ...same }: ScalingPolicySpec,
  targetGroups: readonly Text[],
): Omit<ScalingPolicyState, 'group'> {
  if (targetTracking === undefined) return { ...same, step: step && bareSteps(step) };
  return { ...same, targetTracking: bareTracking(trackingOf(targetTracking, targetGroups)) };
}

/** Requests are counted in one target group; where the manifest doesn't say in which, it has only one. */
function trackingOf(
  spec: NonNullable<ScalingPolicySpec['targetTracking']>,
  [targetGroup]: readonly Text[],
): TargetTracking {
  const isByTarget = spec.predefinedMetric === 'ALBRequestCountPerTarget' && spec.resourceLabel === undefined;
  return isByTarget && targetGroup !== undefined ? { ...spec, resourceLabel: { targetGroup } } : spec;
}
