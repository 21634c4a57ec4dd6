/** The adjustment of a step or simple scaling policy, under AWS's names, which both scaling services share. */
export interface Adjustment {
  readonly AdjustmentType?: string | undefined;
  readonly MinAdjustmentMagnitude?: number | undefined;
  readonly ScalingAdjustment: number | undefined;
}

interface Step {
  readonly MetricIntervalLowerBound?: number | undefined;
  readonly MetricIntervalUpperBound?: number | undefined;
  readonly ScalingAdjustment: number | undefined;
}

interface Tracking {
  readonly TargetValue: number | undefined;
  readonly DisableScaleIn?: boolean | undefined;
}

// AWS's second alarm goes off this far below the target, so that capacity doesn't swing to and fro.
const SLACK = 0.9;

/** The capacity at which a metric that is shared out among all would stand at its target. */
export function tracked(capacity: number, metric: number, { TargetValue = 0, DisableScaleIn }: Tracking): number {
  const wanted = Math.ceil((capacity * metric) / TargetValue);
  if (metric > TargetValue) return Math.max(wanted, capacity);
  return metric < TargetValue * SLACK && DisableScaleIn !== true ? wanted : capacity;
}

/** What the step says into which a breach falls; bounds are relative to the alarm's threshold. */
export function stepAdjustment(steps: readonly Step[], breach: number): number | undefined {
  return steps.find(
    ({ MetricIntervalLowerBound: lower = Number.NEGATIVE_INFINITY, MetricIntervalUpperBound: upper = Infinity }) =>
      breach >= 0 ? lower <= breach && breach < upper : lower < breach && breach <= upper,
  )?.ScalingAdjustment;
}

export function adjusted(capacity: number, adjustment: Adjustment): number {
  const { AdjustmentType: type, ScalingAdjustment: amount = 0, MinAdjustmentMagnitude: least = 0 } = adjustment;
  if (type === 'ExactCapacity') return amount;
  if (type !== 'PercentChangeInCapacity') return capacity + amount;
  const change = (capacity * amount) / 100;
  // A share of less than one counts as one; a greater one is cut to a whole number.
  const whole = Math.abs(change) < 1 ? Math.sign(change) : Math.trunc(change);
  return capacity + Math.sign(whole) * Math.max(Math.abs(whole), least);
}
