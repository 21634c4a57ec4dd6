import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { openAccount, type Account } from './account.ts';
import { ended, Executable, hasSaid } from './executable.ts';
import { InProcess } from './in-process.ts';
import type { Ran } from './runner.ts';

const evenkeel = new InProcess();
/** For what needs a standard input, a terminal, or a process that lasts. */
const executable = new Executable();

/** A target group manifest for each name. */
function groups(...names: string[]): string {
  const spec = { targetType: 'instance', protocol: 'HTTP', port: 80, vpc: { name: 'tour-vpc' } };
  return names
    .map((name) => JSON.stringify({ apiVersion: 'evenkeel.dev/v1', kind: 'TargetGroup', metadata: { name }, spec }))
    .join('\n---\n');
}

/** Folders and files of one place, without git. */
function laid(files: Readonly<Record<string, string>>): (path: string) => string {
  const top = folderOf({});
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, file)), { recursive: true });
    writeFileSync(join(top, file), content);
  }
  return (path) => join(top, path);
}

function standing({ simulator }: Account): string[] {
  return [...simulator.world().elbv2.targetGroups.values()].map(({ name }) => name).sort();
}

/** Runs a verb that reads manifests from standard input. */
async function piped(account: Account, input: string, ...args: string[]): Promise<Ran> {
  const child = executable.start(args, account.environment);
  child.stdin!.end(input);
  return ended(child);
}

describe('several -f', () => {
  test('are one set: what one of them brought stays when both are given', async () => {
    const account = await openAccount(evenkeel);
    const at = laid({ 'x/x.yaml': groups('tg-x'), 'y/y.yaml': groups('tg-y') });
    expect((await account.run('apply', '-f', at('x'), '--yes')).code).toBe(0);
    const both = await account.run('apply', '-f', at('x'), '-f', at('y'), '--prune', '--yes');
    expect(both.code).toBe(0);
    expect(standing(account)).toEqual(['tg-x', 'tg-y']);
    const writes = account.simulator.journal.writes();
    // Where something is read from is no reason to write.
    expect((await account.run('apply', '-f', at('.'), '--prune', '--yes')).code).toBe(0);
    expect((await account.run('apply', '-f', at('x/x.yaml'), '--yes')).code).toBe(0);
    expect(account.simulator.journal.writes()).toBe(writes);
  });

  test('and standard input are one set for whatever reads manifests', async () => {
    const account = await openAccount(executable);
    const at = laid({ 'x/x.yaml': groups('tg-x'), 'y.yaml': groups('tg-y') });
    const set = ['-f', at('x'), '-f', at('y.yaml'), '-f', '-'];
    expect((await piped(account, groups('tg-z'), 'validate', ...set)).stdout).toBe('3 manifests, all valid\n');
    expect((await piped(account, groups('tg-z'), 'plan', ...set)).stdout).toContain('3 to create');
    expect((await piped(account, groups('tg-z'), 'apply', ...set, '--yes')).code).toBe(0);
    expect(standing(account)).toEqual(['tg-x', 'tg-y', 'tg-z']);
    const names = 'TargetGroup/default/tg-x\nTargetGroup/default/tg-y\nTargetGroup/default/tg-z\n';
    expect((await piped(account, groups('tg-z'), 'get', ...set, '-o', 'name')).stdout.toLowerCase()).toBe(
      names.toLowerCase().replaceAll('/default', ''),
    );
    expect((await piped(account, groups('tg-z'), 'drift', ...set)).stdout).toContain('In sync: 3 resources');
    expect((await piped(account, groups('tg-z'), 'describe', 'tg', 'tg-z', ...set)).stdout).toContain('<stdin>:1');
    expect((await piped(account, groups('tg-z'), 'diagnose', ...set)).code).toBe(0);
    expect((await piped(account, groups('tg-z'), 'cost', ...set)).code).toBe(0);
    expect((await piped(account, groups('tg-z'), 'leftovers', ...set)).code).toBe(0);
    expect((await piped(account, groups('tg-z'), 'delete', ...set, '--yes')).code).toBe(0);
    expect(standing(account)).toEqual([]);
  });

  test('name both places of what stands in two of them, and the line of standard input', async () => {
    const account = await openAccount(executable);
    const at = laid({ 'x/x.yaml': groups('tg-x') });
    const { code, stdout } = await piped(account, groups('tg-y', 'tg-x'), 'validate', '-f', at('x'), '-f', '-');
    expect(code).toBe(1);
    expect(stdout).toContain(`TargetGroup/default/tg-x is also defined at ${at('x/x.yaml')}:1:`);
    expect(stdout).toMatch(/^<stdin>:3:\d+ {2}TargetGroup\/default\/tg-x \/metadata\/name {2}/m);
    const twice = await piped(account, groups('tg-x'), 'validate', '-f', '-', '-f', '-');
    expect(twice.stdout).toContain('<stdin>:1:1  standard input can be read only once');
    expect(twice.code).toBe(1);
    const gone = await account.run('validate', '-f', at('x'), '-f', at('gone'));
    expect(gone.stdout).toContain(`${at('gone')}:1:1  the manifest folder cannot be read: there is no such file`);
    expect(gone.code).toBe(1);
  });

  test('go by the evenkeel.yaml that any of them has, and by no two that differ', async () => {
    const account = await openAccount(evenkeel);
    const place = (name: string): string =>
      `places: [{ name: ${name}, region: ap-northeast-2, namespaces: [default] }]`;
    const at = laid({
      'x/evenkeel.yaml': place('home'),
      'x/x.yaml': groups('tg-x'),
      'y/evenkeel.yaml': place('away'),
      'y/y.yaml': groups('tg-y'),
      'z.yaml': groups('tg-z'),
    });
    const oneFile = await account.run('plan', '-f', at('x/x.yaml'), '-f', at('z.yaml'), '--place', 'home');
    expect([oneFile.code, oneFile.stdout]).toEqual([0, expect.stringContaining('2 to create')]);
    const { code, stdout } = await account.run('validate', '-f', at('x'), '-f', at('y'));
    expect(stdout).toContain(
      `${at('y/evenkeel.yaml')}:1:1  says something else than ${at('x/evenkeel.yaml')}, and both are given`,
    );
    expect(code).toBe(1);
  });

  test.each([
    [['-f', 'a', '-f', 'b'], 'run takes one folder, but was given a, b; pass the folder that contains them'],
    [['-f', '-'], 'run watches a folder, and standard input never changes; pass a folder with -f'],
  ])('are refused by run: %j', async (flags, message) => {
    const { run } = await openAccount(executable);
    const { code, stderr } = await run('run', ...flags, '--listen', '127.0.0.1:0');
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});

describe('pruning', () => {
  test('takes nothing that was applied from elsewhere, and says so', async () => {
    const account = await openAccount(evenkeel);
    const at = laid({ 'x/x.yaml': groups('tg-x'), 'y/y.yaml': groups('tg-y') });
    await account.run('apply', '-f', at('x'), '--yes');
    const other = await account.run('apply', '-f', at('y'), '--prune', '--yes');
    expect(standing(account)).toEqual(['tg-x', 'tg-y']);
    expect(other.code).toBe(1);
    expect(other.stdout).toContain(
      'it was applied from "x", which this run was not given; give that with -f too, or allow exactly this list of 1',
    );
    const [line = ''] = /^ {2}evenkeel apply .*$/m.exec(other.stderr) ?? [];
    expect(line).toMatch(/^ {2}evenkeel apply -f \S+\/y --prune --yes --allow-prune [0-9a-f]{12}$/);

    // Nor is it this one's business, where nothing is to be pruned.
    const plain = await account.run('plan', '-f', at('y'));
    expect([plain.code, plain.stdout]).toEqual([0, expect.not.stringContaining('tg-x')]);

    const wrong = await account.run('apply', '-f', at('y'), '--prune', '--yes', '--allow-prune', '0123456789ab');
    expect([wrong.code, standing(account)]).toEqual([1, ['tg-x', 'tg-y']]);
    const allowed = await account.run(...line.trim().split(' ').slice(1));
    expect([allowed.code, standing(account)]).toEqual([0, ['tg-y']]);
  });

  test('takes what was applied from a file of a folder that is given', async () => {
    const account = await openAccount(evenkeel);
    const at = laid({ 'infra/x.yaml': groups('tg-x'), 'infra/y.yaml': groups('tg-y') });
    mkdirSync(at('.git'));
    await account.run('apply', '-f', at('infra/x.yaml'), '-f', at('infra/y.yaml'), '--yes');
    writeFileSync(at('infra/x.yaml'), groups('tg-z'));
    expect((await account.run('apply', '-f', at('infra'), '--prune', '--yes')).code).toBe(0);
    expect(standing(account)).toEqual(['tg-y', 'tg-z']);
    // What the folder brought may belong to any file of it.
    writeFileSync(at('infra/x.yaml'), groups('tg-a'));
    expect((await account.run('apply', '-f', at('infra/x.yaml'), '--prune', '--yes')).code).toBe(1);
    expect(standing(account)).toEqual(['tg-a', 'tg-y', 'tg-z']);
  });

  test('takes nothing that came through standard input, or from a version that did not say', async () => {
    const account = await openAccount(executable);
    const at = laid({ 'y/y.yaml': groups('tg-y') });
    await piped(account, groups('tg-x'), 'apply', '-f', '-', '--yes');
    const again = await piped(account, groups('tg-z'), 'apply', '-f', '-', '--prune', '--yes');
    expect(again.stdout).toContain('it was applied from standard input, which this run was not given; allow exactly');
    expect([again.code, standing(account)]).toEqual([1, ['tg-x', 'tg-z']]);
    for (const group of account.simulator.world().elbv2.targetGroups.values()) group.tags.delete('evenkeel.dev/source');
    const other = await account.run('apply', '-f', at('y'), '--prune', '--yes');
    expect(other.stdout).toContain('its source is not recorded; allow exactly this list of 2');
    expect([other.code, standing(account)]).toEqual([1, ['tg-x', 'tg-y', 'tg-z']]);
    expect(account.simulator.journal.count('DeleteTargetGroup')).toBe(0);
  });

  test('with --yes goes no further than --max-prune, until exactly that list is allowed', async () => {
    const account = await openAccount(evenkeel);
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `tg-${name}`);
    const at = laid({ 'x.yaml': groups(...many) });
    const apply = (...more: string[]): Promise<Ran> =>
      account.run('apply', '-f', at('x.yaml'), '--prune', '--yes', '--max-prune-share=1', ...more);
    expect((await apply()).code).toBe(0);
    writeFileSync(at('x.yaml'), groups('tg-a'));

    const planned = await account.run('plan', '-f', at('x.yaml'), '--prune', '--max-prune-share', '1');
    expect([planned.code, planned.stdout]).toEqual([0, expect.stringContaining('6 to delete')]);
    const withheld = await apply();
    expect([withheld.code, standing(account)]).toEqual([1, many]);
    expect(withheld.stdout).toContain('6 of 7 would be deleted at once, more than the 5 allowed');
    for (const name of many.slice(1)) expect(withheld.stderr).toContain(`\n  target-group/default/${name}\n`);
    const [line = '', hash = ''] = /^ {2}evenkeel .* --allow-prune (\w+)$/m.exec(withheld.stderr) ?? [];
    expect(planned.stderr).toContain(`apply --prune --yes deletes 6 at once only with --allow-prune ${hash}`);

    // Another list by now.
    writeFileSync(at('x.yaml'), groups('tg-b'));
    expect([(await apply('--allow-prune', hash)).code, standing(account)]).toEqual([1, many]);
    writeFileSync(at('x.yaml'), groups('tg-a'));
    expect((await account.run(...line.trim().split(' ').slice(1))).code).toBe(0);
    expect(standing(account)).toEqual(['tg-a']);
  });

  test('takes no name from what was applied from elsewhere', async () => {
    const account = await openAccount(evenkeel);
    const moved = groups('tg-x').replace('"name":"tg-x"', '"name":"tg-x","namespace":"other"');
    const at = laid({ 'x/x.yaml': groups('tg-x'), 'y/y.yaml': moved });
    await account.run('apply', '-f', at('x'), '--yes');
    const { code, stdout } = await account.run('apply', '-f', at('y'), '--prune', '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain('belongs to TargetGroup/default/tg-x, and it was applied from "x"');
    const [group] = account.simulator.world().elbv2.targetGroups.values();
    expect(group!.tags.get('evenkeel.dev/resource')).toBe('TargetGroup/default/tg-x');
  });
});

describe('the targets of a group', () => {
  const spec = { targetType: 'ip', protocol: 'HTTP', port: 80, vpc: { name: 'tour-vpc' } };
  const group = { apiVersion: 'evenkeel.dev/v1', kind: 'TargetGroup', metadata: { name: 'shared' }, spec };
  const service = (name: string, address: string): string =>
    JSON.stringify({
      ...group,
      kind: 'Service',
      metadata: { name },
      spec: { targetGroups: [{ targetGroup: { ref: 'shared' } }], ips: [{ ip: address }] },
    });

  test.each([
    ['all', [], ['--prune']],
    ['some', [service('near', '10.20.0.10')], []],
  ])('that %s come from a set that is not given stay', async (_, near, flags) => {
    const account = await openAccount(evenkeel);
    const at = laid({
      'x.yaml': [JSON.stringify(group), ...near].join('\n---\n'),
      'y.yaml': service('far', '10.20.0.11'),
    });
    const registered = (): string[] =>
      [...account.simulator.world().elbv2.targetGroups.values()].flatMap(({ targets }) => [...targets.keys()]);
    const both = await account.run('apply', '-f', at('x.yaml'), '-f', at('y.yaml'), '--yes', '--no-wait');
    expect([both.code, both.stderr]).toEqual([0, expect.anything()]);
    const before = registered();
    expect(before).toHaveLength(near.length + 1);
    const { stdout } = await account.run('apply', '-f', at('x.yaml'), '--yes', '--no-wait', ...flags);
    expect(stdout).toContain('it was applied from "y.yaml", which this run was not given');
    expect(registered()).toEqual(before);
  });
});

// util-linux's script gives a process a terminal.
const terminal = spawnSync('script', ['--version']).status === 0;

test.skipIf(!terminal)('who is asked is shown how many deletions there are, and which', async () => {
  const account = await openAccount(executable);
  const at = laid({ 'x.yaml': groups('tg-a', 'tg-b', 'tg-c') });
  await account.run('apply', '-f', at('x.yaml'), '--yes');
  writeFileSync(at('x.yaml'), groups('tg-a', 'tg-d'));
  const line = [process.execPath, executable.path, 'apply', '-f', at('x.yaml'), '--prune', '--no-color'].join(' ');
  const env = { PATH: process.env['PATH'], HOME: executable.home, TERM: 'xterm', ...account.environment };
  const child = spawn('script', ['-qec', line, '/dev/null'], { env });
  onTestFinished(() => void child.kill());
  const all = ended(child);
  const asked = await hasSaid(child.stdout, /Make 3 changes, 2 deletions among them\? \[y\/N\]/);
  expect(asked).toMatch(/To be deleted:\s+target-group\/default\/tg-[bc]\s+target-group\/default\/tg-[bc]\s+Make/);
  child.stdin.write('y\r');
  expect((await all).code).toBe(0);
  expect(standing(account)).toEqual(['tg-a', 'tg-d']);
});

test('a folder without any manifest is refused by whoever looks, but not while what it asked for stands', async () => {
  const account = await openAccount(evenkeel);
  const at = laid({ 'notes.txt': 'nothing' });
  const verbs = [['validate'], ['plan'], ['apply', '--yes'], ['drift']];
  for (const verb of verbs) {
    const { code, stdout, stderr } = await account.run(...verb, '-f', at('.'));
    expect([verb, code, stdout, stderr]).toEqual([
      verb,
      1,
      '',
      `error: no manifest is in ${at('.')}; name the folder that has them with --manifests; files count that end in .yaml, .yml or .json\n`,
    ]);
  }

  writeFileSync(at('x.yaml'), groups('tg-x'));
  expect((await account.run('apply', '-f', at('.'), '--yes')).code).toBe(0);
  rmSync(at('x.yaml'));
  for (const verb of [['plan'], ['plan', '--prune'], ['apply', '--prune', '--yes'], ['drift']]) {
    const { code, stdout, stderr } = await account.run(...verb, '-f', at('.'));
    expect([verb, stdout]).toEqual([verb, expect.stringMatching(/tg-x|1 resource of 1 manifest not in this folder/)]);
    expect(stderr).not.toContain('no manifest is in');
    // Only a run that asks for the deletion reports in its exit code that it is withheld.
    if (!verb.includes('--prune')) expect([verb, code]).toEqual([verb, 0]);
  }
  expect(standing(account)).toEqual(['tg-x']);
});

test('once all of it is torn down, pruning an emptied folder has nothing to do', async () => {
  const account = await openAccount(evenkeel);
  const at = laid({ 'x.yaml': groups('tg-x') });
  await account.run('apply', '-f', at('.'), '--yes');
  await account.run('delete', '-f', at('.'), '--yes');
  rmSync(at('x.yaml'));
  for (const verb of [
    ['plan', '--prune'],
    ['apply', '--prune', '--yes'],
    ['apply', '--prune', '--yes'],
  ]) {
    const { code, stdout, stderr } = await account.run(...verb, '-f', at('.'));
    expect([verb, code, stdout]).toEqual([verb, 0, 'Nothing to do.\n']);
    expect(stderr).toContain(`no manifest is in ${at('.')}, and nothing that was applied from there is left\n`);
  }
  // Nowhere is not empty.
  const { code, stderr } = await account.run('apply', '--prune', '--yes', '-f', at('nowhere'));
  expect([code, stderr]).toEqual([1, expect.stringContaining('there is no such file or folder')]);
});

test('a folder that has only places is refused too, and one whose manifests are of another place is not', async () => {
  const account = await openAccount(evenkeel);
  const at = laid({
    'evenkeel.yaml': `places:
  - { name: here, region: ap-northeast-2, namespaces: [default] }
  - { name: there, region: eu-west-1, namespaces: [other] }
`,
  });
  for (const verb of [['validate'], ['plan'], ['apply', '--yes'], ['drift']]) {
    const place = verb[0] === 'validate' ? [] : ['--place', 'here'];
    const { code, stdout, stderr } = await account.run(...verb, ...place, '-f', at('.'));
    expect([verb, code, stdout, stderr]).toEqual([
      verb,
      1,
      '',
      expect.stringContaining(`no manifest is in ${at('.')};`),
    ]);
  }
  writeFileSync(at('x.yaml'), groups('tg-x').replace('"name":"tg-x"', '"name":"tg-x","namespace":"other"'));
  expect(await account.run('plan', '--place', 'here', '-f', at('.'))).toMatchObject({
    code: 0,
    stdout: 'Nothing to do.\n',
  });
});

test('where no file can be read, nobody says that there is nothing to do', async () => {
  const account = await openAccount(evenkeel);
  const at = laid({ 'x.yaml': 'kind: [' });
  for (const verb of [['plan'], ['plan', '-o', 'markdown'], ['apply', '--yes'], ['apply', '--dry-run']]) {
    const { code, stdout, stderr } = await account.run(...verb, '-f', at('.'));
    expect([verb, code, stdout]).toEqual([verb, 1, expect.stringContaining('Nothing could be planned.')]);
    expect(stderr).toMatch(/^x\.yaml:1:8 /);
    expect(stderr).not.toContain('AWS matches the manifests');
  }
});
