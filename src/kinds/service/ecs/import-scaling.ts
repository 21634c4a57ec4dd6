import type { Live } from '../../../core/resource.ts';
import type { ServedGroup } from '../../../resources/ecs-service/normal.ts';
import { scalableTargetType, type ScalableTargetState } from '../../../resources/scalable-target/type.ts';
import {
  serviceScalingPolicyType,
  type ServiceScalingPolicyState,
} from '../../../resources/service-scaling-policy/type.ts';
import type { ImportContext } from '../../import/context.ts';
import { targetGroupPointer } from '../../import/pointers.ts';
import { specOf, unsaid, type Spec } from '../../import/spec.ts';

interface Scaled {
  readonly namespace: string;
  readonly groups: readonly ServedGroup[];
}

/** The bounds, and the policies that decide between them. */
export function importScaling(
  { physical, state }: Live<ScalableTargetState>,
  context: ImportContext,
  scaled: Scaled,
): Spec {
  const policies = context.childrenOf(physical, 'service-scaling-policy') as readonly Live<ServiceScalingPolicyState>[];
  const bounds = specOf(scalableTargetType, state, { service: unsaid });
  if (policies.length === 0) return bounds;
  const sorted = policies.toSorted((a, b) => (a.state.name < b.state.name ? -1 : 1));
  return { ...bounds, policies: sorted.map((policy) => policyIn(policy.state, context, scaled)) };
}

function policyIn(state: ServiceScalingPolicyState, context: ImportContext, { namespace, groups }: Scaled): Spec {
  const spec: Spec = { name: state.name, ...specOf(serviceScalingPolicyType, state, {}) };
  const tracking = spec['targetTracking'] as Spec | undefined;
  const { targetGroup: end, ...others } = tracking ?? {};
  if (tracking === undefined || typeof end !== 'string') return spec;
  // AWS answers only the end of its ARN.
  const group = groups.find(({ targetGroup }) => typeof targetGroup === 'string' && targetGroup.endsWith(`:${end}`));
  const targetGroup =
    group === undefined ? { name: end.split('/')[1] } : targetGroupPointer(group.targetGroup, namespace, context);
  return { ...spec, targetTracking: { ...others, targetGroup } };
}
