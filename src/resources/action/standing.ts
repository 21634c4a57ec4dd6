import type { Elbv2Port } from '../../aws/ports.ts';
import { keepingShifts } from './normal.ts';
import type { Action, Forward } from './type.ts';

/**
 * What is to be written over the live actions: where weight was shifted, it stays shifted. Where somebody took both groups
 * out, the one comes back that the service stands in: after a deployment that may be the second, and the first is empty.
 */
export function standingActions(
  elbv2: Elbv2Port,
  wanted: readonly Action[],
  live: readonly Action[],
): Promise<Action[]> {
  return Promise.all(
    keepingShifts(wanted, live).map(async (action) =>
      'forward' in action ? { forward: await standingForward(elbv2, action.forward) } : action,
    ),
  );
}

async function standingForward(elbv2: Elbv2Port, forward: Forward): Promise<Forward> {
  const { shifted = [], targetGroups } = forward;
  const pair = shifted.filter((group) => typeof group === 'string');
  const named = targetGroups.filter(({ targetGroup }) => pair.some((group) => group === targetGroup));
  if (named.length === 0) return forward;
  const filled = await Promise.all(pair.map((group) => hasTargets(elbv2, group)));
  const [standing, ...others] = pair.filter((_, index) => filled[index]);
  if (standing === undefined || others.length > 0) return forward;
  const weight = named.reduce((sum, one) => sum + one.weight, 0);
  return {
    ...forward,
    targetGroups: [...targetGroups.filter((one) => !named.includes(one)), { targetGroup: standing, weight }],
  };
}

async function hasTargets(elbv2: Elbv2Port, TargetGroupArn: string): Promise<boolean> {
  const { TargetHealthDescriptions: targets = [] } = await elbv2.describeTargetHealth({ TargetGroupArn });
  return targets.some(({ TargetHealth: health }) => health?.State !== 'draining');
}
