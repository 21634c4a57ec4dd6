import type { Folder } from '../../src/core/problem.ts';
import type { KindName } from '../../src/kinds/index.ts';
import type { Manifest } from '../../src/kinds/manifest.ts';
import { parseManifests } from '../../src/kinds/parse.ts';
import { defaultLimits } from '../../src/source/limits.ts';
import { parse } from '../../src/source/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';

/** Manifests written as a user would; any problem in them is the test's own mistake. */
export function manifestsOf(text: string): Manifest[] {
  const folder: Folder = parse(sourceFile('test.yaml', text), defaultLimits);
  const { manifests, problems } = parseManifests(folder);
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return [...manifests];
}

/** The one manifest of that kind in a text. */
export function manifestOf<Kind extends KindName>(kind: Kind, text: string): Manifest<Kind> {
  const found = manifestsOf(text).find((manifest): manifest is Manifest<Kind> => manifest.kind === kind);
  if (found === undefined) throw new Error(`there is no ${kind} in it`);
  return found;
}
