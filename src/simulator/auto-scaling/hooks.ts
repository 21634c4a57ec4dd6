import type {
  CompleteLifecycleActionType,
  DeleteLifecycleHookType,
  DescribeLifecycleHooksAnswer,
  DescribeLifecycleHooksType,
  DescribeLifecycleHookTypesAnswer,
  LifecycleHook,
  PutLifecycleHookType,
  RecordLifecycleActionHeartbeatType,
} from '@aws-sdk/client-auto-scaling';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { needGroup, needLastingGroup, needMember, refuse } from './find.ts';

/*
 * Hooks are kept and answered, and hold no instance: it goes on as if whoever is notified had answered CONTINUE at once.
 */

const transitions = ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'];
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

export function deleteLifecycleHook(input: DeleteLifecycleHookType, { world }: Call<World>): object {
  const { hooks } = needLastingGroup(world, input.AutoScalingGroupName);
  needHook(hooks, input.LifecycleHookName);
  hooks.delete(input.LifecycleHookName ?? '');
  return {};
}

/** Nothing is ever waiting for it. */
export function answerLifecycleAction(
  input: CompleteLifecycleActionType | RecordLifecycleActionHeartbeatType,
  { world }: Call<World>,
): object {
  const { hooks } = needGroup(world, input.AutoScalingGroupName);
  needHook(hooks, input.LifecycleHookName);
  if (input.InstanceId) needMember(world, input.InstanceId);
  return refuse(
    `No active Lifecycle Action found with ${input.InstanceId ? `instance ID ${input.InstanceId}` : 'that token'}`,
  );
}

function needHook(hooks: ReadonlyMap<string, LifecycleHook>, name: string | undefined): void {
  if (!hooks.has(name ?? '')) refuse(`No Lifecycle Hook found with name: ${name}`);
}

/** What a request leaves out, or gives empty, stays as it is. */
function present(input: PutLifecycleHookType): Partial<PutLifecycleHookType> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== ''));
}
