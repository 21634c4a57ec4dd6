import type { LifecycleHook } from '@aws-sdk/client-auto-scaling';
import { randomUuid } from '../random.ts';
import type { World } from '../world.ts';
import { announceAction } from './announce.ts';
import type { Group, LifecycleAction, Member } from './state.ts';

export const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING';
export const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING';

export type Result = 'CONTINUE' | 'ABANDON';

/** Has every hook of what a member is about to do hold it, all at once. */
export function holdBack(world: World, group: Group, member: Member): void {
  const now = world.clock.now();
  const transition = member.state === 'Terminating' ? TERMINATING : LAUNCHING;
  const hooks = [...group.hooks.values()].filter(({ LifecycleTransition: of }) => of === transition);
  member.actions = new Map(
    hooks.map((hook) => [
      nameOf(hook),
      { token: randomUuid(world.random), beganAt: now, until: now + heartbeat(hook) },
    ]),
  );
  for (const [name, action] of member.actions)
    announceAction(world, group, { ...member, hook: group.hooks.get(name)!, action });
}

/** When the next of a group's actions is over unless somebody answers it. */
export function actionsDue(group: Group): number[] {
  return [...group.members.values()].flatMap(({ actions }) => [...(actions?.values() ?? [])].map(({ until }) => until));
}

/** The hooks of a member whose time is over, each with what is taken for an answer. */
export function overdue(world: World, group: Group, member: Member): { hook: string; result: Result }[] {
  return [...(member.actions ?? [])]
    .filter(([, { until }]) => until <= world.clock.now())
    .map(([hook]) => ({ hook, result: (group.hooks.get(hook)?.DefaultResult ?? 'ABANDON') as Result }));
}

/** Waits as long again, but never beyond the hook's global time-out. */
export function prolong(world: World, hook: LifecycleHook, action: LifecycleAction): void {
  action.until = Math.min(world.clock.now() + heartbeat(hook), action.beganAt + (hook.GlobalTimeout ?? 0) * 1000);
}

function heartbeat({ HeartbeatTimeout = 0 }: LifecycleHook): number {
  return HeartbeatTimeout * 1000;
}

function nameOf({ LifecycleHookName = '' }: LifecycleHook): string {
  return LifecycleHookName;
}
