import type { Fault } from '../../schema/fault.ts';
import type { Manifest } from '../manifest.ts';
import type { ManifestFolder } from './folder.ts';

/** Two documents that say they are the same manifest: which one is meant is unknown. */
export function* duplicateIdentity(manifest: Manifest, folder: ManifestFolder): Iterable<Fault> {
  const [first, ...others] = folder.documents.get(manifest.id) ?? [];
  if (first === undefined || others.length === 0) return;
  const other = first.source === manifest.source ? others[0] : first;
  if (other === undefined) return;
  const { line, column } = other.source.locate(['metadata', 'name']);
  yield {
    path: ['metadata', 'name'],
    message: `${manifest.id} is also defined at ${other.source.file}:${line}:${column}`,
    hint: 'kind, namespace and name together must be unique in the folder',
  };
}
