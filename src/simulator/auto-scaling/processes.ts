import type { ScalingProcessQuery } from '@aws-sdk/client-auto-scaling';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { needLastingGroup, refuse } from './find.ts';

const processes = [
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'Launch',
  'ReplaceUnhealthy',
  'ScheduledActions',
  'Terminate',
];

/** Without a list, all of them. */
export function suspendProcesses(input: ScalingProcessQuery, { world }: Call<World>): object {
  const { suspended } = needLastingGroup(world, input.AutoScalingGroupName);
  for (const name of chosen(input.ScalingProcesses)) suspended.add(name);
  return {};
}

export function resumeProcesses(input: ScalingProcessQuery, { world }: Call<World>): object {
  const { suspended } = needLastingGroup(world, input.AutoScalingGroupName);
  for (const name of chosen(input.ScalingProcesses)) suspended.delete(name);
  return {};
}

function chosen(names: readonly string[] = []): readonly string[] {
  const unknown = names.find((name) => !processes.includes(name));
  if (unknown !== undefined) refuse(`'${unknown}' is not a valid process type`);
  return names.length === 0 ? processes : names;
}
