import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { allPages } from '../../aws/pages.ts';
import type { AutoScalingPort, Aws, Elbv2Port } from '../../aws/ports.ts';
import { ownerTag, readOwnership } from '../../core/ownership.ts';
import type { Live, Status, Wanted } from '../../core/resource.ts';
import { unlessGone } from '../ensure.ts';
import { tagsInList } from '../known-tags.ts';
import { fromPairs } from '../pairs.ts';
import type { Read } from '../reading.ts';
import type { ObserveContext, Observed, Polled, Reads, TaggedObject, Tags } from '../resource.ts';
import { observeRoots } from '../roots.ts';
import { movingStatusOf, toTarget } from '../target-group/targets.ts';
import { templateOf } from './mixed-sdk.ts';
import { fromSdk } from './sdk.ts';
import { conditionOf } from './status.ts';
import { autoScalingGroupType, type AutoScalingGroupState } from './type.ts';

/** How it is read. */
export const autoScalingGroupReads: Reads<AutoScalingGroupState> = {
  ofServices: true,
  observe,
  listTagged: listTaggedGroups,
  poll,
};

const PAGE = 100;

/** Every group that is ours or has a name that a manifest claims, from one list for all. */
function observe(context: ObserveContext): Promise<Observed<AutoScalingGroupState>> {
  const { autoScaling } = context.aws;
  return observeRoots(context, {
    type: autoScalingGroupType.name,
    list: () => readGroups(autoScaling),
    physicalOf: arnOf,
    nameOf: ({ AutoScalingGroupName: name = '' }) => name,
    readTags: tagsInList(arnOf, ({ Tags }) => fromPairs(Tags)),
    readInDepth: (item, tags, read) => toLive(autoScaling, item, tags, read),
  });
}

function arnOf({ AutoScalingGroupARN: arn = '' }: AutoScalingGroup): string {
  return arn;
}

/** How those groups are doing: one list, and a call for each that is not as it will be. */
async function poll({ autoScaling, elbv2 }: Aws, wanted: readonly Wanted<AutoScalingGroupState>[]): Promise<Polled[]> {
  const asked = new Map(wanted.map(({ state }) => [state.name, state.instanceRefresh !== undefined]));
  const groups = (await readGroups(autoScaling)).filter(({ AutoScalingGroupName: name = '' }) => asked.has(name));
  return Promise.all(
    groups.map(async (group) => {
      const name = group.AutoScalingGroupName ?? '';
      const { status } = await conditionOf(autoScaling, group, asked.get(name) === true);
      return { name, status: status.ready ? await servingStatus(elbv2, group, status) : status };
    }),
  );
}

/** An instance is in service before the load balancer has found it healthy. */
async function servingStatus(elbv2: Elbv2Port, group: AutoScalingGroup, status: Status): Promise<Status> {
  const targets = await Promise.all(
    (group.TargetGroupARNs ?? []).map((arn) => unlessGone(elbv2.describeTargetHealth({ TargetGroupArn: arn }))),
  );
  const serving = movingStatusOf(targets.flatMap((health) => health?.TargetHealthDescriptions ?? []).map(toTarget));
  return serving.ready ? status : { ready: false, text: `${status.text}, ${serving.text}` };
}

/** The groups of those names, or all. */
export function readGroups(autoScaling: AutoScalingPort, names?: string[]): Promise<AutoScalingGroup[]> {
  return allPages(
    autoScaling.describeAutoScalingGroups,
    names === undefined ? { MaxRecords: PAGE } : { AutoScalingGroupNames: names },
    (page) => page.AutoScalingGroups,
    { tokenIn: 'NextToken' },
  );
}

/** The groups that bear our tag, picked out by AWS. */
async function listTaggedGroups({ autoScaling }: Aws, owner: string): Promise<TaggedObject[]> {
  const groups = await allPages(
    autoScaling.describeAutoScalingGroups,
    { MaxRecords: PAGE, Filters: [{ Name: `tag:${ownerTag}`, Values: [owner] }] },
    (page) => page.AutoScalingGroups,
    { tokenIn: 'NextToken' },
  );
  return groups.map(({ AutoScalingGroupARN: physical = '', Tags }) => ({
    physical,
    manifest: readOwnership(fromPairs(Tags))?.manifest ?? '',
  }));
}

async function toLive(
  autoScaling: AutoScalingPort,
  item: AutoScalingGroup,
  tags: Tags,
  read: Read,
): Promise<Live<AutoScalingGroupState>> {
  const isRefreshed = readOwnership(tags)?.once('instanceRefresh') ?? false;
  const condition = await read(conditionOf(autoScaling, item, isRefreshed));
  const overdue = condition?.overdue ?? [];
  const state = fromSdk(item);
  const { AutoScalingGroupARN: arn = '', CreatedTime } = item;
  return {
    type: autoScalingGroupType.name,
    physical: arn,
    name: state.name,
    state: overdue.length === 0 ? state : { ...state, instanceRefresh: { outdated: overdue } },
    tags,
    outputs: { arn, name: state.name },
    uses: [templateOf(item)?.LaunchTemplateId ?? [], item.TargetGroupARNs ?? []].flat(),
    ...(condition === undefined ? {} : { status: condition.status }),
    ...(CreatedTime === undefined ? {} : { createdAt: CreatedTime.getTime() }),
  };
}
