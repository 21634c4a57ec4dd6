import type { Elbv2Port } from '../../aws/ports.ts';
import { readOwnership } from '../../core/ownership.ts';
import { readTags } from '../tags.ts';
import type { Action } from './state.ts';
import { targetGroupsOf } from './target-groups.ts';
import { isWeighable, MOST_GROUPS } from './weighing.ts';

/**
 * What is wanted, with the groups that it no longer names beside it, without any weight, where ECS or Auto Scaling fills
 * them. These count an instance or a task healthy only in groups that are in use, and end it otherwise: a group that they
 * are still to leave has to be in use for as long. What is wanted itself, where there is no such group.
 */
export async function besideFormer(
  elbv2: Elbv2Port,
  wanted: readonly Action[],
  live: readonly Action[],
): Promise<readonly Action[]> {
  const staying = targetGroupsOf(wanted);
  const leaving = targetGroupsOf(live).filter((group) => !staying.includes(group));
  if (leaving.length === 0 || staying.length === 0 || staying.length + leaving.length > MOST_GROUPS) return wanted;
  const [{ TargetGroups: groups = [] }, tags] = await Promise.all([
    elbv2.describeTargetGroups({ TargetGroupArns: [...leaving, ...staying] }),
    readTags(elbv2, leaving),
  ]);
  const former = leaving.filter((group) => readOwnership(tags.get(group) ?? {})?.targets === 'delegated');
  if (former.length === 0 || !groups.every(isWeighable)) return wanted;
  const weightless = former.map((targetGroup) => ({ targetGroup, weight: 0 }));
  return wanted.map((action) =>
    'forward' in action
      ? { forward: { ...action.forward, targetGroups: [...action.forward.targetGroups, ...weightless] } }
      : action,
  );
}
