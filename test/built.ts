import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildInto } from '../scripts/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the executable is that all tests of this run share. */
    readonly executable: string;
  }
}

/** Builds the executable before any test; it goes when the last one is over. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-built-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await buildInto(join(folder, 'dist'));
  project.provide('executable', join(folder, 'dist', 'evenkeel.js'));
  return () => rm(folder, { recursive: true, force: true });
}
