import type {
  DeleteLifecycleHookType,
  DescribeLifecycleHooksAnswer,
  DescribeLifecycleHooksType,
  DescribeLifecycleHookTypesAnswer,
  PutLifecycleHookType,
} from '@aws-sdk/client-auto-scaling';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { answer, needHook } from './answer-action.ts';
import { needGroup, needLastingGroup, refuse } from './find.ts';
import { LAUNCHING, TERMINATING } from './lifecycle-actions.ts';

const transitions: string[] = [LAUNCHING, TERMINATING];
const results: ReadonlySet<string> = new Set(['CONTINUE', 'ABANDON']);

const MOST_HOOKS = 50;
const TWO_DAYS_S = 172_800;

/** Puts a hook, or changes of the one of its name what the request has. */
export function putLifecycleHook(input: PutLifecycleHookType, { world }: Call<World>): object {
  const { hooks, name: group } = needLastingGroup(world, input.AutoScalingGroupName);
  const name = input.LifecycleHookName ?? '';
  if (!/^[\w/-]{1,255}$/.test(name)) refuse(`'${name}' is no name for a lifecycle hook`);
  const { HeartbeatTimeout = 3600, DefaultResult = 'ABANDON', ...asked } = { ...hooks.get(name), ...present(input) };
  if (asked.LifecycleTransition === undefined) refuse('LifecycleTransition must be specified for a new lifecycle hook');
  if (!transitions.includes(asked.LifecycleTransition))
    refuse(`'${asked.LifecycleTransition}' is not a valid lifecycle transition`);
  if (!results.has(DefaultResult)) refuse(`'${DefaultResult}' is not a valid default result: CONTINUE or ABANDON is`);
  if (HeartbeatTimeout < 30 || HeartbeatTimeout > 7200)
    refuse(`A heartbeat timeout of ${HeartbeatTimeout} is not between 30 and 7200 seconds`);
  if (!hooks.has(name) && hooks.size >= MOST_HOOKS) refuse(`A group has at most ${MOST_HOOKS} lifecycle hooks`);
  const GlobalTimeout = Math.min(TWO_DAYS_S, HeartbeatTimeout * 100);
  hooks.set(name, { ...asked, AutoScalingGroupName: group, HeartbeatTimeout, DefaultResult, GlobalTimeout });
  return {};
}

export function describeLifecycleHooks(
  input: DescribeLifecycleHooksType,
  { world }: Call<World>,
): DescribeLifecycleHooksAnswer {
  const { hooks } = needGroup(world, input.AutoScalingGroupName);
  const { LifecycleHookNames: names = [] } = input;
  return {
    LifecycleHooks: [...hooks].flatMap(([name, hook]) => (names.length === 0 || names.includes(name) ? [hook] : [])),
  };
}

export function describeLifecycleHookTypes(): DescribeLifecycleHookTypesAnswer {
  return { LifecycleHookTypes: transitions };
}

/** What it holds goes its way first: what starts is given up, what ends goes on. */
export function deleteLifecycleHook(input: DeleteLifecycleHookType, { world }: Call<World>): object {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  const { LifecycleHookName: hook = '' } = needHook(group, input.LifecycleHookName);
  for (const member of group.members.values()) {
    const result = member.state === 'Terminating' ? 'CONTINUE' : 'ABANDON';
    if (member.actions?.has(hook)) answer(world, group, { member, hook, result });
  }
  group.hooks.delete(hook);
  return {};
}

/** What a request leaves out, or gives empty, stays as it is. */
function present(input: PutLifecycleHookType): Partial<PutLifecycleHookType> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== ''));
}
