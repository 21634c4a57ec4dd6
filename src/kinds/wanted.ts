import type { Path } from '../core/problem.ts';
import type { Source, Wanted } from '../core/resource.ts';
import type { Manifest } from './manifest.ts';

/** What all resources of one manifest have in common. */
export function shellOf({ id, policy, source: { from } }: Manifest): Pick<Wanted, 'manifest' | 'policy' | 'from'> {
  return { manifest: id, policy, ...(from === undefined ? {} : { from: [from] }) };
}

/** Where an element of a manifest stands. */
export function sourceAt({ source }: Manifest, path: Path): Source {
  return { file: source.file, ...source.locate(path) };
}
