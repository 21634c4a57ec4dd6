import type { Wanted } from '../../../core/resource.ts';
import type { Manifest } from '../../manifest.ts';
import type { AutoScalingGroupSpec } from './schema.ts';

/** The launch template, the group and its scaling policies. */
export function desireAutoScalingGroup(_manifest: Manifest<'Service'>, _spec: AutoScalingGroupSpec): Wanted[] {
  return [];
}
