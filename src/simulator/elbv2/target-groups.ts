import { isDeepStrictEqual } from 'node:util';
import type {
  CreateTargetGroupInput,
  CreateTargetGroupOutput,
  DeleteTargetGroupInput,
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
  ModifyTargetGroupInput,
  ModifyTargetGroupOutput,
  ProtocolEnum,
  TargetGroup as TargetGroupDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { hexId, makeArn } from './arns.ts';
import { refuse, refuseConfiguration, required, requireName, requireOneOf, requireRange } from './constraints.ts';
import { requireEach, requireLoadBalancer, requireTargetGroup } from './find.ts';
import { settleHealthCheck } from './health-checks.ts';
import { requireRoom } from './limits.ts';
import { page, unordered } from './paging.ts';
import type { HealthCheck, TargetGroup } from './state.ts';
import { readTags } from './tags.ts';
import { familyOf } from './target-group-family.ts';
import { usage } from './usage.ts';

const protocols = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC'];

export function createTargetGroup(input: CreateTargetGroupInput, { world }: Call<World>): CreateTargetGroupOutput {
  const group = requireRequest(world, input);
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
  const { targetGroups, limits } = world.elbv2;
  requireRoom(
    targetGroups.size,
    limits['target-groups'],
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

function requireRequest(world: World, input: CreateTargetGroupInput): TargetGroup {
  const name = requireName(input.Name, 'Target group');
  requireOneOf(input.TargetType, 'targetType', ['instance', 'ip', 'lambda', 'alb']);
  requireOneOf(input.Protocol, 'protocol', protocols);
  const targetType = input.TargetType ?? 'instance';
  const shape = targetType === 'lambda' ? requireNoAddress(input) : requireAddress(world, input);
  const kind = { targetType, ...shape };
  return {
    arn: makeArn(world, `targetgroup/${name}/${hexId(world)}`),
    name,
    ...kind,
    targetControlPort: input.TargetControlPort,
    healthCheck: settleHealthCheck(kind, readHealthCheck(input)),
    usedSince: undefined,
    attributes: new Map(),
    tags: readTags(input.Tags),
    targets: new Map(),
  };
}

type Address = Pick<TargetGroup, 'protocol' | 'protocolVersion' | 'port' | 'vpcId' | 'ipAddressType'>;

function requireNoAddress(input: CreateTargetGroupInput): Address {
  for (const member of ['Protocol', 'ProtocolVersion', 'Port', 'VpcId'] as const) {
    if (input[member] !== undefined)
      refuse(`${member} cannot be specified for target groups with target type 'lambda'`);
  }
  return {
    protocol: undefined,
    protocolVersion: undefined,
    port: undefined,
    vpcId: undefined,
    ipAddressType: undefined,
  };
}

function requireAddress(world: World, input: CreateTargetGroupInput): Address {
  const protocol = required(input.Protocol, 'protocol');
  const port = required(input.Port, 'port');
  const vpcId = required(input.VpcId, 'VPC ID');
  requireRange(port, 'port', 1, 65_535);
  if (!world.ec2.vpcs.has(vpcId)) refuse(`The VPC ID '${vpcId}' is not found`);
  requireOneOf(input.IpAddressType, 'ipAddressType', ['ipv4', 'ipv6']);
  if (protocol === 'GENEVE' && port !== 6081) refuse(`Port must be 6081 for target groups with protocol 'GENEVE'`);
  if (input.TargetType === 'alb' && protocol !== 'TCP' && protocol !== 'TLS') {
    refuseConfiguration(`Protocol '${protocol}' is not supported for target groups with target type 'alb'`);
  }
  return {
    protocol,
    protocolVersion: requireVersion(protocol, input.ProtocolVersion),
    port,
    vpcId,
    ipAddressType: input.IpAddressType ?? 'ipv4',
  };
}

function requireVersion(protocol: ProtocolEnum, version: string | undefined): string | undefined {
  if (familyOf({ protocol }) === 'application') {
    requireOneOf(version, 'protocolVersion', ['HTTP1', 'HTTP2', 'GRPC']);
    return version ?? 'HTTP1';
  }
  if (version !== undefined) refuse(`Protocol version is not supported for target groups with protocol '${protocol}'`);
  return undefined;
}

function readHealthCheck(input: HealthCheck): HealthCheck {
  return {
    HealthCheckEnabled: input.HealthCheckEnabled,
    HealthCheckProtocol: input.HealthCheckProtocol,
    HealthCheckPort: input.HealthCheckPort,
    HealthCheckPath: input.HealthCheckPath,
    HealthCheckIntervalSeconds: input.HealthCheckIntervalSeconds,
    HealthCheckTimeoutSeconds: input.HealthCheckTimeoutSeconds,
    HealthyThresholdCount: input.HealthyThresholdCount,
    UnhealthyThresholdCount: input.UnhealthyThresholdCount,
    Matcher: input.Matcher,
  };
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
