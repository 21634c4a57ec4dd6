import type { Wanted } from '../../../core/resource.ts';
import type { Manifest } from '../../manifest.ts';
import { desireScaling } from './desire-scaling.ts';
import { desireEcsService } from './desire-service.ts';
import { desireTaskDefinition } from './desire-task-definition.ts';
import type { EcsSpec } from './schema.ts';

/** The task definition where its content stands in the manifest, the service, and its scaling. */
export function desireEcs(manifest: Manifest<'Service'>, spec: EcsSpec): Wanted[] {
  const scaling = desireScaling(manifest, spec);
  return [...desireTaskDefinition(manifest, spec), desireEcsService(manifest, spec, scaling), ...scaling];
}
