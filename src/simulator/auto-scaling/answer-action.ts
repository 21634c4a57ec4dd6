import type {
  CompleteLifecycleActionType,
  LifecycleHook,
  RecordLifecycleActionHeartbeatType,
} from '@aws-sdk/client-auto-scaling';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { announceActivity } from './announce.ts';
import { endActivity } from './activities.ts';
import { needGroup, needMember, refuse } from './find.ts';
import { prolong, type Result } from './lifecycle-actions.ts';
import { retire } from './retire.ts';
import type { Group, LifecycleAction, Member } from './state.ts';

interface Answered {
  readonly member: Member;
  readonly hook: string;
  readonly result: Result;
}

/** Lets a member go on. Given up, a launch ends in termination; what ends, ends without its other hooks. */
export function answer(world: World, group: Group, { member, hook, result }: Answered): void {
  if (result === 'CONTINUE') member.actions?.delete(hook);
  else if (member.state === 'Terminating') member.actions?.clear();
  else abandon(world, group, member);
}

function abandon(world: World, group: Group, member: Member): void {
  const activity = endActivity(world, group, member.activityId, 'Cancelled');
  if (activity !== undefined) announceActivity(world, group, { ...member, what: 'Launch', activity });
  retire(world, group, member, 'a lifecycle action was abandoned or timed out.');
}

export function completeLifecycleAction(input: CompleteLifecycleActionType, { world }: Call<World>): object {
  const { group, member, hook } = needAction(world, input);
  const { LifecycleActionResult: result } = input;
  if (result !== 'CONTINUE' && result !== 'ABANDON')
    refuse(`'${result}' is not a valid result: CONTINUE or ABANDON is`);
  answer(world, group, { member, hook: hook.LifecycleHookName ?? '', result });
  return {};
}

export function recordLifecycleActionHeartbeat(
  input: RecordLifecycleActionHeartbeatType,
  { world }: Call<World>,
): object {
  const { hook, action } = needAction(world, input);
  prolong(world, hook, action);
  return {};
}

interface Needed {
  readonly group: Group;
  readonly member: Member;
  readonly hook: LifecycleHook;
  readonly action: LifecycleAction;
}

/** By its token, or by the instance that it holds. */
function needAction(world: World, input: RecordLifecycleActionHeartbeatType): Needed {
  const { LifecycleHookName: name = '', LifecycleActionToken: token, InstanceId: id } = input;
  const group = needGroup(world, input.AutoScalingGroupName);
  const hook = needHook(group, name);
  const members = id === undefined ? [...group.members.values()] : [needMember(world, id).member];
  for (const member of members) {
    const action = member.actions?.get(name);
    if (action !== undefined && (token === undefined ? id !== undefined : action.token === token))
      return { group, member, hook, action };
  }
  return refuse(
    `No active Lifecycle Action found with ${token === undefined ? `instance ID ${id}` : `token ${token}`}`,
  );
}

export function needHook({ hooks }: Group, name: string | undefined): LifecycleHook {
  return hooks.get(name ?? '') ?? refuse(`No Lifecycle Hook found with name: ${name}`);
}
