import { defineConfig } from 'vitest/config';

/** Where the totals go for whoever counts them. */
const report = process.env['EVENKEEL_TEST_REPORT'];

export default defineConfig({
  test: {
    globalSetup: 'test/built.ts',
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
