import type { Text } from '../../core/value.ts';

/** One target in one target group. */
export interface TargetState {
  /** The group's ARN. */
  readonly group: Text;
  /** An instance's id, an address, or the ARN of a function or a load balancer. */
  readonly id: Text;
  /** A function has none. */
  readonly port?: number;
  /** `all` for an address outside the VPC. */
  readonly zone?: string;
  /** The listener behind which a load balancer serves as a target: without it AWS refuses to register it. */
  readonly listener?: Text;
}
