import type { Text } from '../../core/value.ts';

/** The number of tasks of a service, given to Application Auto Scaling to decide. */
export interface ScalableTargetState {
  /** `service/demo/web`. */
  readonly service: Text;
  readonly min: number;
  readonly max: number;
}
