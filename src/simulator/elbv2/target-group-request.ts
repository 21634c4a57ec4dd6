import type { CreateTargetGroupInput, ProtocolEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../world.ts';
import { hexId, makeArn } from './arns.ts';
import { refuse, refuseConfiguration, required, requireName, requireOneOf, requireRange } from './constraints.ts';
import { settleHealthCheck } from './health-checks.ts';
import type { HealthCheck, TargetGroup } from './state.ts';
import { readTags } from './tags.ts';
import { familyOf } from './target-group-family.ts';

const protocols = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC'];

/** The target group that a request asks for, its health check settled; it stands nowhere yet. */
export function requireTargetGroupRequest(world: World, input: CreateTargetGroupInput): TargetGroup {
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
    if (input[member] !== undefined && input[member] !== '')
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

/** An empty version is none: so it comes from who writes down all that it has. */
function requireVersion(protocol: ProtocolEnum, asked: string | undefined): string | undefined {
  const version = asked === '' ? undefined : asked;
  if (familyOf({ protocol }) === 'application') {
    requireOneOf(version, 'protocolVersion', ['HTTP1', 'HTTP2', 'GRPC']);
    return version ?? 'HTTP1';
  }
  if (version !== undefined) refuse(`Protocol version is not supported for target groups with protocol '${protocol}'`);
  return undefined;
}

/** The health check's members of a request. */
export function readHealthCheck(input: HealthCheck): HealthCheck {
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
