import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wrongInput } from '../../core/errors.ts';
import { formatProblem } from '../../core/problem.ts';
import { loadSet } from '../../engine/load.ts';
import type { Imported } from '../../kinds/import/context.ts';
import { documentOf } from '../../kinds/import/document.ts';
import { kinds } from '../../kinds/index.ts';
import { counted } from '../../report/text/counted.ts';
import { jsonSchema } from '../../schema/json-schema.ts';
import { writeManifests } from '../../source/write-manifests.ts';
import type { Session } from '../process/session.ts';

/** What editors complete the manifests by. Folders are read without hidden files. */
const SCHEMA_FILE = '.evenkeel-schema.json';

interface ManifestFile {
  readonly name: string;
  readonly manifests: readonly Imported[];
}

interface Writing {
  /** Whether what stands in the folder may be overwritten. */
  readonly force: boolean;
  readonly adopts: boolean;
}

/** Writes a folder of manifests, and says how many problems it has. */
export async function writeFolder(
  { say }: Session,
  folder: string,
  files: readonly ManifestFile[],
  { force, adopts }: Writing,
): Promise<number> {
  const standing = files.map(({ name }) => join(folder, name)).filter((path) => existsSync(path));
  if (standing.length > 0 && !force) {
    throw wrongInput(
      `${standing.join(', ')} ${standing.length === 1 ? 'exists' : 'exist'} already`,
      'pass --force to overwrite',
    );
  }
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, SCHEMA_FILE), `${JSON.stringify(jsonSchema(kinds), undefined, 2)}\n`);
  for (const file of files) {
    const path = join(folder, file.name);
    await writeFile(path, textOf(file, adopts, [`yaml-language-server: $schema=${SCHEMA_FILE}`]));
    say('info', `wrote ${path}: ${counted(file.manifests.length, 'manifest')}`);
  }
  const { problems } = await loadSet([folder], process.env);
  for (const problem of problems) say('warn', formatProblem(problem));
  return problems.length;
}

export function textOf({ manifests }: ManifestFile, adopts: boolean, head: readonly string[] = []): string {
  return writeManifests(
    manifests.map((manifest) => ({ value: documentOf(manifest, adopts), notes: manifest.notes })),
    head,
  );
}
