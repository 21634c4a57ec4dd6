import type { Live, Unreadable } from '../core/resource.ts';
import { nameIn } from '../aws/subject.ts';
import type { Aws } from '../aws/ports.ts';
import { importManifests, type Import } from '../kinds/import/index.ts';
import { readStacks } from './read-stacks.ts';
import { isCalled, isSelected, type ImportSelection } from './import-selection.ts';

export interface ImportOptions {
  readonly aws: Aws;
  readonly owner: string;
  readonly namespace: string;
  readonly selection: ImportSelection;
  readonly onProgress?: ((type: string, count: number) => void) | undefined;
}

export interface ImportFound extends Import {
  /** Everything of which manifests are made, as it stands. */
  readonly live: readonly Live[];
  readonly unreadable: readonly Unreadable[];
  /** What was asked for by a name or an ARN that nothing has. */
  readonly missing: readonly string[];
  /** What could have been asked for by its name. */
  readonly names: () => Promise<readonly string[]>;
}

/** Reads what is asked for, and says it in manifests. */
export async function lookToImport({ selection, namespace, ...options }: ImportOptions): Promise<ImportFound> {
  const isAsked = isSelected(selection);
  const { live, inventory, unreadable, names } = await readStacks({
    ...options,
    isAsked,
    names: namesOf(selection),
  });
  const { owner } = options;
  return {
    ...importManifests({ live, inventory, owner, namespace, isAsked: isSelected(selection, inventory) }),
    live,
    unreadable,
    missing: selection.names.filter((name) => !live.some((one) => isCalled(one, name))),
    names,
  };
}

/** What names and ARNs are about, as far as names of AWS's go; nothing where all are to be read. */
function namesOf({ names }: ImportSelection): readonly string[] | undefined {
  return names.length === 0 ? undefined : names.map((name) => nameIn(name) ?? name);
}
