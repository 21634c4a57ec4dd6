import type { Lifecycle } from '../lifecycle.ts';
import { adjusted, stepAdjustment, tracked } from '../auto-scaling/adjust.ts';
import { warmupMs } from '../auto-scaling/scaling.ts';
import { updateService } from '../ecs/services.ts';
import type { World } from '../world.ts';
import { scaledService } from './find.ts';
import type { ScalableTarget, ScalingPolicy } from './state.ts';

const DEFAULT_COOLDOWN_SECONDS = 300;

/** Scaling policies that move the desired count of ECS services between their bounds. */
export const applicationAutoScalingLifecycle: Lifecycle = {
  dueAt(world) {
    const now = world.clock.now();
    const instants = [...world.applicationAutoScaling.targets.values()].map((target) => nextScalingAt(world, target));
    return Math.min(Number.POSITIVE_INFINITY, ...instants.filter((at) => at > now));
  },
  step(world) {
    for (const target of world.applicationAutoScaling.targets.values()) scale(world, target);
  },
};

function scale(world: World, target: ScalableTarget): void {
  const service = scaledService(world, target.resourceId);
  if (service === undefined || nextScalingAt(world, target) > world.clock.now()) return;
  const { desiredCount } = service;
  const wishes = [...target.policies.values()].flatMap((policy) => wishOf(world, policy, desiredCount) ?? []);
  if (wishes.length === 0) return;
  const wanted = Math.min(Math.max(...wishes, target.minCapacity), target.maxCapacity);
  if (wanted === desiredCount || isSuspended(target, wanted > desiredCount)) return;
  const [, cluster, name] = target.resourceId.split('/');
  updateService({ cluster, service: name, desiredCount: wanted }, { ...world, world });
  target.scaledAt = world.clock.now();
}

/** No policy acts before this, since what was last started has yet to take its share. */
function nextScalingAt(world: World, { scaledAt, policies }: ScalableTarget): number {
  if (scaledAt === undefined) return 0;
  return scaledAt + warmupMs(world, Math.max(0, ...[...policies.values()].map(cooldownOf)));
}

function cooldownOf({ asked }: ScalingPolicy): number {
  const { TargetTrackingScalingPolicyConfiguration: tracking, StepScalingPolicyConfiguration: stepping } = asked;
  if (tracking === undefined) return stepping?.Cooldown ?? DEFAULT_COOLDOWN_SECONDS;
  const { ScaleOutCooldown: out = DEFAULT_COOLDOWN_SECONDS, ScaleInCooldown: back = DEFAULT_COOLDOWN_SECONDS } =
    tracking;
  return Math.max(out, back);
}

function isSuspended({ suspended }: ScalableTarget, outwards: boolean): boolean {
  return (outwards ? suspended.DynamicScalingOutSuspended : suspended.DynamicScalingInSuspended) ?? false;
}

/** The count that a policy wants; undefined where nothing was measured, or its alarm is silent. */
function wishOf(world: World, { asked }: ScalingPolicy, count: number): number | undefined {
  const { TargetTrackingScalingPolicyConfiguration: tracking, StepScalingPolicyConfiguration: stepping } = asked;
  const measured = world.applicationAutoScaling.metrics.get(
    `${asked.ResourceId} ${metricOf(tracking) ?? asked.PolicyName}`,
  );
  if (measured === undefined) return undefined;
  if (tracking) return tracked(count, measured, tracking);
  const ScalingAdjustment = stepAdjustment(stepping?.StepAdjustments ?? [], measured);
  return ScalingAdjustment === undefined ? undefined : adjusted(count, { ...stepping, ScalingAdjustment });
}

function metricOf(tracking: ScalingPolicy['asked']['TargetTrackingScalingPolicyConfiguration']): string | undefined {
  return (
    tracking?.PredefinedMetricSpecification?.PredefinedMetricType ?? tracking?.CustomizedMetricSpecification?.MetricName
  );
}
