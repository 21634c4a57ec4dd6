import { expect, test } from 'vitest';
import type { Graph } from '../../../src/daemon/http/graph/graph.ts';
import type { DaemonStatus } from '../../../src/daemon/status.ts';
import type { FaultRule } from '../../../src/simulator/faults.ts';
import { edited } from '../../support/folders.ts';
import { driftOn } from '../life/drift.ts';
import { INTERVAL, startRig, type Rig } from './rig.ts';

const page = { html: '', js: '', css: '', icon: '' };
const warning = { '*#/metadata/annotations': { 'evenkeel.dev/drift': 'warn' } };

interface Served {
  readonly graph: Graph;
  readonly rows: readonly { readonly name: string; readonly ready: string; readonly unseen?: unknown }[];
  readonly findings: readonly unknown[];
}

/** All that the page shows; and what of it is greyed. */
async function served({ daemon }: Rig): Promise<Served> {
  const ask = async (path: string): Promise<Record<string, unknown>> =>
    (await (await fetch(`${daemon.url}/api/v1/${path}`)).json()) as Record<string, unknown>;
  const [graph, { resources }, { findings }] = await Promise.all([ask('graph'), ask('resources'), ask('findings')]);
  return { graph, rows: resources, findings } as unknown as Served;
}

/** The same as if all of it had been seen, whatever its order. */
function ungreyed({ graph: { nodes, edges }, rows, findings }: Served): unknown {
  const plain = (items: readonly object[]): string[] =>
    items.map((item) => JSON.stringify({ ...item, unseen: undefined })).sort();
  return { nodes: plain(nodes), edges: plain(edges), rows: plain(rows), findings: plain(findings as object[]) };
}

async function drifted(): Promise<Rig> {
  const rig = await startRig(edited('content-routing', warning), { server: { listen: '127.0.0.1:0', page } });
  await rig.settle();
  await driftOn(rig, '/before');
  await rig.cycle(INTERVAL);
  expect(rig.events('drift-found')).toHaveLength(1);
  return rig;
}

function away({ places }: DaemonStatus): DaemonStatus['places'][number]['away'] {
  return places[0]?.away;
}

async function verdict({ daemon }: Rig): Promise<unknown> {
  return ((await (await fetch(`${daemon.url}/api/v1/drift`)).json()) as { readonly verdict: string }).verdict;
}

async function metric({ daemon }: Rig, name: string): Promise<number> {
  const text = await (await fetch(`${daemon.url}/metrics`)).text();
  return Number(new RegExp(`^${name}\\{.*\\} (\\S+)$`, 'm').exec(text)?.[1]);
}

test.each([
  'DescribeLoadBalancers',
  'DescribeLoadBalancerAttributes',
  'DescribeListeners',
  'DescribeRules',
  'DescribeTargetGroups',
  'DescribeTargetHealth',
  'DescribeTags',
  'DescribeSecurityGroups',
  'DescribeSecurityGroupRules',
  'DescribeVpcs',
  'DescribeSubnets',
  'DescribeInstances',
])('while %s is refused, what was last seen stays, and nothing is found or gone', async (action) => {
  const rig = await drifted();
  const before = await served(rig);
  const seenAt = rig.status().places[0]!.cycle!.known.at;
  const writes = rig.simulator.journal.writes();
  rig.simulator.faults.set([{ kind: 'access-denied', action }]);
  await rig.cycle(INTERVAL);
  const { snapshot } = await rig.cycle(INTERVAL);
  expect(snapshot.unreadable.length).toBeGreaterThan(0);
  const dark = await served(rig);
  expect(ungreyed(dark)).toEqual(ungreyed(before));
  const greyed = [...dark.graph.nodes, ...dark.rows].flatMap(({ unseen }) => unseen ?? []);
  expect(greyed.length).toBeGreaterThan(0);
  for (const one of greyed) expect(one).toMatchObject({ seenAt, why: expect.stringContaining(`allow `) as string });
  expect(await verdict(rig)).toBe('unknown');
  expect(away(rig.status())).toMatchObject({ since: rig.clock.now() - INTERVAL });
  expect(rig.simulator.journal.writes()).toBe(writes);
  expect(rig.events('failed')).toEqual([expect.stringMatching(/^Some .*s cannot be read since 20.* UTC; .*action/i)]);

  rig.simulator.faults.clear();
  await rig.cycle(INTERVAL);
  expect(away(rig.status())).toBeUndefined();
  expect(ungreyed(await served(rig))).toEqual(ungreyed(before));
  expect(rig.events('recovered')).toEqual(['AWS is readable again after 1m']);
  expect([rig.events('drift-found').length, rig.events('drift-gone').length]).toEqual([1, 0]);
  expect(rig.events('stalled')).toEqual([]);
});

const outages: readonly (readonly [string, FaultRule[]])[] = [
  ['answers 500 to everything', [{ kind: 'error-500' }]],
  ['lets nothing be read', [{ kind: 'access-denied' }]],
];

test.each(outages)('while AWS %s, all that was known is shown as it was last seen', async (_, faults) => {
  const rig = await drifted();
  const before = await served(rig);
  const { cycle, lastSuccess } = rig.status().places[0]!;
  rig.simulator.faults.set(faults);
  rig.clock.advance(INTERVAL);
  const status = await rig.until(({ places: [place] }) => place?.failure !== undefined);
  expect(away(status)).toMatchObject({ since: status.places[0]!.failure!.since, seenAt: cycle!.known.at });
  expect(status.places[0]!.lastSuccess).toBe(lastSuccess);
  const dark = await served(rig);
  expect(ungreyed(dark)).toEqual(ungreyed(before));
  for (const { unseen } of [...dark.graph.nodes, ...dark.rows])
    expect(unseen).toMatchObject({ seenAt: cycle!.known.at });
  expect(await verdict(rig)).toBe('unknown');
  expect(await metric(rig, 'evenkeel_unseen_objects')).toBe(cycle!.snapshot.live.length);

  rig.simulator.faults.clear();
  await rig.cycle(INTERVAL);
  expect(ungreyed(await served(rig))).toEqual(ungreyed(before));
  expect(await metric(rig, 'evenkeel_unseen_objects')).toBe(0);
  expect([rig.events('drift-found').length, rig.events('drift-gone').length]).toEqual([1, 0]);
  expect(rig.events('recovered')).toHaveLength(1);
});
