import { defineConfig } from 'vitest/config';
import { HeaviestFirst } from './test/heaviest-first.ts';
import { projects } from './test/projects.ts';

/** Where the totals go for whoever counts them. */
const report = process.env['EVENKEEL_TEST_REPORT'];

export default defineConfig({
  test: {
    // One more than cores: files that wait for a process or a timer leave theirs to those that compute.
    maxWorkers: 3,
    sequence: { sequencer: HeaviestFirst },
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: projects.map(({ name, include, exclude }) => ({
      test: {
        name,
        include: [...include],
        exclude: [...exclude, '**/node_modules/**'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
        pool: 'forks' as const,
        // A worker loads the SDK once, and not for each file.
        isolate: false,
        // What has not changed since the last run is not compiled again.
        experimental: { fsModuleCache: true },
        // Most of what a test allocates is garbage at once: with more room less of it is copied, which saves the laws a few per cent.
        execArgv: ['--max-semi-space-size=64'],
        ...(name === 'outside' ? { globalSetup: 'test/built.ts' } : {}),
      },
    })),
  },
});
