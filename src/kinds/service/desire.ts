import type { Wanted } from '../../core/resource.ts';
import type { DesireContext } from '../context.ts';
import type { Manifest } from '../manifest.ts';
import { desireAutoScalingGroup } from './auto-scaling-group/desire.ts';
import { desireEcs } from './ecs/desire.ts';
import { desireTargets } from './targets.ts';

/** What a Service asks for, by the backend that it has. */
export function desireService(manifest: Manifest<'Service'>, context: DesireContext): Wanted[] {
  const { spec } = manifest;
  if (spec.autoScalingGroup !== undefined) return desireAutoScalingGroup(manifest, spec.autoScalingGroup);
  if (spec.ecs !== undefined) return desireEcs(manifest, spec.ecs);
  return desireTargets(manifest, context);
}
