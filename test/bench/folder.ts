import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `use` with a folder of its own that holds these manifests. */
export async function withManifests<T>(manifests: readonly unknown[], use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-bench-'));
  try {
    await writeFile(join(folder, 'all.yaml'), manifests.map((one) => JSON.stringify(one)).join('\n---\n'));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
