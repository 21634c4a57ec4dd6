import { describe, expect, onTestFinished, test } from 'vitest';
import { converge, type ConvergeOptions } from '../../src/engine/converge.ts';
import type { Earlier } from '../../src/engine/earlier.ts';
import { inNamespace, look, type Cycle } from '../../src/engine/cycle.ts';
import { load } from '../../src/engine/load.ts';
import type { Waiting } from '../../src/engine/ready.ts';
import { unserved } from '../../src/engine/unserved.ts';
import { resources } from '../../src/resources/registry.ts';
import { clearTargetHealth, setTargetHealth } from '../../src/simulator/elbv2/target-health.ts';
import { setLoadBalancerState } from '../../src/simulator/elbv2/load-balancer-state.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import type { Settings } from '../../src/simulator/world.ts';
import { HastyClock, openTestAws } from '../aws/endpoint.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { documentsOf, edited, folderOf, manifestsOf } from '../support/folders.ts';
import { inProcess } from '../support/in-process.ts';

interface Rig {
  readonly simulator: Simulator;
  readonly clock: HastyClock;
  readonly look: () => Promise<Cycle>;
  /** Looks, and carries out what it found. */
  readonly run: (options?: Partial<ConvergeOptions>) => ReturnType<typeof converge>;
}

async function open(settings: Partial<Settings> = {}, folder = manifestsOf('content-routing')): Promise<Rig> {
  const clock = new HastyClock();
  const simulator = await startSimulator({ clock, fixture: fixtureNamed('content-routing'), settings });
  onTestFinished(() => simulator.close());
  const aws = await openTestAws(simulator.url, { clock, connect: inProcess(simulator) });
  const loaded = await load(folder, {});
  const { secret } = loaded;
  const lookAgain = (earlier?: Earlier): Promise<Cycle> => look({ aws, clock, owner: 'default', loaded, earlier });
  return {
    simulator,
    clock,
    look: lookAgain,
    run: async (options = {}) =>
      converge({
        aws,
        clock,
        owner: 'default',
        secret,
        resources,
        first: options.first ?? (await lookAgain()),
        look: lookAgain,
        selected: inNamespace(undefined),
        wait: true,
        timeoutMs: 600_000,
        ...options,
      }),
  };
}

describe('converge', () => {
  test('waits by cheap polls that grow apart, and ends with one full look', async () => {
    const { run, simulator, clock } = await open({ provisioningMs: 15_000 });
    const waits: (readonly Waiting[])[] = [];
    const { ending, outcomes, waiting } = await run({ onWaiting: (some) => void waits.push(some) });
    expect({ ending, waiting }).toEqual({ ending: 'converged', waiting: [] });
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 'done'));
    expect(clock.waits.slice(0, 5)).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(waits).toHaveLength(5);
    expect(waits[0]?.slice(0, 1)).toEqual([
      { id: 'load-balancer/default/content-routing', text: 'provisioning', since: 0 },
    ]);
    // Two full looks, and a poll more often than it waited.
    expect(simulator.journal.count('DescribeLoadBalancers')).toBe(2 + 6);
    expect(simulator.journal.count('DescribeVpcs')).toBe(2);
  });

  test('makes no call at all where everything is as it should be', async () => {
    const { run, look: lookNow, simulator } = await open();
    await run();
    const first = await lookNow();
    const calls = simulator.journal.count();
    expect(await run({ first })).toMatchObject({ ending: 'converged', outcomes: [] });
    expect(simulator.journal.count()).toBe(calls);
  });

  test('waits for what is not ready although there is nothing to write', async () => {
    const { run, simulator } = await open({ provisioningMs: 10_000 });
    expect((await run({ wait: false })).ending).toBe('left');
    const writes = simulator.journal.writes();
    const onWaiting = { times: 0 };
    expect((await run({ onWaiting: () => void (onWaiting.times += 1) })).ending).toBe('converged');
    expect(onWaiting.times).toBeGreaterThan(0);
    expect(simulator.journal.writes()).toBe(writes);
  });

  test('waits for a target group that has no healthy target, and not for a second one', async () => {
    const { run, simulator, clock } = await open();
    await run();
    const { targetGroups } = simulator.world().elbv2;
    const pages = [...targetGroups.values()].find(({ name }) => name === 'pages')!;
    const [first, second] = [...pages.targets.values()].map(({ id, port }) => ({
      targetGroupArn: pages.arn,
      id,
      port,
    }));
    setTargetHealth(simulator.world(), first!, 'Target.Timeout');
    const before = clock.now();
    expect((await run()).ending).toBe('converged');
    expect(clock.now()).toBe(before);

    setTargetHealth(simulator.world(), second!, 'Target.Timeout');
    const late = await run({ timeoutMs: 60_000 });
    expect(late).toMatchObject({ ending: 'timed-out', waiting: [{ id: 'target-group/default/pages' }] });
    expect(late.waiting[0]?.text).toMatch(
      /^0\/2 healthy; i-\w+:80 is unhealthy \(Target\.Timeout: Request timed out\)/,
    );
    expect((await run({ ignoreTargets: true })).ending).toBe('converged');

    const mend = (): void => clearTargetHealth(simulator.world(), second!);
    expect((await run({ onWaiting: mend })).ending).toBe('converged');
  });

  test('does not wait for targets that nobody is there to bring', async () => {
    const isService = (document: object): boolean => 'kind' in document && document.kind === 'Service';
    const documents = documentsOf('content-routing').filter((document) => !isService(document));
    const folder = folderOf({ 'all.yaml': documents });
    const { run, clock, simulator } = await open({}, folder);
    const { ending, cycle } = await run();
    expect(ending).toBe('converged');
    expect(unserved(cycle, () => true)).toMatchObject([
      { wanted: { id: 'target-group/default/pages' }, isBrought: false },
      { wanted: { id: 'target-group/default/api' }, isBrought: false },
    ]);
    expect(clock.now()).toBeLessThan(10_000);
    expect(simulator.journal.count('DescribeTargetHealth')).toBe(2);
  });

  test('gives up when the time is up, and says what is not ready', async () => {
    const { run, clock } = await open({ provisioningMs: 3_600_000 });
    const { ending, waiting } = await run({ timeoutMs: 60_000 });
    expect(ending).toBe('timed-out');
    expect(waiting).toMatchObject([{ id: 'load-balancer/default/content-routing', text: 'provisioning' }]);
    expect(clock.now()).toBeLessThanOrEqual(60_000);
  });

  test('does not wait for what AWS gave up on, and ends as failed', async () => {
    const { run, simulator, clock } = await open();
    const id = 'load-balancer/default/content-routing';
    setLoadBalancerState(simulator.world(), 'content-routing', { Code: 'failed', Reason: 'no room in subnet-1' });
    const { ending, outcomes, waiting, failed } = await run();
    expect({ ending, waiting }).toEqual({ ending: 'failed', waiting: [] });
    expect(failed).toMatchObject([{ id, text: 'failed: no room in subnet-1' }]);
    expect(outcomes.every(({ status }) => status === 'done')).toBe(true);
    expect(clock.now()).toBeLessThan(10_000);
    // It has been written, so that there is nothing left to do; but it is not in service.
    expect(await run()).toMatchObject({ ending: 'failed', outcomes: [], failed: [{ id }] });
  });

  test('takes an impaired load balancer for ready', async () => {
    const { run, simulator, look: lookNow } = await open();
    setLoadBalancerState(simulator.world(), 'content-routing', { Code: 'active_impaired', Reason: 'no room to grow' });
    expect((await run()).ending).toBe('converged');
    const { live } = (await lookNow()).snapshot;
    expect(live.find(({ type }) => type === 'load-balancer')?.status).toEqual({
      ready: true,
      text: 'active_impaired: no room to grow',
    });
  });

  test('tries again what may succeed, and takes up what a lost answer left', async () => {
    const { run, simulator } = await open();
    simulator.faults.set([{ kind: 'drop-after', action: 'CreateRule', times: 2 }]);
    const { ending, outcomes } = await run();
    expect(ending).toBe('converged');
    expect(outcomes.every(({ status }) => status === 'done')).toBe(true);
    expect(simulator.journal.count('CreateRule')).toBe(6);
  });

  test('brings about what a failure does not touch, and does not repeat what failed for good', async () => {
    const { run, simulator } = await open();
    simulator.faults.set([{ kind: 'access-denied', action: 'CreateTargetGroup' }]);
    const { ending, outcomes } = await run();
    expect(ending).toBe('failed');
    const byStatus = (status: string): string[] =>
      outcomes.filter((outcome) => outcome.status === status).map(({ change }) => change.id);
    expect(byStatus('failed').sort()).toEqual(['target-group/default/api', 'target-group/default/pages']);
    expect(byStatus('done')).toContain('load-balancer/default/content-routing');
    expect(byStatus('skipped')).toContain('listener/default/content-routing/80');
    expect(simulator.journal.count('CreateTargetGroup')).toBe(2);
  });

  test('stops after three rounds where a write has no effect, and names the field', async () => {
    const { run, look: lookNow } = await open();
    await run();
    const settled = await lookNow();
    const id = 'load-balancer/default/content-routing';
    const path = '/spec/attributes/idle_timeout.timeout_seconds';
    const stubborn: Cycle = {
      ...settled,
      plan: {
        ...settled.plan,
        changes: settled.plan.changes.map((change) =>
          change.id === id
            ? { ...change, action: 'update', groups: ['attributes'], diffs: [{ path, live: '60', wanted: '120' }] }
            : change,
        ),
      },
    };
    const looks = { times: 0 };
    const { ending, error } = await run({
      first: stubborn,
      look: () => {
        looks.times += 1;
        return Promise.resolve(stubborn);
      },
    });
    expect(ending).toBe('non-converging');
    expect(looks.times).toBe(3);
    expect(error?.message).toContain(`${id} (${path})`);
    expect(error?.facts.remedy).toContain('evenkeel.dev/ignore-fields');
  });

  test('sends what AWS refused once, though other things take another round, and blames nobody else', async () => {
    const folder = edited('content-routing', {
      'content-routing#/spec/type': 'network',
      'content-routing#/spec/attributes': undefined,
      'content-routing#/spec/subnets': [{ name: 'Public subnet A', allocationId: 'eipalloc-0123456789abcdef0' }],
      'content-routing#/spec/listeners': undefined,
    });
    const { run, simulator } = await open({}, folder);
    simulator.faults.set([{ kind: 'drop-before', action: 'CreateTargetGroup', times: 4 }]);
    const { ending, error, outcomes, cycle } = await run();
    expect(ending).toBe('failed');
    expect(error).toBeUndefined();
    expect(simulator.journal.count('CreateLoadBalancer')).toBe(1);
    expect(simulator.journal.count('CreateTargetGroup')).toBeGreaterThan(2);
    const failed = outcomes.filter(({ status }) => status === 'failed');
    expect(failed.map(({ change }) => change.id)).toEqual(['load-balancer/default/content-routing']);
    expect(failed[0]!.error!.facts).toMatchObject({
      call: { operation: 'CreateLoadBalancer', awsCode: 'AllocationIdNotFound' },
      fields: ['/spec/subnets'],
    });
    expect(cycle.plan.changes.find(({ id }) => id === failed[0]!.change.id)).toMatchObject({
      blocked: { reason: 'refused' },
    });
  });

  test('begins nothing once it is to stop', async () => {
    const { run, simulator } = await open();
    const { ending, outcomes } = await run({ signal: AbortSignal.abort() });
    expect(ending).toBe('interrupted');
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['interrupted']));
    expect(simulator.journal.writes()).toBe(0);
  });
});
