import { groupBy } from '../../../../core/group-by.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { quote } from '../../../../schema/words.ts';
import type { ManifestFolder } from '../../../check/folder.ts';
import type { Manifest } from '../../../manifest.ts';
import { serviceName } from '../names.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

type Service = Manifest<'Service'>;

/** Two manifests that register in one family would each take the other's revisions for drift. */
export function* sameFamily(spec: EcsSpec, service: Service, folder: ManifestFolder): Iterable<Fault> {
  const family = familyOf(service, spec);
  if (family === undefined) return;
  const other = folder
    .fact(byFamily)
    .get(family)
    ?.find(({ id }) => id !== service.id);
  if (other === undefined) return;
  const path = spec.taskDefinition.family === undefined ? at('taskDefinition') : at('taskDefinition', 'family');
  const { line, column } = other.source.locate(at('taskDefinition'));
  yield {
    path,
    message: `the task definition family ${quote(family)} is also claimed by ${other.id} at ${other.source.file}:${line}:${column}`,
    hint: 'give one of them another taskDefinition.family',
  };
}

function byFamily(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Service[]> {
  return groupBy(servicesOf(manifests), (service) => service.spec.ecs && familyOf(service, service.spec.ecs));
}

function servicesOf(manifests: readonly Manifest[]): Service[] {
  return manifests.filter((manifest) => manifest.kind === 'Service');
}

/** None where the manifest registers nothing. */
function familyOf(service: Service, spec: EcsSpec): string | undefined {
  const { containers, family } = spec.taskDefinition;
  return containers === undefined ? undefined : (family ?? serviceName(service, spec));
}
