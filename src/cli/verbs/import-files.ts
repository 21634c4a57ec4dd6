import { groupBy } from '../../core/group-by.ts';
import type { Imported } from '../../kinds/import/context.ts';
import type { Stack } from '../../kinds/import/index.ts';
import { kinds } from '../../kinds/index.ts';

export type Split = 'stack' | 'kind';

export interface ImportFile {
  readonly name: string;
  readonly manifests: readonly Imported[];
}

/** A file for each stack, or for each kind; in it, kinds in their order, and each by name. */
export function filesOf(stacks: readonly Stack[], split: Split): ImportFile[] {
  if (split === 'stack') {
    return stacks.map(({ name, manifests }) => ({ name: `${name}.yaml`, manifests: sorted(manifests) }));
  }
  const all = groupBy(
    stacks.flatMap(({ manifests }) => manifests),
    ({ kind }) => kind,
  );
  return kinds.flatMap(({ kind, plural }) => {
    const some = all.get(kind);
    return some === undefined ? [] : [{ name: `${plural}.yaml`, manifests: sorted(some) }];
  });
}

function sorted(manifests: readonly Imported[]): Imported[] {
  const rank = ({ kind }: Imported): number => kinds.findIndex((one) => one.kind === kind);
  const label = ({ namespace, name }: Imported): string => `${namespace}/${name}`;
  return manifests.toSorted((a, b) => rank(a) - rank(b) || (label(a) < label(b) ? -1 : 1));
}
