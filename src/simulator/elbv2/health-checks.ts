import type { Matcher, ProtocolEnum, TargetTypeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuse, requireOneOf, requireRange } from './constraints.ts';
import type { HealthCheck } from './state.ts';
import { familyOf } from './target-group-family.ts';

/** What of a target group its health check depends on. */
interface Checked {
  readonly targetType: TargetTypeEnum;
  readonly protocol: ProtocolEnum | undefined;
  readonly protocolVersion: string | undefined;
}

/** What was asked for, over what stands, over AWS's defaults for such a group. */
export function settleHealthCheck(group: Checked, asked: HealthCheck, standing?: HealthCheck): HealthCheck {
  const protocol = asked.HealthCheckProtocol ?? standing?.HealthCheckProtocol ?? defaultProtocol(group);
  // Path and codes mean nothing any more once the protocol is another one.
  const kept = standing?.HealthCheckProtocol === protocol ? standing : withoutHttp(standing);
  const settled = { ...defaults(group, protocol), ...kept, ...present(asked) };
  requireProtocol(group, protocol, asked);
  requireTimes(group, settled);
  requireMatcher(group, settled.Matcher);
  if (settled.HealthCheckEnabled === false && group.targetType !== 'lambda') {
    refuse(`Health check enabled must be true for target groups with target type '${group.targetType}'`);
  }
  return settled;
}

function defaultProtocol({ targetType, protocol }: Checked): ProtocolEnum | undefined {
  if (targetType === 'lambda') return undefined;
  if (targetType === 'alb') return 'HTTP';
  if (protocol === 'HTTPS') return 'HTTPS';
  return familyOf({ protocol }) === 'application' ? 'HTTP' : 'TCP';
}

function defaults(group: Checked, checkProtocol: ProtocolEnum | undefined): HealthCheck {
  const { targetType, protocol } = group;
  const family = familyOf(group);
  const common: HealthCheck = {
    HealthCheckEnabled: targetType !== 'lambda',
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
  };
  if (targetType === 'lambda') {
    return { ...common, ...http(group), HealthCheckIntervalSeconds: 35, HealthCheckTimeoutSeconds: 30 };
  }
  return {
    ...common,
    HealthCheckProtocol: checkProtocol,
    HealthCheckPort: protocol === 'GENEVE' ? '80' : 'traffic-port',
    HealthCheckIntervalSeconds: family === 'gateway' ? 10 : 30,
    HealthCheckTimeoutSeconds: defaultTimeout(family, checkProtocol),
    ...(checkProtocol === 'TCP' ? {} : http(group)),
  };
}

function defaultTimeout(family: string, checkProtocol: ProtocolEnum | undefined): number {
  if (family !== 'network') return 5;
  return checkProtocol === 'HTTP' ? 6 : 10;
}

function http(group: Checked): HealthCheck {
  if (group.protocolVersion === 'GRPC') {
    return { HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } };
  }
  return { HealthCheckPath: '/', Matcher: { HttpCode: familyOf(group) === 'application' ? '200' : '200-399' } };
}

function withoutHttp(standing: HealthCheck | undefined): HealthCheck {
  const { HealthCheckPath: _path, Matcher: _matcher, ...rest } = standing ?? {};
  return rest;
}

function present(asked: HealthCheck): HealthCheck {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

function requireProtocol(group: Checked, protocol: ProtocolEnum | undefined, asked: HealthCheck): void {
  if (group.targetType === 'lambda') {
    if (protocol !== undefined || asked.HealthCheckPort !== undefined) {
      refuse(`Health check protocol and port cannot be specified for target groups with target type 'lambda'`);
    }
    return;
  }
  const overHttp = familyOf(group) === 'application' || group.targetType === 'alb';
  const allowed = overHttp ? ['HTTP', 'HTTPS'] : ['HTTP', 'HTTPS', 'TCP'];
  requireOneOf(protocol, 'healthCheckProtocol', allowed);
  if (protocol === 'TCP' && (asked.HealthCheckPath !== undefined || asked.Matcher !== undefined)) {
    refuse(`A path and a matcher are not supported for health checks with protocol 'TCP'`);
  }
  if (asked.HealthCheckPath !== undefined && !/^\/.{0,1023}$/.test(asked.HealthCheckPath)) {
    refuse(`Health check path '${asked.HealthCheckPath}' must begin with a '/' and have at most 1024 characters`);
  }
  const { HealthCheckPort: port } = asked;
  if (
    port !== undefined &&
    port !== 'traffic-port' &&
    !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)
  ) {
    refuse(`Health check port '${port}' must be 'traffic-port' or in the range 1 to 65535`);
  }
}

function requireTimes(group: Checked, settled: HealthCheck): void {
  const { HealthCheckIntervalSeconds: interval = 0, HealthCheckTimeoutSeconds: timeout = 0 } = settled;
  requireRange(interval, 'healthCheckIntervalSeconds', 5, 300);
  requireRange(timeout, 'healthCheckTimeoutSeconds', 2, 120);
  requireRange(settled.HealthyThresholdCount, 'healthyThresholdCount', 2, 10);
  requireRange(settled.UnhealthyThresholdCount, 'unhealthyThresholdCount', 2, 10);
  // Network load balancers check whether the last answer came before the next question; the others want a gap.
  const tooLong = familyOf(group) === 'network' ? timeout > interval : timeout >= interval;
  if (tooLong) refuse(`Health check timeout '${timeout}' must be smaller than the interval '${interval}'`);
}

function requireMatcher(group: Checked, matcher: Matcher | undefined): void {
  if (matcher === undefined) return;
  const grpc = group.protocolVersion === 'GRPC';
  if (grpc ? matcher.HttpCode !== undefined : matcher.GrpcCode !== undefined) {
    refuse(`The matcher does not fit the protocol version '${group.protocolVersion ?? 'HTTP1'}' of the target group`);
  }
  const [least, most] = grpc ? [0, 99] : codeRanges[familyOf(group)];
  const codes = matcher.GrpcCode ?? matcher.HttpCode ?? '';
  const ends = codes.split(/[,-]/).map(Number);
  const wellFormed = /^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(codes);
  if (!wellFormed || ends.some((code) => code < least || code > most)) {
    refuse(`Health check matcher '${codes}' must hold codes within the range '${least}-${most}'`);
  }
}

const codeRanges = {
  application: [200, 499],
  network: [200, 599],
  gateway: [200, 399],
} as const;
