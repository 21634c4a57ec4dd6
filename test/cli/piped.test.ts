import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { verbs } from '../../src/cli/verbs.ts';
import { folderOf } from '../support/folders.ts';
import { openAccount, type Account } from './account.ts';
import { ended, Executable } from './executable.ts';
import { InProcess } from './in-process.ts';
import type { Ran } from './runner.ts';

const executable = new Executable();
const evenkeel = new InProcess();

function group(name: string, port: string | number = 80): object {
  return {
    apiVersion: 'evenkeel.dev/v1',
    kind: 'TargetGroup',
    metadata: { name },
    spec: { targetType: 'instance', protocol: 'HTTP', port, vpc: { name: 'tour-vpc' } },
  };
}

/** As kustomize and kubectl write what they have built. */
const list = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  metadata: { resourceVersion: '' },
  items: [group('tg-a'), { apiVersion: 'v1', kind: 'List', items: [group('tg-b', '${PORT}')] }],
});

async function piped({ environment }: Account, args: readonly string[], variables = {}): Promise<Ran> {
  const child = executable.start([...args, '-f', '-'], { ...environment, PORT: '8080', ...variables });
  child.stdin!.end(list);
  return ended(child);
}

/** What each verb that reads manifests makes of two target groups; the verbs that do not say why. */
const reading: Readonly<Record<string, { readonly args: readonly string[]; readonly said: RegExp } | string>> = {
  validate: { args: [], said: /^2 manifests, all valid$/m },
  plan: { args: [], said: /2 to create/ },
  apply: { args: ['--yes'], said: /tg-b/ },
  drift: { args: [], said: /In sync: 2 resources/ },
  get: { args: ['-o', 'name'], said: /tg-a[\s\S]*tg-b/ },
  describe: { args: ['tg', 'tg-b'], said: /<stdin>:1/ },
  diagnose: { args: [], said: /./ },
  cost: { args: [], said: /./ },
  leftovers: { args: [], said: /./ },
  release: { args: ['--yes'], said: /tg-b/ },
  delete: { args: ['--yes'], said: /nothing|Nothing|tg-b/ },
  fmt: { args: [], said: /tg-a/ },
  run: 'watches a folder',
  init: 'writes manifests',
  import: 'writes manifests',
  explain: 'is about kinds',
  crds: 'is about kinds',
  schema: 'is about kinds',
  simulator: 'is about AWS',
  completion: 'is about verbs',
  version: 'is about itself',
};

test('each verb is known to read manifests or not to', () => {
  expect(Object.keys(reading).sort()).toEqual(verbs.map(({ name }) => name).sort());
});

test('every verb that reads manifests takes them from standard input, as a List with variables', async () => {
  const account = await openAccount(executable);
  for (const [verb, expected] of Object.entries(reading)) {
    if (typeof expected === 'string') continue;
    const { code, stdout, stderr } = await piped(account, [verb, ...expected.args]);
    expect.soft({ verb, code, stderr: code === 0 ? '' : stderr }).toEqual({ verb, code: 0, stderr: '' });
    expect.soft(stdout + stderr).toMatch(expected.said);
  }
});

test('a variable that is not set is reported with its place, and its manifest left out', async () => {
  const account = await openAccount(executable);
  const { code, stdout } = await piped(account, ['validate'], { PORT: undefined });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^<stdin>:1:\d+ {2}TargetGroup\/default\/tg-b \/spec\/port {2}the environment variable PORT is not set/,
  );
  expect(stdout).toContain('1 problem; 1 valid manifest');
});

describe('validate --expand', () => {
  test('prints what is understood, with the place of each manifest', async () => {
    const folder = folderOf({
      'web.yaml': `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: "web-\${STAGE}" }
spec:
  vpc: { default: true }
  ingress: { protocol: tcp, port: "\${PORT}", from: { cidr: 0.0.0.0/0 } }
  tags: { version: 1.10 }
`,
    });
    const { code, stdout, stderr } = await evenkeel.run(['validate', '--expand', '-f', folder], {
      STAGE: 'beta',
      PORT: '443',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^# web\.yaml:1\napiVersion: evenkeel.dev\/v1\n/);
    expect(parse(stdout)).toEqual({
      apiVersion: 'evenkeel.dev/v1',
      kind: 'SecurityGroup',
      metadata: { name: 'web-beta' },
      spec: {
        vpc: { default: true },
        ingress: [{ protocol: 'tcp', port: 443, from: [{ cidr: '0.0.0.0/0' }] }],
        tags: { version: '1.10' },
      },
    });
  });
});

describe('a pattern', () => {
  const folder = folderOf({}, afterAll);
  for (const path of ['a/web.yaml', 'b/web.yaml', 'b/deep/web.yaml', 'b/.hidden/web.yaml', 'c/other.yaml']) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(group(path.replace('.yaml', '').replaceAll(/\W/g, '-'))));
  }

  test.each([
    ['a/*.yaml', 1],
    ['*/web.yaml', 2],
    ['?/w*.yaml', 2],
    ['**/web.yaml', 3],
    ['b/**', 2],
    ['*', 4],
    ['[ab]/web.yaml', 'there is no such file or folder'],
    ['x/*.yaml', 'no file or folder matches this pattern'],
    ['*/nothing.yaml', 'no file or folder matches this pattern'],
  ])('%s', async (pattern, found) => {
    const { code, stdout } = await evenkeel.run(['validate', '-f', join(folder, pattern)]);
    if (typeof found === 'string')
      expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining(found) as string });
    else expect(stdout).toBe(`${found} manifest${found === 1 ? '' : 's'}, all valid\n`);
  });
});
