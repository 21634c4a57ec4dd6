import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `use` with a folder of its own that holds these files of manifests. */
export async function withFiles<T>(
  files: Readonly<Record<string, readonly unknown[]>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-bench-'));
  try {
    await Promise.all(
      Object.entries(files).map(([name, manifests]) => writeFile(join(folder, name), textOf(manifests))),
    );
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function withManifests<T>(manifests: readonly unknown[], use: (folder: string) => Promise<T>): Promise<T> {
  return withFiles({ 'all.yaml': manifests }, use);
}

function textOf(manifests: readonly unknown[]): string {
  return manifests.map((one) => JSON.stringify(one)).join('\n---\n');
}
