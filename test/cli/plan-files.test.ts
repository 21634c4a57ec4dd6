import { DeleteRuleCommand, ModifyTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sealOf, type SavedPlan } from '../../src/report/saved/saved-plan.ts';
import { edited, documentsOf, folderOf } from '../support/folders.ts';
import { openAccount, type Account } from './account.ts';
import { ended, Executable, hasSaid } from './executable.ts';
import { InProcess } from './in-process.ts';

const [executable, evenkeel] = [new Executable(), new InProcess()];

/** A file in a folder of its own. */
function fileIn(content?: string): string {
  return join(folderOf(content === undefined ? {} : { 'a.plan': content }), 'a.plan');
}

function savedIn(path: string): SavedPlan {
  return JSON.parse(readFileSync(path, 'utf8')) as SavedPlan;
}

/** With something else in it, and a digest that fits. */
function forged(path: string, change: (saved: SavedPlan) => object): void {
  const saved = { ...savedIn(path), ...change(savedIn(path)) } as SavedPlan;
  writeFileSync(path, JSON.stringify({ ...saved, digest: sealOf(saved) }));
}

/** Somebody changes by hand what a target group is checked by. */
async function changeHealthCheck({ simulator, sdk }: Account, HealthCheckPath: string): Promise<void> {
  const [group] = simulator.world().elbv2.targetGroups.values();
  await sdk.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn: group!.arn, HealthCheckPath }));
}

describe('a plan that was written to a file', () => {
  test('is carried out as it is, without a question', async () => {
    const account = await openAccount(evenkeel);
    const path = fileIn();
    const planned = await account.run('plan', '--out', path);
    expect(planned.stderr).toBe(`the plan is in ${path}; to carry out exactly this, run: evenkeel apply ${path}\n`);
    expect(planned.stdout).toBe((await account.run('plan')).stdout);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(path))).toEqual(['a.plan']);

    const applied = await account.run('apply', path);
    expect(applied.code).toBe(0);
    expect(applied.stdout).toBe(planned.stdout);
    expect(applied.stderr).toMatch(/16 done\nAWS matches the manifests, and everything is ready\.\n$/);
    expect((await account.run('plan', '--detailed-exitcode')).code).toBe(0);
  });

  test('is what plan -o json prints, steps included, and more', async () => {
    const account = await openAccount(evenkeel);
    const path = fileIn();
    const { stdout } = await account.run('plan', '--out', path, '-o', 'json');
    const { cost: _, ...printed } = JSON.parse(stdout) as Record<string, unknown>;
    expect(savedIn(path).plan).toEqual(printed);
    expect(savedIn(path)).toMatchObject({ format: 'evenkeel-plan', version: 1 });
  });

  test('has the fingerprint of every plan that does the same, wherever in the folder the manifests stand', async () => {
    const account = await openAccount(evenkeel);
    const tour = documentsOf('content-routing');
    const folder = folderOf({ 'all.yaml': tour });
    const fingerprint = async (): Promise<string> => {
      const path = fileIn();
      await account.run('plan', '--out', path, '-f', folder);
      return savedIn(path).fingerprint;
    };
    const first = await fingerprint();
    expect(await fingerprint()).toBe(first);
    rmSync(join(folder, 'all.yaml'));
    const texts = tour.map((one) => `# Moved.\n${JSON.stringify(one)}`);
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${index}.yaml`), text);
    expect(await fingerprint()).toBe(first);
    await account.run('apply', '--yes', '-f', folder);
    const second = await fingerprint();
    expect(second).not.toBe(first);
    await changeHealthCheck(account, '/elsewhere');
    expect(await fingerprint()).not.toBe(second);
    for (const [index, text] of texts.entries())
      writeFileSync(join(folder, `${index}.yaml`), text.replaceAll('/health', '/live'));
    expect(new Set([first, second, await fingerprint()]).size).toBe(3);
  });

  test('may be rehearsed, which writes nothing', async () => {
    const account = await openAccount(evenkeel);
    const path = fileIn();
    await account.run('plan', '--out', path);
    const { code, stdout, stderr } = await account.run('apply', path, '--dry-run');
    expect({ code, stdout }).toEqual({ code: 0, stdout: (await account.run('plan')).stdout });
    expect(stderr).toContain('nothing has changed since it was made');
    expect(stderr).toMatch(/nothing was done: --dry-run\n$/);
    expect(account.simulator.journal.writes()).toBe(0);
  });

  test('of nothing to do is carried out by doing nothing', async () => {
    const account = await openAccount(evenkeel);
    await account.run('apply', '--yes');
    const writes = account.simulator.journal.writes();
    const path = fileIn();
    expect((await account.run('plan', '--out', path)).code).toBe(0);
    expect((await account.run('apply', path)).code).toBe(0);
    expect(account.simulator.journal.writes()).toBe(writes);
  });

  test('knows what it is about: one manifest, and the folder', async () => {
    const account = await openAccount(evenkeel);
    const folder = folderOf({ 'all.yaml': documentsOf('content-routing') });
    const path = fileIn();
    await account.run('plan', 'sg', '-f', folder, '--out', path);
    expect((await account.run('apply', path)).code).toBe(0);
    expect(account.simulator.world().elbv2.loadBalancers.size).toBe(0);
    expect((await account.run('plan', 'sg', '-f', folder, '--detailed-exitcode')).code).toBe(0);
  });

  test('deletes no more than the limits, unless it was made to', async () => {
    const account = await openAccount(evenkeel);
    const folder = edited('content-routing', {});
    await account.run('apply', '--yes', '-f', folder);
    writeFileSync(join(folder, 'all.yaml'), readFileSync(join(folder, 'all.yaml'), 'utf8').split('\n---\n')[1]!);
    const writes = account.simulator.journal.writes();
    const path = fileIn();
    const args = ['plan', '-f', folder, '--prune', '--max-prune', '1', '--out', path];
    const { stdout } = await account.run(...args);
    const hash = /--allow-prune ([0-9a-f]{12})/.exec(stdout)?.[1];
    expect(hash).toBeDefined();
    expect((await account.run('apply', path)).code).toBe(1);
    expect(account.simulator.journal.writes()).toBe(writes);
    await account.run(...args, '--allow-prune', hash!);
    const applied = await account.run('apply', path);
    expect(applied.stderr).toContain('deleted ');
  });

  test('is not written where the folder has problems, nor over anything but a plan', async () => {
    const account = await openAccount(evenkeel);
    const folder = folderOf({ 'a.yaml': 'kind: LoadBalancer\n', 'notes.txt': 'mine' });
    const path = fileIn();
    expect((await account.run('plan', '-f', folder, '--out', path)).code).toBe(1);
    expect(existsSync(path)).toBe(false);
    const notes = join(folder, 'notes.txt');
    const { code, stderr } = await account.run('plan', '--out', notes);
    expect(code).toBe(1);
    expect(stderr).toContain('notes.txt was not written: it exists, and is no plan; name another file with --out');
    expect(readFileSync(notes, 'utf8')).toBe('mine');
  });

  test('has no secret in it', async () => {
    const account = await openAccount(evenkeel);
    const all = edited('content-routing', {
      'content-routing#/spec/listeners/0/protocol': 'HTTPS',
      'content-routing#/spec/listeners/0/certificates': [
        { arn: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/1' },
      ],
      'content-routing#/spec/listeners/0/defaultActions': [
        {
          authenticateOidc: {
            issuer: 'https://id.example.com',
            authorizationEndpoint: 'https://id.example.com/auth',
            tokenEndpoint: 'https://id.example.com/token',
            userInfoEndpoint: 'https://id.example.com/user',
            clientId: 'web',
            clientSecretFrom: { env: 'OIDC_SECRET' },
          },
        },
        { fixedResponse: { statusCode: '404' } },
      ],
    });
    const path = fileIn();
    const environment = { ...account.environment, OIDC_SECRET: 'hunter2-of-the-client' };
    const { stderr } = await evenkeel.run(['plan', '-f', all, '--out', path], environment);
    expect(stderr).toContain(`the plan is in ${path}`);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('(secret ');
    expect(text).not.toContain('hunter2');
  });
});

describe('a plan that no longer holds', () => {
  async function stale(
    change: (account: Account, folder: string, path: string) => Promise<unknown> | void,
  ): Promise<string> {
    const account = await openAccount(evenkeel);
    const folder = folderOf({ 'all.yaml': documentsOf('content-routing') });
    await account.run('apply', '--yes', '-f', folder);
    const path = fileIn();
    writeFileSync(join(folder, 'all.yaml'), textOf({ 'content-routing#/spec/tags/team': 'web' }));
    await account.run('plan', '-f', folder, '--out', path);
    await change(account, folder, path);
    const writes = account.simulator.journal.writes();
    const { code, stdout, stderr } = await account.run('apply', path);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(account.simulator.journal.writes()).toBe(writes);
    expect(stderr).toContain(`nothing was done: the plan in ${path} can't be carried out: `);
    expect(stderr).toContain('plan again: evenkeel plan ');
    return stderr;
  }

  function textOf(edits: Record<string, unknown>): string {
    return readFileSync(join(edited('content-routing', edits), 'all.yaml'), 'utf8');
  }

  test('since a manifest asks for something else', async () => {
    const said = await stale((_, folder) =>
      writeFileSync(join(folder, 'all.yaml'), textOf({ 'content-routing#/spec/tags/team': 'shop' })),
    );
    expect(said).toMatch(
      /manifests have changed since it was made:\n {2}all\.yaml:\d+: LoadBalancer\/default\/content-routing asks for something else\n/,
    );
  });

  test('since a manifest is new, or gone', async () => {
    const said = await stale((_, folder) => {
      writeFileSync(join(folder, 'all.yaml'), textOf({ 'content-routing#/metadata/name': 'other' }));
    });
    expect(said).toContain('LoadBalancer/default/content-routing is gone, or no longer valid');
    expect(said).toContain('LoadBalancer/default/other is new');
  });

  test('since somebody changed something by hand', async () => {
    const said = await stale((account) => changeHealthCheck(account, '/by-hand'));
    expect(said).toContain('AWS has changed since it was made:\n');
    expect(said).toMatch(/target-group\/default\/[\w-]+: update is new: \/spec\/healthCheck\/path\n/);
  });

  test('since somebody did by hand what it was to do, or deleted something', async () => {
    const said = await stale(async ({ simulator, sdk }) => {
      const { arn: RuleArn } = [...simulator.world().elbv2.rules.values()].find(({ priority }) => priority === 10)!;
      await sdk.elbv2.send(new DeleteRuleCommand({ RuleArn }));
    });
    expect(said).toMatch(/listener-rule\/default\/content-routing\/80\/\w+: create is new: /);
  });

  test('since it was carried out already', async () => {
    const said = await stale((account, _, path) => account.run('apply', path));
    expect(said).toContain(
      'load-balancer/default/content-routing: update was planned, and there is nothing to do about it now',
    );
  });

  test.each<[string, (saved: SavedPlan) => object, string]>([
    [
      'another account',
      ({ plan }) => ({ plan: { ...plan, account: '210987654321' } }),
      'it is for account 210987654321 in',
    ],
    ['another region', ({ plan }) => ({ plan: { ...plan, region: 'eu-west-1' } }), 'in eu-west-1, and this is account'],
    [
      'another owner',
      ({ asked }) => ({ asked: { ...asked, owner: 'team-b' } }),
      'the owner "team-b" made it, and this is "default"',
    ],
    ['another version', () => ({ evenkeel: '99.0.0' }), 'evenkeel 99.0.0 made it, and this is evenkeel '],
    ['another format', () => ({ version: 2 }), 'it is of version 2, and this evenkeel reads 1'],
    ['a change taken out', ({ plan }) => ({ plan: { ...plan, changes: [] } }), 'AWS has changed since it was made'],
  ])('since it is of %s', async (_, change, words) => {
    expect(await stale((__, ___, path) => forged(path, change))).toContain(words);
  });
});

describe('what AWS does that no plan foresees', () => {
  test('a call that is refused stops what depends on it, and the file is stale from then on', async () => {
    const account = await openAccount(evenkeel);
    const path = fileIn();
    await account.run('plan', '--out', path);
    account.simulator.faults.set([{ kind: 'access-denied', action: 'CreateListener' }]);
    const { code, stderr } = await account.run('apply', path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^failed .*listener\/default\/content-routing\/80: /m);
    expect(stderr).toMatch(/^\d+ done, 1 failed, \d+ skipped$/m);
    expect(stderr).not.toContain('AWS matches the manifests');
    account.simulator.faults.clear();
    const writes = account.simulator.journal.writes();
    const again = await account.run('apply', path);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('AWS has changed since it was made:\n');
    expect(account.simulator.journal.writes()).toBe(writes);
    expect((await account.run('apply', '--yes')).code).toBe(0);
  });

  test('what comes up while it is carried out is named, and left', async () => {
    const account = await openAccount(executable, { settings: { provisioningMs: 3_000 } });
    await account.run('apply', 'tg', '--yes');
    const path = fileIn();
    await account.run('plan', '--out', path);
    const child = executable.start(['apply', path], account.environment);
    const all = ended(child);
    await hasSaid(child.stderr!, /waiting for load-balancer\/default\/content-routing: provisioning/);
    await changeHealthCheck(account, '/by-hand');
    const modified = account.simulator.journal.count('ModifyTargetGroup');
    const { code, stderr } = await all;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^stopped: the plan was carried out, and there is more to do than it says: target-group\/default\/\w+; plan again$/m,
    );
    expect(account.simulator.journal.count('ModifyTargetGroup')).toBe(modified);
    expect((await account.run('drift')).code).toBe(2);
  });
});

describe('the executable', () => {
  test('carries out a plan once, and refuses it stale or tampered with', async () => {
    const account = await openAccount(executable);
    const path = fileIn();
    expect((await account.run('plan', '--out', path)).code).toBe(0);
    const tampered = fileIn(readFileSync(path, 'utf8').replace('"action": "create"', '"action": "delete"'));
    const refused = await account.run('apply', tampered);
    expect([refused.code, refused.stdout, account.simulator.journal.writes()]).toEqual([1, '', 0]);
    expect(refused.stderr).toContain('it was changed after it was made: its digest is another');
    const done = await account.run('apply', path);
    expect(done.code).toBe(0);
    expect(done.stderr).toContain(`${path}: nothing has changed since it was made, at `);
    const writes = account.simulator.journal.writes();
    const stale = await account.run('apply', path);
    expect([stale.code, stale.stdout, account.simulator.journal.writes()]).toEqual([1, '', writes]);
    expect(stale.stderr).toContain('AWS has changed since it was made:\n');
    expect(stale.stderr).toContain('plan again: evenkeel plan ');
  });
});

describe('what is no plan', () => {
  test.each([
    ['nothing', '', 'it is empty'],
    ['the beginning of one', '{"format": "evenkeel-plan", "ver', 'it is not JSON, or it is cut off'],
    ['words', 'nonsense}', 'it is not JSON'],
    ['a list', '[1]', 'it is JSON, but no plan'],
    ['a text', '"text"', 'it is not JSON, or it is cut off'],
    [
      'the output',
      '{"version":1,"summary":{},"changes":[]}',
      'it is what plan -o json prints, which is for other programs to read',
    ],
    ['a deep list', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'it is '],
  ])('%s', async (_, content, words) => {
    const account = await openAccount(evenkeel);
    const path = fileIn(content);
    const { code, stderr } = await account.run('apply', path);
    expect(code).toBe(1);
    expect(stderr).toContain(`the plan in ${path} can't be carried out: ${words}`);
    expect(stderr).toContain(`plan again: evenkeel plan --out ${path}`);
    expect(account.simulator.journal.writes()).toBe(0);
  });

  test('a file that is not there, or a folder', async () => {
    const account = await openAccount(evenkeel);
    expect((await account.run('apply', './none.plan')).stderr).toContain('there is no such file');
    expect((await account.run('apply', folderOf({}))).stderr).toMatch(
      / is no plan; to apply manifests, pass them with -f: evenkeel apply -f \//,
    );
    expect((await account.run('apply', 'loadbalancr')).stderr).toContain('there is no kind "loadbalancr"');
  });

  test('one that was tampered with', async () => {
    const account = await openAccount(evenkeel);
    const path = fileIn();
    await account.run('plan', '--out', path);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"action": "create"', '"action": "delete"'));
    const { code, stderr } = await account.run('apply', path);
    expect(code).toBe(1);
    expect(stderr).toContain('it was changed after it was made: its digest is another');
  });

  test('one that is asked for something else than it is about', async () => {
    const account = await openAccount(evenkeel);
    const path = fileIn();
    await account.run('plan', '--out', path);
    expect((await account.run('apply', path, 'web')).stderr).toContain(
      'it says itself what it is about, and "web" is given',
    );
    expect((await account.run('apply', path, '-n', 'staging')).stderr).toContain(
      'it is for all namespaces, and not for the namespace "staging"',
    );
    expect((await account.run('apply', path, '--prune')).stderr).toContain('it was made without --prune');
    expect((await account.run('apply', path, '--place', 'eu')).stderr).toContain('and not for the place "eu"');
    expect(account.simulator.journal.writes()).toBe(0);
  });
});
