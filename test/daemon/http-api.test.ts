import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/core/plan.ts';
import { graphOf, type Graph } from '../../src/daemon/http/graph/graph.ts';
import { driftJson } from '../../src/report/drift/json.ts';
import { planJson } from '../../src/report/plan/json.ts';
import { NOW, planOf, stepsFor } from '../report/stage.ts';
import { scenes } from '../report/scenes.ts';
import { cycleOf, driftedScene, placeOf, staged, statusOf } from './http-stage.ts';

async function json<T = Record<string, unknown>>(url: string): Promise<T> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return (await response.json()) as T;
}

test('the status counts what stands and what does not', async () => {
  const { url } = await staged();
  expect(await json(`${url}/api/v1/status`)).toMatchObject({
    version: 1,
    role: 'leading',
    folder: { path: 'manifests', manifests: 3, problemCount: 0 },
    places: [
      {
        name: 'default',
        cycle: {
          number: 1,
          manifests: 4,
          drifted: 1,
          findings: expect.any(Number),
          calls: { reads: 18, writes: 0, throttled: 1 },
        },
      },
    ],
  });
});

test('one resource is shown whole: document, conditions, identifiers, fields and events', async () => {
  const { url, store } = await staged();
  const event = {
    at: NOW,
    place: 'default',
    kind: 'drift-found',
    manifest: 'LoadBalancer/default/web-alb',
    message: 'drift',
  } as const;
  store.update((status) => status, [event, { ...event, manifest: 'TargetGroup/default/web-tg' }]);
  const { resources } = await json<{ resources: object[] }>(`${url}/api/v1/resources`);
  expect(resources).toHaveLength(4);
  expect(resources[0]).toMatchObject({ kind: 'LoadBalancer', namespace: 'default', name: 'web-alb', drifted: 'True' });

  const one = await json(`${url}/api/v1/resources/LoadBalancer/default/web-alb`);
  expect(one).toMatchObject({
    document: { kind: 'LoadBalancer' },
    conditions: expect.arrayContaining([expect.objectContaining({ type: 'Drifted', status: 'True' })]),
    aws: expect.arrayContaining([
      expect.objectContaining({ type: 'load-balancer', physical: expect.stringMatching(/^arn:/) }),
    ]),
    events: [{ sequence: 1, message: 'drift' }],
    since: NOW - 60_000,
  });
  expect(JSON.stringify(one)).toContain('idle_timeout.timeout_seconds');
  expect((await fetch(`${url}/api/v1/resources/LoadBalancer/other/web-alb`)).status).toBe(404);
});

test('one resource says when the part of it was read that was not read for longest, and the list does not', async () => {
  const cycle = cycleOf(driftedScene);
  const detail = 'resources/LoadBalancer/default/web-alb';
  const readAt = async (url: string): Promise<unknown> => (await json(`${url}/api/v1/${detail}`))['readAt'];
  // Where every cycle reads everything, that is when it looked.
  expect(await readAt((await staged()).url)).toBe(NOW);

  const balancer = cycle.snapshot.live.find(({ type }) => type === 'load-balancer')!.physical;
  const remembered = { ...cycle, readAt: new Map([[balancer, NOW - 40_000]]) };
  const { url } = await staged(statusOf(remembered));
  expect(await readAt(url)).toBe(NOW - 40_000);
  expect(await json(`${url}/api/v1/resources/TargetGroup/default/web-tg`)).toMatchObject({ readAt: NOW });
  const list = async (at: string): Promise<string> => (await fetch(`${at}/api/v1/resources`)).text();
  expect(await list(url)).toBe(await list((await staged()).url));

  const never = await staged(statusOf({ ...cycle, readAt: new Map([[balancer, undefined]]) }));
  expect(await readAt(never.url)).toBeUndefined();

  const listener = cycle.snapshot.live.find(({ type }) => type === 'listener')!.physical;
  const unseen = new Map([[listener, { seenAt: NOW - 90_000, why: 'AccessDenied' }]]);
  const away = await staged(statusOf({ ...remembered, known: { ...cycle.known, unseen } }));
  expect(await readAt(away.url)).toBe(NOW - 90_000);
});

test('nothing shows the digest of a secret', async () => {
  const scene = scenes['secret-changed']!;
  const { url } = await staged(statusOf(cycleOf(scene)));
  const digests = [...JSON.stringify(scene).matchAll(/"digest":"(\w+)"|evenkeel\.dev\/secret":"(\w+)"/g)].map(
    ([, wanted, live]) => wanted ?? live!,
  );
  expect(digests.length).toBeGreaterThan(1);
  for (const path of [
    'resources',
    'resources/LoadBalancer/default/web-alb',
    'plan',
    'drift',
    'drift?format=html',
    'graph',
    'findings',
    'status',
  ]) {
    const text = await (await fetch(`${url}/api/v1/${path}`)).text();
    for (const digest of digests) expect(text, path).not.toContain(digest);
  }
});

test('a plan is what the command line prints, with the steps that carry it out', async () => {
  const { url } = await staged();
  const plan = planOf(driftedScene);
  const steps = stepsFor(driftedScene, plan);
  expect(steps.length).toBeGreaterThan(0);
  expect(await json(`${url}/api/v1/plan`)).toEqual(JSON.parse(JSON.stringify(planJson(plan, { steps }))));
});

describe('drift', () => {
  test('is what the command line prints, in each of its forms', async () => {
    const { url } = await staged();
    expect(await json(`${url}/api/v1/drift`)).toEqual(JSON.parse(JSON.stringify(driftJson(planOf(driftedScene)))));
    const forms = {
      html: 'text/html',
      markdown: 'text/markdown',
      sarif: 'application/sarif+json',
      junit: 'application/xml',
    };
    for (const [format, type] of Object.entries(forms)) {
      const response = await fetch(`${url}/api/v1/drift?format=${format}`);
      expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
      expect(response.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'unsafe-inline'; sandbox/,
      );
      expect(await response.text()).toContain('web-alb');
    }
  });

  test('needs a place where there are several, and a cycle that ended', async () => {
    const status = statusOf(cycleOf(driftedScene));
    const { url } = await staged({ ...status, places: [...status.places, { ...placeOf(), name: 'tokyo' }] });
    const statusCode = async (path: string): Promise<number> => (await fetch(`${url}/api/v1/${path}`)).status;
    expect(await statusCode('drift')).toBe(400);
    expect(await statusCode('plan?place=default')).toBe(200);
    expect(await statusCode('plan?place=tokyo')).toBe(503);
    expect(await statusCode('plan?place=osaka')).toBe(404);
  });
});

test('events go on where a reader left off', async () => {
  const { url, store } = await staged();
  const event = { at: NOW, place: 'default', kind: 'changed', message: 'done' } as const;
  store.update((status) => status, [event, event, event]);
  const { events, last } = await json<{ events: { sequence: number }[]; last: number }>(`${url}/api/v1/events?after=1`);
  expect([events.map(({ sequence }) => sequence), last]).toEqual([[2, 3], 3]);
  expect(await json(`${url}/api/v1/events?after=3`)).toMatchObject({ events: [], last: 3 });
});

test('the history shows what was found, went and was put right: since a time, or the latest only', async () => {
  const [finding] = cycleOf(driftedScene).findings;
  const entries = [1, 2, 3].map((at) => ({ at, kind: 'gone' as const, finding: finding!, lastedMs: 1 }));
  const { url } = await staged(undefined, { history: { entries } });
  const numbers = async (query: string): Promise<number[]> =>
    (await json<{ entries: { at: number }[] }>(`${url}/api/v1/history${query}`)).entries.map(({ at }) => at);
  expect(await numbers('')).toEqual([1, 2, 3]);
  expect(await numbers('?since=2')).toEqual([2, 3]);
  expect(await numbers('?limit=1')).toEqual([3]);
  expect(await numbers('?since=4&limit=1')).toEqual([]);
  for (const query of ['since=', 'since=-1', 'since=2026-01-01', 'limit=0', 'limit=x', `limit=${'9'.repeat(40)}`]) {
    expect((await fetch(`${url}/api/v1/history?${query}`)).status, query).toBe(400);
  }
});

test('what has not changed is not sent again', async () => {
  const { url } = await staged();
  const etag = (await fetch(`${url}/api/v1/graph`)).headers.get('etag')!;
  const again = await fetch(`${url}/api/v1/graph`, { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

describe('the graph', () => {
  test('leads from the load balancer to each target, with health and drift', async () => {
    const { url } = await staged();
    const { nodes, edges } = await json<Graph>(`${url}/api/v1/graph`);
    const named = new Map(nodes.map((node) => [node.label, node]));
    const next = (label: string): string[] =>
      edges
        .filter(({ from }) => from === named.get(label)!.id)
        .map(({ to }) => nodes.find(({ id }) => id === to)!.label);
    expect(next('web-alb')).toContain('HTTP 80');
    expect(next('HTTP 80')).toContain('web-tg');
    expect(next('web-tg')).toEqual(['10.0.1.5:8080', '10.0.2.5:8080']);
    expect(named.get('10.0.2.5:8080')).toMatchObject({ health: 'unhealthy', text: 'unhealthy: Request timed out' });
    expect(named.get('web-tg')).toMatchObject({
      health: 'degraded',
      text: '1/2 healthy; 10.0.2.5:8080 is unhealthy (Target.Timeout: Request timed out)',
      drifted: false,
    });
    expect(named.get('web-alb')).toMatchObject({ drifted: true, manifest: 'LoadBalancer/default/web-alb' });
    expect(nodes.find(({ type, health }) => type === 'listener-rule' && health === 'missing')).toBeDefined();
  });

  test('shows what is still to be made, joined as far as its name shows', async () => {
    const { url } = await staged(statusOf(cycleOf(scenes['first-apply']!)));
    const { nodes, edges } = await json<Graph>(`${url}/api/v1/graph`);
    expect(new Set(nodes.map(({ health }) => health))).toEqual(new Set(['missing']));
    expect(edges).toContainEqual({ from: 'load-balancer/default/web-alb', to: 'listener/default/web-alb/80' });
    expect(edges).toContainEqual({ from: 'listener/default/web-alb/80', to: 'listener-rule/default/web-alb/80/api' });
    expect(edges).toContainEqual({ from: 'listener/default/web-alb/80', to: 'target-group/default/web-tg' });
    expect(nodes.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['web-alb', 'HTTP 80', '10 /api/* /v2/*', 'web-tg']),
    );
  });

  test('joins a target that is not registered to its group, and a rule that is gone to where it led', async () => {
    const cycle = cycleOf(driftedScene);
    const group = cycle.plan.changes.find(({ id }) => id === 'target-group/default/web-tg')!.live!;
    const made = { ...cycle.plan.changes[0]!, action: 'register', diffs: [], after: [] } as const;
    const target = { ...made, id: 'target/shop/pages/default.web-tg/i-1:80', type: 'target', live: undefined };
    const forward = { targetGroups: [{ targetGroup: group }] };
    const gone = {
      ...made,
      id: 'listener-rule/default/web-alb/80/gone',
      type: 'listener-rule',
      action: 'create',
    } as const;
    const diffs = [
      { path: '/spec/listeners/80/rules/gone/priority', live: null, wanted: 30 },
      { path: '/spec/listeners/80/rules/gone/conditions', live: null, wanted: [{ pathPattern: ['/gone'] }] },
      { path: '/spec/listeners/80/rules/gone/actions', live: null, wanted: [{ forward }] },
    ];
    const changes = [...cycle.plan.changes, target, { ...gone, diffs }] as readonly Change[];
    const { nodes, edges } = graphOf('default', { ...cycle.known, plan: { ...cycle.plan, changes } });
    expect(edges).toContainEqual({ from: group, to: target.id });
    expect(nodes.find(({ id }) => id === target.id)).toMatchObject({ label: 'i-1:80', health: 'missing' });
    expect(edges).toContainEqual({ from: gone.id, to: group });
    expect(nodes.find(({ id }) => id === gone.id)).toMatchObject({ label: '30 /gone', health: 'missing' });
  });
});

test('ready after the first cycle of every place, and no longer once none comes to its end', async () => {
  const { url, store, clock } = await staged(statusOf());
  const ready = async (): Promise<[number, string]> => {
    const response = await fetch(`${url}/readyz`);
    return [response.status, await response.text()];
  };
  expect(await ready()).toEqual([503, 'place default: no cycle has completed yet']);
  store.update(() => statusOf(cycleOf(driftedScene)));
  expect(await ready()).toEqual([200, 'ready']);
  clock.advance(150_000);
  expect(await ready()).toEqual([200, 'ready']);
  clock.advance(1_000);
  expect(await ready()).toEqual([503, 'place default: no cycle has completed for 151 s']);
  store.update((status) => ({ ...status, role: 'standing-by' }));
  expect(await ready()).toEqual([200, 'on standby']);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('metrics count what stands, and forget what is gone', async () => {
  const { url, store, metrics } = await staged();
  const text = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
  metrics.observeCall({ service: 'elbv2', operation: 'describeListeners', kind: 'read', ms: 20, outcome: 'throttled' });
  metrics.observeQueue({ kind: 'added', key: 'default' });
  metrics.observeQueue({ kind: 'depth', depth: 1 });
  metrics.observeQueue({ kind: 'started', key: 'default', waitedMs: 100 });
  metrics.observeQueue({ kind: 'ended', key: 'default', result: 'error', tookMs: 900 });
  const first = await text();
  for (const line of [
    'evenkeel_resource_info{kind="LoadBalancer",namespace="default",name="web-alb",ready="false",health="pending",drifted="true"} 1',
    'evenkeel_drift_age_seconds{kind="LoadBalancer",namespace="default",name="web-alb"} 60',
    `evenkeel_last_success_timestamp_seconds{place="default"} ${NOW / 1_000}`,
    'evenkeel_cycle_aws_calls{place="default",kind="read"} 18',
    'evenkeel_build_info{version="1.2.3"} 1',
    'evenkeel_aws_calls_total{service="elbv2",action="describeListeners",outcome="throttled"} 1',
    'evenkeel_aws_throttles_total{service="elbv2",action="describeListeners"} 1',
    'evenkeel_aws_call_duration_seconds_count{service="elbv2",action="describeListeners"} 1',
    'controller_runtime_reconcile_total{controller="default",result="error"} 1',
    'controller_runtime_reconcile_errors_total{controller="default"} 1',
    'controller_runtime_reconcile_time_seconds_sum{controller="default"} 0.9',
    'workqueue_depth{name="places"} 1',
    'workqueue_adds_total{name="places"} 1',
    'workqueue_queue_duration_seconds_sum{name="places"} 0.1',
    'workqueue_work_duration_seconds_sum{name="places"} 0.9',
  ]) {
    expect(first.split('\n')).toContain(line);
  }
  store.update((status) => ({ ...status, places: [placeOf()] }));
  expect(await text()).not.toMatch(/^evenkeel_(?:resource_info|drift_age_seconds)\{/m);
});
