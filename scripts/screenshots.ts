import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/* Takes the pictures of the page in docs/screenshots anew, by the tests that know how. It needs a Chromium. */

const root = join(import.meta.dirname, '..');
const { status } = spawnSync('npx', ['vitest', 'run', 'test/page/screenshots.test.ts'], {
  cwd: root,
  env: { ...process.env, EVENKEEL_SCREENSHOTS: join(root, 'docs/screenshots') },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
