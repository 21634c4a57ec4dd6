import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ended, Executable, hasSaid } from './executable.ts';

const executable = new Executable();
const root = join(import.meta.dirname, '../..');

/** The steps under "Use it", as they are written. */
const [, block = ''] = /## Use it\n+```sh\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
const steps = block.split('\n').flatMap((line) => {
  const [, words] = /^evenkeel (?!simulator)([^#]*)/.exec(line) ?? [];
  return words === undefined ? [] : [words.trim().split(/\s+/)];
});

/** A step as whoever has no terminal writes it, in another folder than the repository. */
function asRun(words: readonly string[]): string[] {
  const placed = words.map((word) => (word.startsWith('manifests/') ? join(root, word) : word));
  return ['apply', 'delete'].includes(words[0]!) ? [...placed, '--yes'] : placed;
}

test(
  'the steps of README.md work as they are written, with no region and no credentials',
  { timeout: 120_000 },
  async () => {
    expect(block).toContain('evenkeel simulator --demo &');
    expect(steps.map(([verb]) => verb)).toEqual(
      expect.arrayContaining([
        'validate',
        'plan',
        'apply',
        'drift',
        'get',
        'describe',
        'diagnose',
        'cost',
        'leftovers',
        'delete',
      ]),
    );
    const simulator = executable.start(['simulator', '--demo', '--port', '0', '--provisioning', '10ms']);
    const [url] = /http:\/\/\S+/.exec(await hasSaid(simulator.stdout!, /http:\/\/\S+ /))!;
    const environment = { AWS_ENDPOINT_URL: url, EVENKEEL_MANIFESTS: join(root, 'manifests') };
    for (const step of steps) {
      const { code, stdout, stderr } = await executable.run(asRun(step), environment);
      // Findings, and what is left of other folders, are no failure.
      const allowed = ['diagnose', 'leftovers'].includes(step[0]!) ? [0, 2] : [0];
      expect(allowed, `evenkeel ${step.join(' ')}\n${stdout}${stderr}`).toContain(code);
      if (step[0] === 'plan') expect(stderr.match(/emulator on this machine/g)).toHaveLength(1);
    }
    simulator.kill('SIGTERM');
    await ended(simulator).catch(() => undefined);
  },
);
