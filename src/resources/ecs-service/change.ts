import { sameNetwork } from './network.ts';
import { sameTaskDefinition } from './normal.ts';
import type { EcsServiceState } from './state.ts';

type Rejected = NonNullable<EcsServiceState['rejected']>;

/** Whether what failed is what stands, as far as a deployment hangs on it. */
export function stands(
  { taskDefinition, network }: Rejected,
  live: Pick<EcsServiceState, 'taskDefinition' | 'network'>,
): boolean {
  return (
    sameTaskDefinition(live.taskDefinition, taskDefinition) &&
    (network === undefined || sameNetwork(network, live.network))
  );
}

/** What failed once would only fail again: what was rolled back is not deployed a second time. */
export function checkChange(live: EcsServiceState, wanted: EcsServiceState): string[] {
  const { rejected } = live;
  if (rejected === undefined) return [];
  const isTheSame =
    sameTaskDefinition(wanted.taskDefinition, rejected.taskDefinition) && sameNetwork(wanted.network, rejected.network);
  const isTriedAgain = isTheSame && !stands(rejected, live);
  if (!isTriedAgain) return [];
  const revision = rejected.taskDefinition.slice(rejected.taskDefinition.lastIndexOf('/') + 1);
  return [
    `the deployment of ${revision} failed and was rolled back: ${rejected.reason}; change the task definition or the network`,
  ];
}
