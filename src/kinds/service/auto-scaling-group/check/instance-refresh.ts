import type { Fault } from '../../../../schema/fault.ts';
import type { AutoScalingGroupSpec } from '../schema.ts';

export function* instanceRefresh({ instanceRefresh: refresh }: AutoScalingGroupSpec): Iterable<Fault> {
  if (refresh === undefined) return;
  for (const fault of faultsOf(refresh)) yield { ...fault, path: ['instanceRefresh', ...fault.path] };
}

function* faultsOf({
  minHealthyPercentage: least,
  maxHealthyPercentage: most,
  checkpointPercentages: checkpoints,
  checkpointDelay,
}: NonNullable<AutoScalingGroupSpec['instanceRefresh']>): Iterable<Fault> {
  if (most !== undefined && least === undefined)
    yield { path: ['maxHealthyPercentage'], onKey: true, message: 'needs minHealthyPercentage beside it' };
  if (most !== undefined && least !== undefined && most - least > 100)
    yield {
      path: ['maxHealthyPercentage'],
      message: `must be at most 100 above minHealthyPercentage, which is ${least}; is ${most}`,
    };
  for (const [index, percent] of (checkpoints ?? []).entries()) {
    const before = checkpoints?.[index - 1] ?? 0;
    if (percent > before) continue;
    const message = `must be more than the ${before} before it, is ${percent}`;
    yield { path: ['checkpointPercentages', index], message };
  }
  if (checkpointDelay !== undefined && checkpoints === undefined)
    yield { path: ['checkpointDelay'], onKey: true, message: 'goes only with checkpointPercentages' };
}
