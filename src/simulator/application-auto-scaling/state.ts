import type { PutScalingPolicyRequest, SuspendedState } from '@aws-sdk/client-application-auto-scaling';

export interface ScalableTarget {
  readonly arn: string;
  /** Of an ECS service: `service/CLUSTER/NAME`. */
  readonly resourceId: string;
  readonly createdAt: number;
  readonly roleArn: string;
  minCapacity: number;
  maxCapacity: number;
  suspended: SuspendedState;
  /** When a policy last changed the capacity. */
  scaledAt: number | undefined;
  readonly policies: Map<string, ScalingPolicy>;
  readonly tags: Map<string, string>;
}

export interface ScalingPolicy {
  readonly arn: string;
  readonly createdAt: number;
  readonly asked: PutScalingPolicyRequest;
}

/** Plain records in Maps, so that a world can be cloned whole. */
export interface ApplicationAutoScalingState {
  /** By the id of the resource that is scaled. */
  readonly targets: Map<string, ScalableTarget>;
  /**
   * What CloudWatch would measure, set by whoever drives the simulator: by `RESOURCE METRIC` for what a
   * target-tracking policy looks at (`service/web/api ECSServiceAverageCPUUtilization`), by `RESOURCE POLICY` for how
   * far a step policy's alarm threshold is passed. Without a value a policy does nothing.
   */
  readonly metrics: Map<string, number>;
}

export function createApplicationAutoScalingState(): ApplicationAutoScalingState {
  return { targets: new Map(), metrics: new Map() };
}
