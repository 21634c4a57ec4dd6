import type { Wanted } from '../../../core/resource.ts';
import type { Manifest } from '../../manifest.ts';
import type { EcsSpec } from './schema.ts';

/** The task definition, the service and its scaling. */
export function desireEcs(_manifest: Manifest<'Service'>, _spec: EcsSpec): Wanted[] {
  return [];
}
