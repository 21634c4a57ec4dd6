import type { Live, Unreadable } from '../core/resource.ts';
import { nameIn } from '../aws/elbv2-arn.ts';
import type { Aws } from '../aws/ports.ts';
import { importManifests, type Import } from '../kinds/import/index.ts';
import { readStacks } from './read-stacks.ts';
import { isSelected, type ImportSelection } from './import-selection.ts';

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
}

/** Reads what is asked for, and says it in manifests. */
export async function lookToImport({ selection, namespace, ...options }: ImportOptions): Promise<ImportFound> {
  const isAsked = isSelected(selection);
  const { live, inventory, unreadable } = await readStacks({ ...options, isAsked, names: namesOf(selection) });
  const { owner } = options;
  return {
    ...importManifests({ live, inventory, owner, namespace, isAsked: isSelected(selection, inventory) }),
    live,
    unreadable,
  };
}

/** What names and ARNs are about, as far as names of AWS's go; nothing where all are to be read. */
function namesOf({ names }: ImportSelection): readonly string[] | undefined {
  return names.length === 0 ? undefined : names.map((name) => nameIn(name) ?? name);
}
