import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatProblem, type Folder } from '../../src/core/problem.ts';
import { readFolder } from '../../src/source/folder.ts';
import type { Limits } from '../../src/source/limits.ts';

/** Runs `use` with a folder of its own that holds these files, and removes it afterwards. */
export async function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (dir: string) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'evenkeel-source-'));
  try {
    for (const [file, content] of Object.entries(files)) {
      await mkdir(dirname(join(dir, file)), { recursive: true });
      await writeFile(join(dir, file), content);
    }
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Reads a folder that holds these files. */
export function readFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  limits: Partial<Limits> = {},
): Promise<Folder> {
  return withFolder(files, (dir) => readFolder(dir, limits));
}

/** What was read, short enough to compare: the values by file, and the problems as a user sees them. */
export function summaryOf(folder: Folder): { documents: [string, unknown][]; problems: string[] } {
  return {
    documents: folder.documents.map(({ file, value }) => [file, value]),
    problems: folder.problems.map(formatProblem),
  };
}
