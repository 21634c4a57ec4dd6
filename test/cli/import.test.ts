import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { AddTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Hand } from '../scenarios/hand.ts';
import { folderOf } from '../support/folders.ts';
import { openAccount, type Account } from './account.ts';
import { InProcess } from './in-process.ts';

const runner = new InProcess();
let account: Account;

beforeEach(async () => {
  account = await openAccount(runner);
  await account.run('apply', '--yes');
  expect(await account.run('release', '--yes')).toMatchObject({ code: 0 });
  account.simulator.journal.clear();
});

const counts = (): { reads: number; writes: number } => {
  const { journal } = account.simulator;
  return { reads: journal.count() - journal.writes(), writes: journal.writes() };
};

test('a load balancer by its name comes with all that belongs to it, and its first plan only adopts', async () => {
  const folder = folderOf({});
  const ran = await account.run('import', 'content-routing', '--out', folder, '--adopt');
  expect(ran).toMatchObject({ code: 0, stdout: '' });
  expect(counts().writes).toBe(0);
  expect(readdirSync(folder)).toEqual(['.evenkeel-schema.json', 'content-routing.yaml']);
  const planned = await account.run('plan', '-f', folder);
  expect(planned.stdout).toContain('Plan: 11 to adopt; 5 resources unchanged.');
  expect(await account.run('apply', '-f', folder, '--yes')).toMatchObject({ code: 0 });
  expect(await account.run('plan', '-f', folder, '--detailed-exitcode')).toMatchObject({ code: 0 });
});

/** What was written but for the line above each manifest by which editors find the schema. */
function withoutSchema(folder: string): string {
  const text = readFileSync(join(folder, 'content-routing.yaml'), 'utf8');
  const manifests = text.split(/^---\n/m);
  const line = '# yaml-language-server: $schema=.evenkeel-schema.json\n';
  expect(manifests.filter((manifest) => !manifest.startsWith(line))).toEqual([]);
  return manifests.map((manifest) => manifest.slice(line.length)).join('---\n');
}

test('what is printed is the same text, and says no less than the folder it was made from', async () => {
  const folder = folderOf({});
  await account.run('import', '--all', '--out', folder);
  const { stdout } = await account.run('import', '--all', '--out', '-');
  expect(withoutSchema(folder)).toBe(stdout);
  expect(stdout).toMatchSnapshot();
});

test('a file for each kind', async () => {
  const folder = folderOf({});
  await account.run('import', '--all', '--out', folder, '--split', 'kind');
  expect(readdirSync(folder)).toEqual([
    '.evenkeel-schema.json',
    'loadbalancers.yaml',
    'securitygroups.yaml',
    'services.yaml',
    'targetgroups.yaml',
  ]);
});

test('what is there already is not overwritten without being asked', async () => {
  const folder = folderOf({ 'content-routing.yaml': '# mine' });
  const ran = await account.run('import', 'content-routing', '--out', folder);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('content-routing.yaml exists already; pass --force to overwrite');
  expect(readFileSync(join(folder, 'content-routing.yaml'), 'utf8')).toBe('# mine');
  expect(await account.run('import', 'content-routing', '--out', folder, '--force')).toMatchObject({ code: 0 });
});

test('what somebody else manages is left alone, and said', async () => {
  const hand = new Hand(account.sdk);
  const tagged = async (arn: string, Key: string, Value: string): Promise<unknown> =>
    account.sdk.elbv2.send(new AddTagsCommand({ ResourceArns: [arn], Tags: [{ Key, Value }] }));
  await tagged(await hand.targetGroup('api'), 'elbv2.k8s.aws/cluster', 'prod');
  const ran = await account.run('import', 'content-routing', '--out', '-');
  expect(ran.stderr).toContain(
    'left alone: target-group api: it belongs to the load balancer controller of the Kubernetes cluster prod',
  );
  expect(ran.stdout).toContain('targetGroup: { name: api }');
  await tagged(await hand.loadBalancer('content-routing'), 'elasticbeanstalk:environment-name', 'tour');
  const alone = await account.run('import', 'content-routing', '--out', '-');
  expect(alone).toMatchObject({ code: 1, stdout: '' });
  expect(alone.stderr).toContain(
    'left alone: load-balancer content-routing: it belongs to the Elastic Beanstalk environment tour',
  );
});

test.each([
  [['--tag', 'Project=content routing'], 0],
  [['--tag', 'Project=other'], 1],
  [['--vpc', 'tour-vpc'], 0],
  [['--vpc', 'no-such'], 1],
  [['nowhere'], 1],
])('%j selects', async (args, code) => {
  expect(await account.run('import', ...args, '--out', '-')).toMatchObject({ code });
});

test.each([
  [['--all'], 'where to write is not said'],
  [['--out', '-'], 'what to import is not said'],
])('%j is refused', async (args, said) => {
  const ran = await account.run('import', ...args);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain(said);
});

test('an ARN is as good as a name', async () => {
  const arn = await new Hand(account.sdk).loadBalancer('content-routing');
  const [byArn, byName] = [
    await account.run('import', arn, '--out', '-'),
    await account.run('import', 'content-routing', '--out', '-'),
  ];
  expect(byArn.stdout).toBe(byName.stdout);
});

test('a folder that was lost comes back from what AWS remembers', async () => {
  const folder = folderOf({});
  await account.run('import', '--all', '--out', folder, '--adopt');
  await account.run('apply', '-f', folder, '--yes');
  const again = await account.run('import', '--all', '--out', '-', '--adopt');
  expect(withoutSchema(folder)).toBe(again.stdout);
});

test('what stands beside a folder is listed, until the folder has it or somebody manages it', async () => {
  const alone = folderOf({});
  const [groups, folder] = [folderOf({}), folderOf({})];
  const all = await account.run('import', '--diff', alone);
  expect(all.code).toBe(2);
  expect(all.stdout.split('\n').map((line) => line.split(' (')[0])).toEqual([
    'security-group content-routing-sg',
    'target-group api',
    'target-group pages',
    'load-balancer content-routing',
    '',
  ]);
  await account.run('import', 'api', '--out', groups);
  expect((await account.run('import', '--diff', groups)).stdout).not.toContain('target-group api');
  await account.run('import', '--all', '--out', folder, '--adopt');
  expect(await account.run('import', '--diff', folder)).toMatchObject({ code: 0, stdout: '' });
  await account.run('apply', '-f', folder, '--yes');
  expect(await account.run('import', '--diff', alone)).toMatchObject({ code: 0, stdout: '' });
});

test("what is released stands as it did, and is nobody's", async () => {
  await account.run('apply', '--yes', '-f', await adoptable());
  account.simulator.journal.clear();
  expect(await account.run('release', '--yes', '-f', await adoptable())).toMatchObject({ code: 0 });
  const writes = account.simulator.journal.entries().filter(({ write }) => write);
  expect(new Set(writes.map(({ action }) => action))).toEqual(new Set(['RemoveTags', 'DeleteTags']));
  expect((await account.run('plan')).stdout).toContain('evenkeel does not manage it');
});

async function adoptable(): Promise<string> {
  const folder = folderOf({});
  await account.run('import', '--all', '--out', folder, '--adopt');
  return folder;
}

test('a name that nothing has is said with the nearest that something has', async () => {
  const ran = await account.run('import', 'content-rout', '--out', '-');
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toMatch(
    /nothing that could be imported is called "content-rout"; did you mean content-routing\?\n$/,
  );
});
