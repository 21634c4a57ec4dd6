import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { plan } from '../../src/core/planning/make-plan.ts';
import type { resources } from '../../src/resources/registry.ts';

/** What planning takes, as it stood at some commit. */
export interface Planner {
  readonly commit: string;
  readonly plan: typeof plan;
  readonly resources: typeof resources;
}

/** `plan()` of another commit, bundled from its sources, to be measured beside ours. */
export async function plannerOf(commit: string): Promise<Planner> {
  const sources = mkdtempSync(join(tmpdir(), 'evenkeel-before-'));
  const outfile = resolve('node_modules/.cache/bench', `planner-of-${commit}.mjs`);
  try {
    execFileSync('sh', ['-c', 'git archive "$1" src | tar -x -C "$2"', 'sh', commit, sources]);
    const contents = `
      export { plan } from './src/core/planning/make-plan.ts';
      export { resources } from './src/resources/registry.ts';`;
    const stdin = { contents, resolveDir: sources };
    await build({
      stdin,
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'warning',
    });
    const planner = (await import(pathToFileURL(outfile).href)) as Omit<Planner, 'commit'>;
    return { commit, plan: planner.plan, resources: planner.resources };
  } finally {
    rmSync(sources, { recursive: true });
  }
}

/** The commit to measure beside: BENCH_AGAINST, or else the one before this. */
export function commitBefore(): string {
  const commit = process.env['BENCH_AGAINST'] ?? 'HEAD^';
  return execFileSync('git', ['rev-parse', '--short', commit], { encoding: 'utf8' }).trim();
}
