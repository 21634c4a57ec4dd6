import type { Path, Problem, SourceDocument } from '../core/problem.ts';
import { problemOf } from '../schema/fault.ts';
import { listed, quote } from '../schema/words.ts';
import { CONFIG_FILE } from '../source/config-file.ts';
import type { Config, PlaceConfig } from './schema.ts';

/** A manifest, as far as its place is concerned. */
export interface Placeable {
  readonly id: string;
  readonly namespace: string;
  readonly source: SourceDocument;
  /** Where it points at others, and at whose namespace. */
  readonly references: readonly { readonly path: Path; readonly namespace: string }[];
}

/** Which namespaces stand on the same ground, where two things can't have one name; without a configuration, all of them. */
export function placeNamesOf(config: Config | undefined): (namespace: string) => string {
  const names = new Map(
    (config?.places ?? []).flatMap(({ name, namespaces }) => namespaces.map((namespace) => [namespace, name] as const)),
  );
  return (namespace) => names.get(namespace) ?? '';
}

/** What is wrong with where the manifests stand: those of no place, and those that point from one place into another. */
export function misplaced({ places }: Config, manifests: readonly Placeable[]): Problem[] {
  const placeOf = new Map(places.flatMap((place) => place.namespaces.map((namespace) => [namespace, place] as const)));
  return manifests.flatMap((manifest) => {
    const place = placeOf.get(manifest.namespace);
    if (place === undefined) return [homeless(manifest, places)];
    return manifest.references.flatMap(({ path, namespace }) => {
      const other = placeOf.get(namespace);
      if (other === undefined || other === place) return [];
      const message = `points from the place ${quote(place.name)} into ${quote(other.name)}, which is another account or region`;
      return [problemOf({ path, message }, manifest.source, manifest.id)];
    });
  });
}

function homeless({ id, namespace, source }: Placeable, places: readonly PlaceConfig[]): Problem {
  const message = `the namespace ${quote(namespace)} belongs to no place`;
  const hint = `add it to one in ${CONFIG_FILE}: ${listed(
    places.map(({ name }) => name),
    'or',
  )}`;
  return problemOf({ path: ['metadata', 'namespace'], message, hint }, source, id);
}
