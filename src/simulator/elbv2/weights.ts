import type { World } from '../world.ts';
import { unordered } from './paging.ts';
import { stampUse } from './usage.ts';

/** Has a rule forward to these target groups in these shares, in whole weights, whatever it forwarded to before. Default rules too. */
export function setWeights(world: World, ruleArn: string, shares: readonly (readonly [string, number])[]): void {
  const rule = world.elbv2.rules.get(ruleArn);
  if (rule === undefined) return;
  const tuples = shares.map(([TargetGroupArn, share]) => ({ TargetGroupArn, Weight: Math.round(share) }));
  rule.actions = rule.actions.map((action) => {
    if (action.Type !== 'forward') return action;
    const { TargetGroupArn: _, ForwardConfig: config, ...rest } = action;
    return { ...rest, ForwardConfig: { ...config, TargetGroups: unordered(tuples, (tuple) => tuple.TargetGroupArn) } };
  });
  stampUse(world);
}
