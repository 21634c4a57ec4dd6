import {
  DescribeLoadBalancersCommand,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Simulator } from '../../../src/simulator/server.ts';
import { folderOf } from '../../support/folders.ts';
import { idsIn, openStage, type Life, type Seen } from './stage.ts';

interface Planned {
  readonly changes: readonly { readonly id: string; readonly reason?: string; readonly message?: string }[];
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

function groups(...of: string[]): string {
  return of
    .map((name) =>
      JSON.stringify({
        apiVersion: 'evenkeel.dev/v1',
        kind: 'TargetGroup',
        metadata: { name: `spare-${name}` },
        spec: { targetType: 'instance', protocol: 'HTTP', port: 80, vpc: { name: 'tour-vpc' } },
      }),
    )
    .join('\n---\n');
}

function idsOf(...of: string[]): string[] {
  return of.map((name) => `target-group/default/spare-${name}`);
}

function standing(simulator: Simulator): string[] {
  return [...simulator.world().elbv2.targetGroups.values()].flatMap(({ name }) =>
    name.startsWith('spare-') ? [name.slice(6)] : [],
  );
}

/** Waits until a list is withheld: the plan, the report and the log say the same of it. */
async function withheld(life: Life, count: number): Promise<{ ids: string[]; hash: string }> {
  const { findings } = await life.until((seen) => heldIn(seen).length === count);
  const ids = heldIn({ findings });
  const { changes } = await life.api<Planned>('plan');
  const planned = changes.filter(({ reason }) => reason === 'prune-withheld');
  expect(planned.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  const message = planned[0]?.message ?? '';
  for (const id of ids) expect(message).toContain(id);
  expect(await (await fetch(`${life.url}/api/v1/drift?format=html`)).text()).toContain(message);
  const logged = life.logged('withheld').slice(-1);
  expect(new Set(idsIn(logged))).toEqual(new Set(ids));
  expect(logged[0]!.what).toContain(message);
  return { ids, hash: /--allow-prune ([0-9a-f]{12})$/.exec(message)?.[1] ?? '' };
}

function heldIn({ findings }: Pick<Seen, 'findings'>): string[] {
  return findings.flatMap(({ doing, id }) => (doing === 'withhold' ? [id] : []));
}

test('more than is usual is withheld, until a person has allowed exactly that list', async () => {
  const { folder, simulator, start } = await openStage();
  const spare = join(folder, 'spare.yaml');
  const limits = ['--max-prune', '5', '--max-prune-share', '1'];
  writeFileSync(spare, groups(...names));
  const life = await start(limits);
  await life.settled();

  writeFileSync(spare, groups('a', 'b'));
  const { ids, hash } = await withheld(life, 7);
  expect(ids.toSorted()).toEqual(idsOf('c', 'd', 'e', 'f', 'g', 'h', 'i'));
  life.signal('SIGHUP');
  await life.until(({ status: { places } }) => places[0]?.cycle?.trigger === 'signal');
  await life.another();
  expect(life.logged('withheld')).toHaveLength(1);
  expect(simulator.journal.count('DeleteTargetGroup')).toBe(0);
  await life.end();

  // Another list than the one that was looked at.
  writeFileSync(spare, groups('a'));
  const other = await start([...limits, '--allow-prune', hash]);
  expect((await withheld(other, 8)).hash).not.toBe(hash);
  await other.another();
  expect(standing(simulator)).toEqual(names);

  writeFileSync(spare, groups('a', 'b'));
  await other.until(() => standing(simulator).length < names.length);
  await other.settled();
  expect(standing(simulator)).toEqual(['a', 'b']);
  expect(await other.end()).toBe(0);
});

test('a large part of what stands is withheld too, however few they are', async () => {
  const { folder, simulator, start } = await openStage({ files: { 'spare.yaml': groups(...names) } });
  const life = await start();
  await life.settled();
  writeFileSync(join(folder, 'spare.yaml'), groups('a', 'b', 'c', 'd', 'e', 'f', 'g'));
  await withheld(life, 2);
  await life.another();
  writeFileSync(join(folder, 'spare.yaml'), groups('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'));
  await life.until(() => standing(simulator).length < names.length);
  await life.settled();
  expect(standing(simulator)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
});

interface StatusSeen {
  readonly places: readonly {
    readonly cycle: { readonly withheld: number; readonly manifests: number; readonly ready: number };
    readonly withheld: readonly { readonly count: number; readonly why: string; readonly hash?: string }[];
  }[];
}

test('page, API, metrics, log, get and drift say the same of what is withheld, and say it again once that is another', async () => {
  const { folder, run, start } = await openStage();
  const spare = join(folder, 'spare.yaml');
  const broken = join(folder, 'broken.yaml');
  const limits = ['--max-prune', '5', '--max-prune-share', '1'];
  writeFileSync(spare, groups(...names));
  const life = await start(limits);
  await life.settled();
  const agree = async (what: RegExp): Promise<string> => {
    await life.said(({ msg, what: text = '' }) => msg === 'withheld' && what.test(text));
    const { places } = await life.api<StatusSeen>('status');
    const { cycle, withheld: held } = places[0]!;
    const [{ count, why, hash } = { count: 0, why: '', hash: '' }, ...others] = held;
    expect([cycle.withheld, count, others]).toEqual([7, 7, []]);
    expect(await (await fetch(`${life.url}/metrics`)).text()).toMatch(/^evenkeel_withheld_deletions\{.*\} 7$/m);
    const sentence = `7 deletions are withheld: ${why}: ${idsOf('c', 'd', 'e', 'f', 'g', 'h', 'i').join(', ')}${
      hash === undefined ? '' : `; to allow exactly this list, pass --allow-prune ${hash}`
    }`;
    const { stderr, stdout: listed } = await run('get', '-f', folder, ...limits);
    expect(stderr).toContain(sentence);
    if (hash !== undefined) expect(listed).not.toMatch(/ False /);
    const { stdout } = await run('drift', '-f', folder, ...limits);
    expect(stdout).toContain(sentence);
    expect((await run('get', '-f', folder, 'lb', 'content-routing', ...limits)).stderr).not.toContain('withheld');
    const { findings } = await life.api<Pick<Seen, 'findings'>>('findings');
    expect(findings.map(({ doing, drift }) => [doing, drift])).toEqual(
      held.flatMap(({ count: many }) => Array.from({ length: many }, () => ['withhold', false])),
    );
    return why;
  };

  writeFileSync(spare, groups('a', 'b'));
  const many = /7 of \d+ would be deleted at once, more than the 5 allowed/;
  expect(await agree(/--allow-prune [0-9a-f]{12}/)).toMatch(many);
  writeFileSync(broken, '{ "apiVersion": "evenkeel.dev/v1", "kind": "TargetGroup", "metadata": { "name": "broken" } }');
  expect(await agree(/while the folder has problems/)).toContain('broken.yaml:1');
  const logged = life.logged('withheld').length;
  rmSync(broken);
  await life.said((line) => life.logged('withheld').indexOf(line) >= logged);
  expect(await agree(/--allow-prune/)).toMatch(many);
  await life.another();
  expect(life.logged('withheld')).toHaveLength(logged + 1);
});

const key = 'deletion_protection.enabled';

test('protection against deletion is lifted for a manifest that says so, and for nothing else', async () => {
  const { folder, sdk, simulator, start } = await openStage();
  const file = join(folder, 'load-balancer.yaml');
  const text = readFileSync(file, 'utf8');
  const life = await start(['--max-prune', '100', '--max-prune-share', '1']);
  await life.settled();
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand());
  const { LoadBalancerArn } = balancer!;
  const Attributes = [{ Key: key, Value: 'true' }];
  await sdk.elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
  const isProtected = (): boolean =>
    simulator.world().elbv2.loadBalancers.get(LoadBalancerArn!)?.attributes.get(key) === 'true';

  // Nobody asks for it any more, and somebody has protected it.
  rmSync(file);
  await life.said(
    ({ msg, id, what }) => msg === 'failed' && id === 'load-balancer/default/content-routing' && what!.includes(key),
  );
  await life.another();
  expect(isProtected()).toBe(true);
  // What goes with it stays with it.
  const { listeners, rules } = simulator.world().elbv2;
  expect([listeners.size, rules.size]).toEqual([1, 7]);

  writeFileSync(file, text.replace('  attributes:\n', `  attributes:\n    ${key}: false\n`));
  await life.until(() => !isProtected());
  await life.settled();
  rmSync(file);
  await life.until(() => simulator.world().elbv2.loadBalancers.size === 0);
  expect(await life.end()).toBe(0);
});

test('what was applied from elsewhere is withheld, however little; what bears no label is the daemon’s own', async () => {
  const stage = await openStage({ files: { 'spare.yaml': groups('a') } });
  const { simulator, start } = stage;
  const other = folderOf({ 'spare.yaml': groups('b', 'c') });
  expect((await stage.run('apply', '-f', other, '--yes')).code).toBe(0);
  for (const group of simulator.world().elbv2.targetGroups.values()) {
    if (group.name === 'spare-c') group.tags.delete('evenkeel.dev/source');
  }
  const life = await start(['--max-prune-share', '1']);
  await life.until(() => standing(simulator).join() === 'b,a');
  const { changes } = await life.api<Planned>('plan');
  const message = changes.find(({ reason }) => reason === 'prune-withheld')?.message ?? '';
  expect(message).toContain(`it was applied from "${basename(other)}", which this run was not given`);
  await life.another();
  expect(standing(simulator)).toEqual(['b', 'a']);
  await life.end();

  const [, hash = ''] = /--allow-prune ([0-9a-f]{12})$/.exec(message) ?? [];
  const allowed = await start(['--max-prune-share', '1', '--allow-prune', hash]);
  await allowed.until(() => standing(simulator).join() === 'a');
  expect(await allowed.end()).toBe(0);
});
