import { setWeights } from '../elbv2/weights.ts';
import type { World } from '../world.ts';
import type { TargetGroupUse } from './state.ts';

/** Gives the groups their share of the production traffic, in per cent, and the rest to those that they take turns with. */
export function shiftTraffic(world: World, targets: readonly TargetGroupUse[], percent: number): void {
  for (const { targetGroupArn, turn } of targets)
    if (turn)
      setWeights(world, turn.productionRule, [
        [targetGroupArn, percent],
        [turn.otherGroupArn, 100 - percent],
      ]);
}

/** Sends all test traffic to the groups, where there is a rule for it. */
export function shiftTestTraffic(world: World, targets: readonly TargetGroupUse[]): void {
  for (const { targetGroupArn, turn } of targets)
    if (turn?.testRule !== undefined)
      setWeights(world, turn.testRule, [
        [targetGroupArn, 100],
        [turn.otherGroupArn, 0],
      ]);
}
