import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import type { Live } from '../../core/resource.ts';
import { toEcsTags, writeEcsTags } from '../ecs-tags.ts';
import { ensureCreated, unlessGone, type Existing } from '../ensure.ts';
import type { Apply, ApplyContext, Created, CreateStep, UpdateStep } from '../resource.ts';
import { leaveTargetGroups, servedMeanwhile } from './leave.ts';
import { partsOf } from './names.ts';
import { describe } from './observe.ts';
import { outputsOf, toLive } from './sdk.ts';
import type { EcsServiceGroup, EcsServiceState } from './type.ts';
import { settingsOf } from './write.ts';

/** How many tasks a service has at first where nobody says. */
const FIRST = 1;

export const ecsServiceApply: Apply<EcsServiceState, EcsServiceGroup> = {
  create,
  update: { service: update },
  detach: leaveTargetGroups,
  remove,
  tag: writeEcsTags,
};

async function create({ aws, clock }: ApplyContext, { wanted, tags }: CreateStep<EcsServiceState>): Promise<Created> {
  const { service } = partsOf(wanted.name);
  const cluster = plain(wanted.cluster);
  const { schedulingStrategy, launchType, deploymentController } = wanted;
  const settings = await settingsOf(aws.elbv2, wanted);
  return ensureCreated({
    async create() {
      const answer = await aws.ecs.createService({
        ...(schedulingStrategy === 'DAEMON' ? {} : { desiredCount: FIRST }),
        ...settings,
        serviceName: service,
        cluster,
        ...(launchType === undefined ? {} : { launchType: launchType as 'EC2' }),
        ...(schedulingStrategy === undefined ? {} : { schedulingStrategy: schedulingStrategy as 'REPLICA' }),
        ...(deploymentController === undefined
          ? {}
          : { deploymentController: { type: deploymentController as 'ECS' } }),
        tags: toEcsTags(tags),
      });
      const arn = answer.service?.serviceArn ?? '';
      return { physical: arn, outputs: outputsOf(arn, answer.service?.clusterArn ?? '') };
    },
    async find(): Promise<Existing | undefined> {
      const [found] = await describe(aws.ecs, cluster, [service]);
      return found && toLive(found, undefined);
    },
    tags,
    clock,
  });
}

/** One call for all that differs: each that deploys would be a deployment of its own. */
async function update({ aws }: ApplyContext, { live, differences }: UpdateStep<EcsServiceState>): Promise<void> {
  const changes = overlaid(live.state, differences);
  // To go back to the launch type is to have no strategy; what a strategy says is only followed by tasks that are started anew.
  const strategy = changes.launchType === undefined ? changes.capacityProviderStrategy : [];
  const { scaling, loadBalancers } = changes;
  const served = loadBalancers && (await servedMeanwhile(aws.elbv2, live.state.loadBalancers, loadBalancers));
  const settings = await settingsOf(aws.elbv2, {
    ...changes,
    ...(served === undefined ? {} : { loadBalancers: served }),
    ...(scaling === undefined ? {} : { desiredCount: between(live.state.desiredCount ?? 0, scaling) }),
    ...(strategy === undefined ? {} : { capacityProviderStrategy: strategy }),
  });
  await aws.ecs.updateService({
    ...(settings as Partial<UpdateServiceRequest>),
    cluster: plain(live.state.cluster),
    service: partsOf(live.state.name).service,
    ...(strategy === undefined && changes.redeploy === undefined ? {} : { forceNewDeployment: true }),
  });
}

/** The bound that a scaled service has left. */
function between(count: number, scaling: NonNullable<EcsServiceState['scaling']>): number {
  return 'desired' in scaling ? scaling.desired : Math.min(Math.max(count, scaling.min), scaling.max);
}

/** The fields that differ; of those that AWS only takes whole, what else stands in them comes along. */
function overlaid(
  state: EcsServiceState,
  differences: UpdateStep<EcsServiceState>['differences'],
): Partial<EcsServiceState> {
  const changes: Record<string, unknown> = {};
  for (const { field, key, wanted } of differences) {
    const standing = changes[field] ?? state[field as keyof EcsServiceState];
    changes[field] = key === undefined ? wanted : { ...standing, [key]: wanted };
  }
  return changes;
}

/** Down to no task, deleted, and gone only when the last task is: until then it holds its groups. */
async function remove({ aws: { ecs } }: ApplyContext, { state, physical }: Live<EcsServiceState>): Promise<void> {
  const cluster = plain(state.cluster);
  const { service } = partsOf(state.name);
  const look = async (): Promise<{ status?: string | undefined; runningCount?: number | undefined } | undefined> => {
    const answer = await unlessGone(ecs.describeServices({ cluster, services: [service] }));
    return answer?.services?.find(({ status }) => status !== 'INACTIVE');
  };
  const isDaemon = state.schedulingStrategy === 'DAEMON';
  if ((await look())?.status === 'ACTIVE') {
    if (!isDaemon) await unlessGone(ecs.updateService({ cluster, service, desiredCount: 0 }));
    await unlessGone(ecs.deleteService({ cluster, service, ...(isDaemon ? { force: true } : {}) }));
  }
  const left = await look();
  if (left === undefined) return;
  throw new EvenkeelError({
    code: 'in-use',
    retry: 'soon',
    message: `${physical} still drains: ${left.runningCount ?? 0} of its tasks run`,
    remedy: 'ECS stops them, once their targets have drained',
  });
}
