import { misplaced } from '../config/placing.ts';
import type { Configured } from '../config/read.ts';
import type { Problem } from '../core/problem.ts';
import { referencesOf } from '../kinds/references.ts';
import type { Loaded } from './loaded.ts';

/** A folder together with its evenkeel.yaml: what stands in no place, or across two, is a problem and left as it is. */
export function placed(loaded: Loaded, { config, problems }: Configured): Loaded {
  if (problems.length > 0) return without(loaded, () => true, problems);
  if (config === undefined) return loaded;
  const wrong = misplaced(
    config,
    loaded.manifests.map((manifest) => ({ ...manifest, references: referencesOf(manifest) })),
  );
  const ids = new Set(wrong.map(({ manifest }) => manifest));
  const sound = wrong.length === 0 ? loaded : without(loaded, (manifest) => ids.has(manifest), wrong);
  return { ...sound, config };
}

/** What of a folder belongs to these namespaces. An empty part of it is as unlikely to be meant as an empty folder. */
export function withinNamespaces(loaded: Loaded, namespaces: readonly string[]): Loaded {
  const isWithin = (id: string): boolean => namespaces.includes(id.split('/')[1]!);
  const manifests = loaded.manifests.filter(({ id }) => isWithin(id));
  const withhold = loaded.withhold ?? withholding([], manifests.length);
  return {
    ...loaded,
    manifests,
    wanted: loaded.wanted.filter(({ manifest }) => isWithin(manifest)),
    invalid: loaded.invalid.filter(isWithin),
    isPart: loaded.manifests.length + loaded.invalid.length > 0,
    ...(withhold === undefined ? {} : { withhold }),
  };
}

function without(loaded: Loaded, isOut: (manifest: string) => boolean, problems: readonly Problem[]): Loaded {
  const out = loaded.manifests.map(({ id }) => id).filter(isOut);
  const withhold = loaded.withhold ?? withholding(problems, loaded.manifests.length);
  return {
    ...loaded,
    manifests: loaded.manifests.filter(({ id }) => !isOut(id)),
    wanted: loaded.wanted.filter(({ manifest }) => !isOut(manifest)),
    problems: [...problems, ...loaded.problems],
    invalid: [...loaded.invalid, ...out],
    ...(withhold === undefined ? {} : { withhold }),
  };
}

/** What can't be read may be the manifest of anything, and an empty folder is more likely a mistake than a wish. */
export function withholding(problems: readonly Problem[], manifests: number): string | undefined {
  const [first] = problems;
  if (first !== undefined) {
    return `nothing is deleted while the folder has problems (${first.file}:${first.position.line}: ${first.message})`;
  }
  return manifests === 0 ? 'nothing is deleted because the folder has no manifest at all' : undefined;
}
