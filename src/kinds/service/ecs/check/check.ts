import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import type { ManifestFolder } from '../../../check/folder.ts';
import type { Manifest } from '../../../manifest.ts';
import type { EcsSpec } from '../schema.ts';

/** Looks at one ECS service for one sort of mistake. */
export type EcsCheck = (spec: EcsSpec, service: Manifest<'Service'>, folder: ManifestFolder) => Iterable<Fault>;

/** A place in the ECS service. */
export function at(...path: Path): Path {
  return ['spec', 'ecs', ...path];
}
