import { MOST_GROUPS, targetGroupsOf } from './target-groups.ts';
import type { Action } from './type.ts';

/**
 * What is wanted, with the groups that it no longer names beside it, without any weight. ECS counts a task healthy only in
 * groups that are in use, and ends it otherwise: a group that its tasks are still to leave has to be in use for as long.
 * What is wanted itself, where there is no such group; only an application load balancer weighs groups.
 */
export function besideFormer(wanted: readonly Action[], live: readonly Action[], arn: string): readonly Action[] {
  const staying = targetGroupsOf(wanted);
  const former = targetGroupsOf(live).filter((group) => !staying.includes(group));
  const fits = former.length > 0 && staying.length > 0 && staying.length + former.length <= MOST_GROUPS;
  if (!fits || !arn.includes('/app/')) return wanted;
  const weightless = former.map((targetGroup) => ({ targetGroup, weight: 0 }));
  return wanted.map((action) =>
    'forward' in action
      ? { forward: { ...action.forward, targetGroups: [...action.forward.targetGroups, ...weightless] } }
      : action,
  );
}
