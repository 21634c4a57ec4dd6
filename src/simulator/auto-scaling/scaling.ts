import type { World } from '../world.ts';
import { adjusted, stepAdjustment, tracked } from './adjust.ts';
import { clamp } from './group-request.ts';
import type { Group, Policy } from './state.ts';

/** Lets the policies move the desired capacity; of several that want something else, the largest wins, as with AWS. */
export function scale(world: World, group: Group): void {
  if (group.suspended.has('AlarmNotification')) return;
  if ((nextScalingAt(world, group) ?? 0) > world.clock.now()) return;
  const wishes = [...group.policies.values()].flatMap((policy) => wishOf(world, group, policy) ?? []);
  if (wishes.length === 0) return;
  const wanted = clamp(Math.max(...wishes), group);
  if (wanted === group.desiredCapacity) return;
  group.desiredCapacity = wanted;
  group.scaledAt = world.clock.now();
}

/** No policy acts before this, since what was last started has yet to take its share. */
export function nextScalingAt(world: World, group: Group): number | undefined {
  if (group.scaledAt === undefined) return undefined;
  const waits = [...group.policies.values()].map((policy) => waitMs(world, group, policy));
  return group.scaledAt + Math.max(0, ...waits);
}

/** Seconds of warming up in milliseconds, under the cap that a world may have. */
export function warmupMs(world: World, seconds: number): number {
  return Math.min(seconds * 1000, world.settings.warmupMs ?? Number.POSITIVE_INFINITY);
}

function waitMs(world: World, { settings }: Group, { asked }: Policy): number {
  const own = asked.PolicyType === 'SimpleScaling' ? asked.Cooldown : asked.EstimatedInstanceWarmup;
  return warmupMs(world, own ?? settings.DefaultInstanceWarmup ?? settings.DefaultCooldown);
}

/** The capacity that a policy wants; undefined where nothing was measured, or its alarm is silent. */
function wishOf(world: World, group: Group, { asked }: Policy): number | undefined {
  if (asked.Enabled === false) return undefined;
  const { TargetTrackingConfiguration: tracking } = asked;
  const measured = world.autoScaling.metrics.get(`${group.name} ${metricOf(tracking) ?? asked.PolicyName}`);
  if (measured === undefined) return undefined;
  if (tracking) return tracked(group.desiredCapacity, measured, tracking);
  const ScalingAdjustment =
    asked.PolicyType === 'StepScaling'
      ? stepAdjustment(asked.StepAdjustments ?? [], measured)
      : asked.ScalingAdjustment;
  return ScalingAdjustment === undefined ? undefined : adjusted(group.desiredCapacity, { ...asked, ScalingAdjustment });
}

function metricOf(tracking: Policy['asked']['TargetTrackingConfiguration']): string | undefined {
  return (
    tracking?.PredefinedMetricSpecification?.PredefinedMetricType ?? tracking?.CustomizedMetricSpecification?.MetricName
  );
}
