import type { CreateTargetGroupInput, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { present } from '../present.ts';
import { placeOf } from './attributes.ts';
import type { HealthCheck, TargetGroupState } from './state.ts';

/** The part of AWS's inputs and outputs that is about the health check. */
type SdkHealthCheck = Pick<
  CreateTargetGroupInput & TargetGroup,
  | 'HealthCheckEnabled'
  | 'HealthCheckProtocol'
  | 'HealthCheckPort'
  | 'HealthCheckPath'
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
  | 'Matcher'
>;

const thresholds = { healthyThreshold: 5, unhealthyThreshold: 2 };

/** What AWS sets by itself. Some of it follows from the protocol that the check is made in, which need not be the group's. */
export function healthCheckDefaults(group: TargetGroupState): HealthCheck {
  const place = placeOf(group);
  if (place === 'lambda') {
    return { ...thresholds, enabled: false, path: '/', matcher: '200', intervalSeconds: 35, timeoutSeconds: 30 };
  }
  const protocol = protocolDefault(group);
  const asked = group.healthCheck?.protocol ?? protocol;
  const common = { ...thresholds, enabled: true, protocol, ...(asked === 'TCP' ? {} : pageDefaults(group)) };
  switch (place) {
    case 'gateway':
      return { ...common, port: '80', intervalSeconds: 10, timeoutSeconds: 5 };
    case 'application':
      return { ...common, port: 'traffic-port', intervalSeconds: 30, timeoutSeconds: 5 };
    case 'network':
    case 'network by address':
    case 'network with datagrams':
      return { ...common, port: 'traffic-port', intervalSeconds: 30, timeoutSeconds: asked === 'HTTP' ? 6 : 10 };
  }
}

function protocolDefault({ targetType, protocol }: TargetGroupState): string {
  if (protocol === 'HTTP' || protocol === 'HTTPS') return protocol;
  return targetType === 'alb' ? 'HTTP' : 'TCP';
}

function pageDefaults(group: TargetGroupState): HealthCheck {
  if (group.protocolVersion === 'GRPC') return { path: '/AWS.ALB/healthcheck', matcher: '12' };
  return { path: '/', matcher: placeOf(group) === 'application' ? '200' : '200-399' };
}

/** In AWS's words; a check by TCP asks for no page, so that it has neither path nor matcher. */
export function toSdk(
  check: HealthCheck,
  { protocolVersion }: Pick<TargetGroupState, 'protocolVersion'>,
): SdkHealthCheck {
  const { matcher, path } = check.protocol === 'TCP' ? {} : check;
  return {
    HealthCheckEnabled: check.enabled,
    HealthCheckProtocol: check.protocol as TargetGroup['HealthCheckProtocol'],
    HealthCheckPort: check.port,
    HealthCheckPath: path,
    HealthCheckIntervalSeconds: check.intervalSeconds,
    HealthCheckTimeoutSeconds: check.timeoutSeconds,
    HealthyThresholdCount: check.healthyThreshold,
    UnhealthyThresholdCount: check.unhealthyThreshold,
    Matcher:
      matcher === undefined ? undefined : protocolVersion === 'GRPC' ? { GrpcCode: matcher } : { HttpCode: matcher },
  };
}

export function fromSdk(group: SdkHealthCheck): HealthCheck {
  return present({
    enabled: group.HealthCheckEnabled,
    protocol: group.HealthCheckProtocol,
    port: group.HealthCheckPort,
    path: group.HealthCheckPath,
    intervalSeconds: group.HealthCheckIntervalSeconds,
    timeoutSeconds: group.HealthCheckTimeoutSeconds,
    healthyThreshold: group.HealthyThresholdCount,
    unhealthyThreshold: group.UnhealthyThresholdCount,
    matcher: group.Matcher?.GrpcCode ?? group.Matcher?.HttpCode,
  });
}
