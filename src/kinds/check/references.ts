import { groupBy } from '../../core/group-by.ts';
import type { Fault } from '../../schema/fault.ts';
import { nearest } from '../../schema/nearest.ts';
import { idOf, type Manifest } from '../manifest.ts';
import { referencesOf, type Reference } from '../references.ts';
import type { ManifestFolder } from './folder.ts';

/** Refs that lead to no document, or to one of another kind. */
export function* brokenReferences(manifest: Manifest, folder: ManifestFolder): Iterable<Fault> {
  for (const reference of referencesOf(manifest)) {
    const id = idOfTarget(reference);
    if (folder.documents.has(id)) continue;
    yield { path: reference.path, message: `there is no ${id} in this folder`, hint: suggestion(reference, folder) };
  }
}

/** A manifest that has to wait until the problems of what it points at are solved. */
export interface Stalled {
  readonly manifest: Manifest;
  readonly fault: Fault;
}

/** All that stall because of the unsound ones, however long the chain; each reference to one of them is reported. */
export function* stalledBy(unsound: Iterable<string>, sound: readonly Manifest[]): Iterable<Stalled> {
  const pointers = sound.flatMap((manifest) => referencesOf(manifest).map((reference) => ({ manifest, reference })));
  const byTarget = groupBy(pointers, ({ reference }) => idOfTarget(reference));
  const reached = new Set(unsound);
  // A set hands out what is added while it is walked, so this ends when nobody new stalls.
  for (const id of reached) {
    for (const { manifest, reference } of byTarget.get(id) ?? []) {
      yield { manifest, fault: { path: reference.path, message: `points at ${id}, which has problems of its own` } };
      reached.add(manifest.id);
    }
  }
}

function idOfTarget({ kind, namespace, name }: Reference): string {
  return `${kind}/${namespace}/${name}`;
}

/** The same name elsewhere is likelier than another name here. */
function suggestion({ kind, namespace, name }: Reference, folder: ManifestFolder): string | undefined {
  const all = [...folder.documents.values()].flatMap((documents) => documents[0] ?? []);
  const namesakes = all.filter((each) => each.name === name);
  const elsewhere = namesakes.find((each) => each.kind === kind);
  if (elsewhere !== undefined) return `did you mean ${elsewhere.namespace ?? ''}/${name}?`;
  const otherKind = namesakes.find((each) => each.namespace === namespace);
  if (otherKind !== undefined) return `${idOf(otherKind) ?? name} exists, but this must be a ${kind}`;
  const names = all
    .filter((each) => each.kind === kind && each.namespace === namespace)
    .flatMap((each) => each.name ?? []);
  const meant = nearest(name, names);
  if (meant !== undefined) return `did you mean ${meant}?`;
  return names.length === 0 ? undefined : `there are ${names.slice(0, 8).join(', ')}`;
}
