import { expect, test } from 'vitest';
import { verbs } from '../../src/cli/verbs.ts';
import { edited } from '../support/folders.ts';
import { openAccount } from './account.ts';
import { Executable } from './executable.ts';
import { InProcess } from './in-process.ts';
import type { Ran } from './runner.ts';

/*
 * Most tests of the command line run it in their own process. What they find holds for the executable, because both ways say the
 * same and end alike, from an empty account to nothing left.
 */

const [executable, evenkeel] = [new Executable(), new InProcess()];

const story: readonly (readonly string[])[] = [
  ['validate'],
  ['fmt', '--check'],
  ['init', '--from', 'asg'],
  ['cost'],
  ['plan', '--detailed-exitcode'],
  ['plan', '-o', 'json'],
  ['drift', '--detailed-exitcode'],
  ['apply'],
  ['apply', '--yes'],
  ['get', '-o', 'yaml'],
  ['describe', 'lb', 'content-routing'],
  ['drift', '-o', 'json'],
  ['diagnose'],
  ['leftovers', '--all'],
  ['explain', 'tg.spec'],
  ['crds'],
  ['schema'],
  ['import', '--all', '--out', '-'],
  ['completion', 'fish'],
  ['plan', '--log-level', 'loud'],
  ['get', 'tg', 'pagse'],
  ['release'],
  ['delete', '--yes'],
  ['leftovers', '--all'],
];

/** Whoever waits says so, and only one of the two waits in real time. */
const atOnce = { settings: { provisioningMs: 0, networkInterfaceLingerMs: 0, initialHealthMs: 0 } };

/** Without how long something took, and in whatever order calls that are made at once are answered. */
function comparable({ code, stdout, stderr }: Ran): Ran {
  // AWS gives ids in the order in which calls arrive.
  const timeless = (text: string): string =>
    text.replaceAll(/\b\d+(?:ms|s|m)\b|\bsgr-\w+/g, '…').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…');
  return { code, stdout: timeless(stdout), stderr: timeless(stderr).split('\n').toSorted().join('\n') };
}

test('a process of its own and this one say the same, and end alike', async () => {
  const account = await openAccount(evenkeel, atOnce);
  // Who writes needs an account of their own to write the same; whoever reads looks at one.
  const another = await openAccount(executable, atOnce);
  const broken = edited('content-routing', { 'content-routing#/spec/subnet': [] });
  for (const args of [...story.slice(0, -2), ['plan', '-f', broken], ['drift', '-f', broken], ...story.slice(-2)]) {
    const { environment } = args.includes('--yes') ? another : account;
    const there = comparable(await executable.run(args, environment));
    expect({ args, ...comparable(await account.run(...args)) }).toEqual({ args, ...there });
  }
});

test('every verb that ends by itself is in that story', () => {
  const covered = new Set(story.map(([verb]) => verb));
  expect(verbs.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([
    'run',
    'simulator',
    // Only what was built knows the commit.
    'version',
  ]);
});
