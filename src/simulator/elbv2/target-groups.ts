import { isDeepStrictEqual } from 'node:util';
import type {
  CreateTargetGroupInput,
  CreateTargetGroupOutput,
  DeleteTargetGroupInput,
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
  ModifyTargetGroupInput,
  ModifyTargetGroupOutput,
  TargetGroup as TargetGroupDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuse, required } from './constraints.ts';
import { requireEach, requireLoadBalancer, requireTargetGroup } from './find.ts';
import { settleHealthCheck } from './health-checks.ts';
import { requireRoom } from './quotas.ts';
import { page, unordered } from './paging.ts';
import type { TargetGroup } from './state.ts';
import { readHealthCheck, requireTargetGroupRequest } from './target-group-request.ts';
import { usage } from './usage.ts';

export function createTargetGroup(input: CreateTargetGroupInput, { world }: Call<World>): CreateTargetGroupOutput {
  const group = requireTargetGroupRequest(world, input);
  const twin = [...world.elbv2.targetGroups.values()].find((other) => other.name === group.name);
  if (twin !== undefined) {
    if (!isDeepStrictEqual(settingsOf(twin), settingsOf(group))) {
      throw new AwsError(
        'DuplicateTargetGroupName',
        `A target group with the same name '${group.name}' exists, but with different settings`,
      );
    }
    return { TargetGroups: [describe(twin, usage(world))] };
  }
  const { targetGroups, quotas } = world.elbv2;
  requireRoom(
    targetGroups.size,
    quotas['target-groups'],
    'TooManyTargetGroups',
    'The maximum number of target groups has been reached',
  );
  targetGroups.set(group.arn, group);
  return { TargetGroups: [describe(group, new Map())] };
}

export function modifyTargetGroup(input: ModifyTargetGroupInput, { world }: Call<World>): ModifyTargetGroupOutput {
  const group = requireTargetGroup(world, input.TargetGroupArn);
  group.healthCheck = settleHealthCheck(group, readHealthCheck(input), group.healthCheck);
  return { TargetGroups: [describe(group, usage(world))] };
}

export function describeTargetGroups(
  input: DescribeTargetGroupsInput,
  { world }: Call<World>,
): DescribeTargetGroupsOutput {
  const users = usage(world);
  const { items, nextMarker } = page(select(world, input, users), (group) => group.arn, input);
  return { TargetGroups: items.map((group) => describe(group, users)), NextMarker: nextMarker };
}

/** Deleting one that is gone already succeeds. */
export function deleteTargetGroup(input: DeleteTargetGroupInput, { world }: Call<World>): object {
  const arn = required(input.TargetGroupArn, 'target group ARN');
  if (usage(world).has(arn)) {
    throw new AwsError('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`);
  }
  world.elbv2.targetGroups.delete(arn);
  return {};
}

function select(
  world: World,
  input: DescribeTargetGroupsInput,
  users: ReadonlyMap<string, ReadonlySet<string>>,
): Iterable<TargetGroup> {
  const { targetGroups } = world.elbv2;
  const refusal = { code: 'TargetGroupNotFound', what: 'target groups', most: 20 };
  const { LoadBalancerArn, TargetGroupArns, Names } = input;
  if ([LoadBalancerArn, TargetGroupArns?.[0], Names?.[0]].filter((one) => one !== undefined).length > 1) {
    refuse('You can specify only one of: a load balancer ARN, target group ARNs, target group names');
  }
  if (TargetGroupArns?.length) return requireEach(TargetGroupArns, (arn) => targetGroups.get(arn), refusal);
  if (Names?.length) {
    const byName = new Map([...targetGroups.values()].map((group) => [group.name, group]));
    return requireEach(Names, (name) => byName.get(name), refusal);
  }
  if (LoadBalancerArn === undefined) return targetGroups.values();
  const { arn } = requireLoadBalancer(world, LoadBalancerArn);
  return [...targetGroups.values()].filter((group) => users.get(group.arn)?.has(arn));
}

/** What a second create under the same name has to agree on. */
function settingsOf(group: TargetGroup): object {
  const { arn: _arn, usedSince: _usedSince, attributes: _attributes, targets: _targets, ...settings } = group;
  return settings;
}

function describe(group: TargetGroup, users: ReadonlyMap<string, ReadonlySet<string>>): TargetGroupDescription {
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: group.protocol,
    Port: group.port,
    VpcId: group.vpcId,
    ...group.healthCheck,
    LoadBalancerArns: unordered(users.get(group.arn) ?? [], (arn) => arn),
    TargetType: group.targetType,
    ProtocolVersion: group.protocolVersion,
    IpAddressType: group.ipAddressType,
    TargetControlPort: group.targetControlPort,
  };
}
