import { sameTaskDefinition } from './normal.ts';
import type { EcsServiceState } from './state.ts';

/** What failed once would only fail again: a revision that was rolled back is not deployed a second time. */
export function checkChange(live: EcsServiceState, wanted: EcsServiceState): string[] {
  const { rejected } = live;
  if (rejected === undefined) return [];
  const isTriedAgain =
    sameTaskDefinition(wanted.taskDefinition, rejected.taskDefinition) &&
    !sameTaskDefinition(wanted.taskDefinition, live.taskDefinition);
  if (!isTriedAgain) return [];
  const revision = rejected.taskDefinition.slice(rejected.taskDefinition.lastIndexOf('/') + 1);
  return [`the deployment of ${revision} failed and was rolled back: ${rejected.reason}; change the task definition`];
}
