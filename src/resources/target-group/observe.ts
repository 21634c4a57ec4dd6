import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { allPages, ELBV2_PAGE } from '../../aws/pages.ts';
import type { Aws, Elbv2Port } from '../../aws/ports.ts';
import { isNameOf } from '../../core/naming.ts';
import { userTags } from '../../core/ownership.ts';
import type { Live, Status, TargetHealth, Wanted } from '../../core/resource.ts';
import { standingTargetGroups } from '../by-id.ts';
import { unlessGone } from '../ensure.ts';
import { fromPairs } from '../pairs.ts';
import { present } from '../present.ts';
import type { ObserveContext, Observed, Polled, Reads, Tags, Until } from '../resource.ts';
import { elbv2TagsOf } from '../elbv2-tags.ts';
import { observeRoots } from '../roots.ts';
import { fromSdk } from './sdk.ts';
import { movingStatusOf, servingStatusOf, statusOf, toTarget } from './targets.ts';
import { NAME_LIMIT, type TargetGroupState } from './type.ts';

/** How it is read. */
export const targetGroupReads: Reads<TargetGroupState> = {
  observedAfter: 'load-balancer',
  observe,
  taggedAs: 'elasticloadbalancing:targetgroup',
  standing: standingTargetGroups,
  poll,
  awaits: 'members',
};

/** Every target group that is ours or has a name that a manifest claims, with its targets and their health. */
function observe(context: ObserveContext): Promise<Observed<TargetGroupState>> {
  const { elbv2 } = context.aws;
  const loadBalancers = new Set(context.observed('load-balancer').map((live) => live.physical));
  return observeRoots(context, {
    type: 'target-group',
    list: () => listTargetGroups(elbv2),
    physicalOf: arnOf,
    nameOf: (item) => item.TargetGroupName ?? '',
    readTags: (items) => elbv2TagsOf(elbv2, items.map(arnOf)),
    async readInDepth(item, tags, read) {
      const [attributes, targets] = await Promise.all([
        read(readAttributes(elbv2, item)),
        read(readTargets(elbv2, item)),
      ]);
      // An emulator may go on naming load balancers that are gone.
      const loadBalancer = item.LoadBalancerArns?.find((arn) => loadBalancers.has(arn));
      const usedByOthers = item.LoadBalancerArns?.some((arn) => !loadBalancers.has(arn));
      const status = targets === undefined ? undefined : statusOf(targets, usedByOthers);
      return toLive(item, tags, { attributes, loadBalancer }, status);
    },
  });
}

/**
 * Where targets come and go, until those that come serve and those that go are gone; where the group is waited for as a
 * whole, until one of them serves.
 */
async function poll(
  { elbv2 }: Aws,
  wanted: readonly Wanted<TargetGroupState>[],
  until: Until = 'settled',
): Promise<Polled[]> {
  const toStatus = until === 'serving' ? servingStatusOf : movingStatusOf;
  const groups = await listTargetGroups(elbv2);
  const asked = groups.filter(({ TargetGroupName: name = '' }) =>
    wanted.some(({ state }) => isNameOf(state.name, name, NAME_LIMIT)),
  );
  return Promise.all(
    asked.map(async (group) => ({
      name: group.TargetGroupName ?? '',
      status: toStatus((await unlessGone(readTargets(elbv2, group))) ?? []),
    })),
  );
}

function arnOf({ TargetGroupArn: arn = '' }: TargetGroup): string {
  return arn;
}

export function listTargetGroups(elbv2: Elbv2Port): Promise<TargetGroup[]> {
  return allPages(elbv2.describeTargetGroups, { PageSize: ELBV2_PAGE }, (page) => page.TargetGroups, {
    tokenIn: 'Marker',
  });
}

async function readAttributes(elbv2: Elbv2Port, { TargetGroupArn }: TargetGroup): Promise<Record<string, string>> {
  const { Attributes } = await elbv2.describeTargetGroupAttributes({ TargetGroupArn });
  return fromPairs(Attributes);
}

async function readTargets(elbv2: Elbv2Port, { TargetGroupArn }: TargetGroup): Promise<TargetHealth[]> {
  const { TargetHealthDescriptions = [] } = await elbv2.describeTargetHealth({ TargetGroupArn });
  return TargetHealthDescriptions.map(toTarget);
}

function toLive(
  item: TargetGroup,
  tags: Tags,
  read: { attributes: Record<string, string> | undefined; loadBalancer: string | undefined },
  status: Status | undefined,
): Live<TargetGroupState> {
  const { TargetGroupArn: arn = '', TargetGroupName: name = '', TargetType: targetType = 'instance' } = item;
  return {
    type: 'target-group',
    physical: arn,
    name,
    state: {
      name,
      targetType,
      ...present({
        protocol: item.Protocol,
        protocolVersion: item.ProtocolVersion,
        port: item.Port,
        targetControlPort: item.TargetControlPort,
        vpc: item.VpcId,
        ipAddressType: item.IpAddressType,
        ...read,
      }),
      healthCheck: fromSdk(item),
      tags: userTags(tags),
    },
    tags,
    outputs: { arn },
    uses: [],
    ...(status === undefined ? {} : { status }),
  };
}
