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

/** Refs that lead to a document with problems: what is built on it has to wait until they are solved. */
export function referencesToUnsound(manifest: Manifest, sound: ReadonlySet<string>, folder: ManifestFolder): Fault[] {
  return referencesOf(manifest)
    .filter((reference) => folder.documents.has(idOfTarget(reference)) && !sound.has(idOfTarget(reference)))
    .map((reference) => ({
      path: reference.path,
      message: `points at ${idOfTarget(reference)}, which has problems of its own`,
    }));
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
