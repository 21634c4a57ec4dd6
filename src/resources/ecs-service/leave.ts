import type { Elbv2Port } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import { unlessGone } from '../ensure.ts';
import type { ApplyContext, UpdateStep } from '../resource.ts';
import { primaryOf } from './deployments.ts';
import { partsOf } from './names.ts';
import type { ServedGroup } from './normal.ts';
import { describe } from './observe.ts';
import type { EcsServiceState } from './type.ts';
import { settingsOf } from './write.ts';

/** The most target groups that a service has. */
const MOST_GROUPS = 5;

/**
 * The wanted target groups, and the former ones as long as requests may still come by these: until the listeners have moved
 * over, tasks stand in both. Where deployments shift traffic between two groups, that is for ECS to do.
 */
export function joinedGroups(
  standing: readonly ServedGroup[] | undefined,
  wanted: readonly ServedGroup[],
): readonly ServedGroup[] {
  if (wanted.some(({ alternateTargetGroup }) => alternateTargetGroup !== undefined)) return wanted;
  const coming = new Set(wanted.map(({ targetGroup }) => targetGroup));
  const former = (standing ?? []).flatMap(groupsOf).filter(({ targetGroup }) => !coming.has(targetGroup));
  const joined = [...wanted, ...former];
  return former.length === 0 || joined.length > MOST_GROUPS ? wanted : joined;
}

/** As joined, without what somebody has deleted: no request comes by it any more, and ECS refuses it. */
export async function servedMeanwhile(
  elbv2: Elbv2Port,
  standing: readonly ServedGroup[] | undefined,
  wanted: readonly ServedGroup[],
): Promise<readonly ServedGroup[]> {
  const former = joinedGroups(standing, wanted).slice(wanted.length);
  const found = await Promise.all(
    former.map(({ targetGroup }) => unlessGone(elbv2.describeTargetGroups({ TargetGroupArns: [plain(targetGroup)] }))),
  );
  return [...wanted, ...former.filter((_, index) => found[index] !== undefined)];
}

/** Where traffic is shifted, the tasks may stand in either group. */
function groupsOf({ targetGroup, alternateTargetGroup, containerName, containerPort }: ServedGroup): ServedGroup[] {
  const groups = alternateTargetGroup === undefined ? [targetGroup] : [targetGroup, alternateTargetGroup];
  return groups.map((group) => ({ targetGroup: group, containerName, containerPort }));
}

/** Leaves the former target groups between two whole deployments: ECS goes back from a failed one to the last that was completed. */
export async function leaveTargetGroups(
  { aws }: ApplyContext,
  { live: { state, physical }, differences }: UpdateStep<EcsServiceState>,
): Promise<void> {
  const wanted = differences.find(({ field }) => field === 'loadBalancers')?.wanted as ServedGroup[] | undefined;
  if (wanted === undefined || joinedGroups(state.loadBalancers, wanted) === wanted) return;
  const { service: name } = partsOf(state.name);
  const cluster = plain(state.cluster);
  const [service] = await describe(aws.ecs, cluster, [name]);
  const primary = service && primaryOf(service);
  if (service === undefined || primary === undefined) return;
  const isWhole = service.deployments?.length === 1 && (primary.rolloutState ?? 'COMPLETED') === 'COMPLETED';
  const hasLeft = (service.loadBalancers ?? []).length === wanted.length;
  if (isWhole && hasLeft) return;
  if (isWhole) {
    await aws.ecs.updateService({
      cluster,
      service: name,
      ...(await settingsOf(aws.elbv2, { loadBalancers: wanted })),
    });
  }
  throw new EvenkeelError({
    code: 'not-ready',
    retry: 'soon',
    message: `${physical} takes its tasks out of their former target groups: ${primary.runningCount ?? 0}/${primary.desiredCount ?? 0} of the new ones run`,
    remedy: 'find out what keeps the new tasks from being healthy',
  });
}
