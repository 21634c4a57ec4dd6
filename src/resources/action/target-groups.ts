import type { Action } from './type.ts';

/** The most groups that one action may forward to. */
export const MOST_GROUPS = 5;

/** Those of them that requests come to: one without weight only stands beside. */
export function weighedGroupsOf(actions: readonly Action[]): string[] {
  return targetGroupsOf(
    actions.map((action) => {
      if (!('forward' in action)) return action;
      const targetGroups = action.forward.targetGroups.filter(({ weight }) => weight > 0);
      return { forward: { ...action.forward, targetGroups } };
    }),
  );
}

/** The groups that a live listener or rule forwards to, each once. */
export function targetGroupsOf(actions: readonly Action[]): string[] {
  const groups = actions.flatMap((action) =>
    'forward' in action ? action.forward.targetGroups.map(({ targetGroup }) => targetGroup) : [],
  );
  return [...new Set(groups.filter((group) => typeof group === 'string'))];
}
