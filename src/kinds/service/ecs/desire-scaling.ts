import type { Wanted } from '../../../core/resource.ts';
import type { ScalableTargetState } from '../../../resources/scalable-target/type.ts';
import type { ServiceScalingPolicyState, TargetTracking } from '../../../resources/service-scaling-policy/type.ts';
import { normalMetrics } from '../../../resources/metric/normal.ts';
import type { Manifest } from '../../manifest.ts';
import { targetGroupText } from '../../pointing.ts';
import { shellOf, sourceAt } from '../../wanted.ts';
import { serviceId } from './names.ts';
import type { ScalingPolicySpec } from './scaling.ts';
import type { EcsSpec } from './schema.ts';

type Service = Manifest<'Service'>;

/** The bounds, and the policies that decide between them. */
export function desireScaling(
  manifest: Service,
  { autoScaling }: EcsSpec,
): Wanted<ScalableTargetState | ServiceScalingPolicyState>[] {
  if (autoScaling === undefined) return [];
  const { namespace, name } = manifest;
  const path = ['spec', 'ecs', 'autoScaling'];
  const service = serviceId(manifest);
  const target: Wanted<ScalableTargetState> = {
    ...shellOf(manifest),
    id: `scalable-target/${namespace}/${name}`,
    type: 'scalable-target',
    parent: service,
    key: '',
    at: '/spec/ecs/autoScaling',
    state: {
      service: { $ref: service, output: 'resourceId' },
      min: autoScaling.min,
      max: autoScaling.max,
      ...(autoScaling.suspended === undefined ? {} : { suspended: autoScaling.suspended }),
    },
    source: sourceAt(manifest, path),
  };
  const policies = (autoScaling.policies ?? []).map((policy, index): Wanted<ServiceScalingPolicyState> => ({
    ...shellOf(manifest),
    id: `service-scaling-policy/${namespace}/${name}/${policy.name}`,
    type: 'service-scaling-policy',
    parent: target.id,
    key: policy.name,
    at: `/spec/ecs/autoScaling/policies/${policy.name}`,
    state: { target: { $ref: target.id, output: 'resourceId' }, name: policy.name, ...contentOf(manifest, policy) },
    source: sourceAt(manifest, [...path, 'policies', index]),
  }));
  return [target, ...policies];
}

function contentOf(
  manifest: Service,
  { targetTracking, step, predictive }: ScalingPolicySpec,
): Pick<ServiceScalingPolicyState, 'targetTracking' | 'step' | 'predictive'> {
  if (predictive !== undefined) {
    const metricSpecifications = normalMetrics(predictive.metricSpecifications, 'metricSpecifications');
    return { predictive: { ...predictive, metricSpecifications } };
  }
  if (targetTracking !== undefined) return { targetTracking: trackingOf(manifest, targetTracking) };
  const steps = step.steps.toSorted((a, b) => (a.lower ?? -Infinity) - (b.lower ?? -Infinity));
  return { step: { ...step, steps } };
}

/** Requests are counted per target of one group: the one that is named, or the only one. */
function trackingOf(
  { namespace, spec }: Service,
  {
    targetGroup = spec.targetGroups?.[0]?.targetGroup,
    metricMath,
    ...same
  }: NonNullable<ScalingPolicySpec['targetTracking']>,
): TargetTracking {
  const isCounted = same.predefinedMetric === 'ALBRequestCountPerTarget' && targetGroup !== undefined;
  const math = metricMath === undefined ? {} : { metricMath: normalMetrics(metricMath, 'metricMath') };
  return { ...same, ...math, ...(isCounted ? { targetGroup: targetGroupText(targetGroup, namespace) } : {}) };
}
