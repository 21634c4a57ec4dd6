import type { Service } from '@aws-sdk/client-ecs';
import type { Status } from '../../core/resource.ts';
import { primaryOf } from './deployments.ts';
import { sameTaskDefinition, fromNetwork } from './normal.ts';
import { stands, type EcsServiceState } from './type.ts';

const FAILED = 'it is not retried: run evenkeel diagnose, fix what makes its tasks fail, and apply';

/** How far the service is; done once its one deployment has completed and as many tasks run as are to. */
export function statusOf(service: Service, rejected: EcsServiceState['rejected']): Status {
  if (rejected !== undefined && !isPast(service, rejected))
    return { ready: false, failed: true, text: failureText(service, rejected), remedy: FAILED };
  const { desiredCount = 0, runningCount = 0, pendingCount = 0, deployments = [] } = service;
  const primary = primaryOf(service);
  const isSettled = deployments.length <= 1 && (primary?.rolloutState ?? 'COMPLETED') === 'COMPLETED';
  if (isSettled && runningCount === desiredCount)
    return { ready: true, text: `${runningCount}/${desiredCount} running` };
  if (primary === undefined || deployments.length === 1) {
    const pending = pendingCount === 0 ? '' : `, ${pendingCount} pending`;
    return { ready: false, text: `${runningCount}/${desiredCount} running${pending}` };
  }
  const former = runningCount - (primary.runningCount ?? 0);
  const wanted = primary.desiredCount ?? desiredCount;
  return { ready: false, text: `rolling out: ${primary.runningCount ?? 0}/${wanted} of the new, ${former} of the old` };
}

/** Where only the network was another, and the rollback brought the former one back, nothing that stands has failed. */
function isPast(service: Service, rejected: NonNullable<EcsServiceState['rejected']>): boolean {
  const primary = primaryOf(service);
  const network = (primary?.networkConfiguration ?? service.networkConfiguration)?.awsvpcConfiguration;
  const taskDefinition = primary?.taskDefinition ?? service.taskDefinition ?? '';
  if (!sameTaskDefinition(taskDefinition, rejected.taskDefinition)) return false;
  return !stands(rejected, { taskDefinition, ...(network === undefined ? {} : { network: fromNetwork(network) }) });
}

function failureText(service: Service, { taskDefinition, reason }: NonNullable<EcsServiceState['rejected']>): string {
  const name = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
  const standing = primaryOf(service)?.taskDefinition ?? service.taskDefinition ?? '';
  const back = standing === taskDefinition ? '' : `, rolled back to ${name(standing)}`;
  return `${name(taskDefinition)} failed${back}: ${reason}`;
}
