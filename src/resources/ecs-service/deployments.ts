import type { Deployment, Service } from '@aws-sdk/client-ecs';
import type { EcsPort } from '../../aws/ports.ts';
import { fromNetwork } from './normal.ts';
import type { EcsServiceState } from './type.ts';

/** The deployment that is, or is to be, the service. */
export function primaryOf({ deployments = [] }: Service): Deployment | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}

/** What ECS writes down when it gives a deployment up. */
const givingUp = /deployment failed|rolling back|rolled back/i;

const goneBack = /^(?:ROLLBACK_|STOPPED$)/;

/** How many of the last deployments are asked for; only the very last one counts, and they come in no promised order. */
const RECENT = 20;

/**
 * What was to be deployed last, if ECS gave it up. The failed deployment tells it itself as long as it is listed; later only the
 * history does, which is read where the events of the service give a reason to.
 */
export async function readRejected(ecs: EcsPort, service: Service): Promise<EcsServiceState['rejected']> {
  const failed = service.deployments?.find(({ rolloutState }) => rolloutState === 'FAILED');
  if (failed?.taskDefinition !== undefined) {
    return rejectedOf(failed, failed.rolloutStateReason);
  }
  const isSuspect = service.events?.some(({ message = '' }) => givingUp.test(message)) ?? false;
  return isSuspect ? readHistory(ecs, service) : undefined;
}

async function readHistory(
  ecs: EcsPort,
  { serviceArn: service, clusterArn: cluster }: Service,
): Promise<EcsServiceState['rejected']> {
  const { serviceDeployments = [] } = await ecs.listServiceDeployments({ service, cluster, maxResults: RECENT });
  const last = serviceDeployments.toSorted((a, b) => Number(b.createdAt) - Number(a.createdAt))[0];
  if (last?.targetServiceRevisionArn === undefined || !goneBack.test(last.status ?? '')) return undefined;
  const { serviceRevisions } = await ecs.describeServiceRevisions({
    serviceRevisionArns: [last.targetServiceRevisionArn],
  });
  const [revision] = serviceRevisions ?? [];
  return revision === undefined ? undefined : rejectedOf(revision, last.statusReason);
}

function rejectedOf(
  { taskDefinition, networkConfiguration }: Pick<Deployment, 'taskDefinition' | 'networkConfiguration'>,
  reason: string | undefined,
): EcsServiceState['rejected'] {
  if (taskDefinition === undefined) return undefined;
  const network = networkConfiguration?.awsvpcConfiguration;
  return {
    taskDefinition,
    ...(network === undefined ? {} : { network: fromNetwork(network) }),
    reason: reasonOf(reason),
  };
}

function reasonOf(reason: string | undefined): string {
  return reason?.replace(/\.$/, '') ?? 'AWS gives no reason';
}
