import type { CreateTargetGroupInput, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { present } from '../present.ts';
import type { HealthCheck } from './health-check.ts';
import type { TargetGroupState } from './type.ts';

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
