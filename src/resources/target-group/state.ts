import type { Text } from '../../core/value.ts';

export interface TargetGroupState {
  readonly name: string;
  readonly targetType: 'instance' | 'ip' | 'lambda' | 'alb';
  /** None for lambda. */
  readonly protocol?: string;
  readonly protocolVersion?: string;
  readonly port?: number;
  readonly vpc?: Text;
  readonly ipAddressType?: string;
  readonly healthCheck?: HealthCheck;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** The load balancer whose listeners forward to it. A group belongs to one only, so another one needs another group. */
  readonly loadBalancer?: Text;
}

/** Each key is compared on its own; all as AWS has them. */
export interface HealthCheck {
  readonly enabled?: boolean;
  readonly protocol?: string;
  readonly port?: string;
  readonly path?: string;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
  readonly matcher?: string;
}
