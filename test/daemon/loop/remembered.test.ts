import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import type { DaemonOptions } from '../../../src/daemon/daemon.ts';
import { openTestAws } from '../../aws/endpoint.ts';
import { REGION } from '../../support/clients.ts';
import { copied, folderOf } from '../../support/folders.ts';
import { inProcess } from '../../support/in-process.ts';
import { stack } from '../../support/stacks.ts';
import { counted, INTERVAL, isSettled, pass, passUntil, standing, startOn, startRig, type Rig } from './rig.ts';

/** A third of what AWS documents: 3 reads of ELBv2 a second, 12 at once. */
const readShare = 0.3;
const STACKS = 60;
/** What one stack takes to be read whole: two target group reads, attributes, listeners, rules, and tags. */
const READS_OF_A_STACK = 10;

const elbv2 = /^Describe(?:LoadBalancer|Listener|Rule|TargetGroup|TargetHealth|Tags|CapacityReservation)/;

function readsOf({ simulator }: Rig): number {
  return simulator.journal.entries().filter(({ action, write }) => !write && elbv2.test(action)).length;
}

function stacks(count: number): string {
  return folderOf({
    'stacks.yaml': Array.from({ length: count }, (_, index) => stack(index)).flat(),
    'one.yaml': stack(count),
  });
}

/** A daemon that remembers, on stacks that another one has made. */
async function startOnStacks(count: number, folder = stacks(count)): Promise<Rig> {
  return startOn(await standing(`${count} stacks and one`, folder), folder, { readShare });
}

async function firstBalancer({ sdk }: Rig): Promise<string> {
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
  return balancer!.LoadBalancerArn!;
}

async function groupsAndBalancers({ sdk }: Rig): Promise<number> {
  const { LoadBalancers = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
  const { TargetGroups = [] } = await sdk.elbv2.send(new DescribeTargetGroupsCommand({}));
  return LoadBalancers.length + TargetGroups.length;
}

describe('a daemon that remembers what it read', () => {
  test('builds what the folder asks for, and is then quiet', async () => {
    const rig = await startRig(copied('content-routing'), { readShare });
    const { number } = await passUntil(rig, isSettled);
    const writes = rig.simulator.journal.writes();
    await pass(rig, 4 * INTERVAL);
    expect(rig.simulator.journal.writes()).toBe(writes);
    expect(rig.status().places[0]!.cycle!.number).toBeLessThanOrEqual(number + 5);
    expect(rig.status().places[0]!.away).toBeUndefined();
  });

  test('keeps to its budget from the first moment, and creates nothing of what it has not read', async () => {
    const rig = await startOnStacks(STACKS);
    const from = rig.clock.now();
    await passUntil(rig, isSettled);
    const seconds = (rig.clock.now() - from) / 1_000;
    expect(readsOf(rig)).toBeLessThanOrEqual(12 + 3 * seconds + 20);
    // Nothing is read twice before all was read once: a stack is six reads and some tags.
    const { journal } = rig.simulator;
    const lists = journal.count('DescribeLoadBalancers') + journal.count('DescribeTargetGroups');
    expect(readsOf(rig) - lists).toBeLessThanOrEqual(7 * (STACKS + 1));
    expect(lists).toBeLessThanOrEqual((12 + 3 * seconds) / 6);
    expect(rig.simulator.journal.writes()).toBe(0);
    // That something was not read yet is nothing to warn of.
    expect(rig.events('failed')).toEqual([]);
    expect(rig.lines.filter(({ level }) => level === 'warn')).toEqual([]);
    rig.simulator.journal.clear();
    await pass(rig, 10 * INTERVAL);
    expect(readsOf(rig)).toBeLessThanOrEqual(12 + 3 * 10 * (INTERVAL / 1_000));
    expect(rig.simulator.journal.writes()).toBe(0);
  });

  test('reads for a saved manifest what it concerns, and nothing else', async () => {
    const folder = stacks(STACKS);
    const rig = await startOnStacks(STACKS, folder);
    await passUntil(rig, isSettled);
    await pass(rig, INTERVAL);
    rig.simulator.journal.clear();
    const edited = JSON.stringify(stack(STACKS)).replace('/api/*', '/v2/*');
    writeFileSync(
      join(folder, 'one.yaml'),
      (JSON.parse(edited) as unknown[]).map((one) => JSON.stringify(one)).join('\n---\n'),
    );
    // Time stands still, so that the sweep does not read meanwhile.
    const { places } = await rig.until(
      ({ places: [place] }) => place?.cycle?.trigger === 'folder' && place.phase === 'idle',
    );
    const cycle = places[0]!.cycle!;
    expect(cycle.outcomes.map(({ change, status }) => `${change.action} ${change.id} ${status}`)).toEqual([
      `update listener-rule/default/stack-${STACKS}/80/api done`,
    ]);
    const entries = rig.simulator.journal.entries();
    const before = entries.slice(
      0,
      entries.findIndex(({ write }) => write),
    );
    expect(before.filter(({ action }) => elbv2.test(action)).length).toBeLessThanOrEqual(READS_OF_A_STACK + 12);
  });

  test('knows of each load balancer and target group when it was read whole', async () => {
    const rig = await startOnStacks(2);
    await passUntil(rig, isSettled);
    const { endedAt, reading, readAt } = await pass(rig, 2 * INTERVAL);
    const times = [...readAt!.values()].map(Number);
    expect(times).toHaveLength(await groupsAndBalancers(rig));
    expect(Math.min(...times)).toBe(reading!.eldestAt);
    expect(Math.max(...times)).toBeLessThanOrEqual(endedAt);
  });

  test('finds by its sweep what no list shows, and heals it', async () => {
    const rig = await startOnStacks(2);
    await passUntil(rig, isSettled);
    const LoadBalancerArn = await firstBalancer(rig);
    const { Listeners: [listener] = [] } = await rig.sdk.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
    const { ListenerArn } = listener!;
    const { Rules = [] } = await rig.sdk.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
    const rule = Rules.find(({ Priority }) => Priority === '10');
    const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/elsewhere'] } }];
    await rig.sdk.elbv2.send(new ModifyRuleCommand({ RuleArn: rule!.RuleArn, Conditions }));
    const from = rig.clock.now();
    const { outcomes } = await passUntil(rig, (cycle) => cycle.outcomes.length > 0);
    expect(outcomes.map(({ change, status }) => `${change.action} ${change.type} ${status}`)).toEqual([
      'update listener-rule done',
    ]);
    expect(rig.clock.now() - from).toBeLessThanOrEqual(INTERVAL + 35_000);
  });

  test('makes no twin of what was made again behind its back', async () => {
    const rig = await startOnStacks(1);
    await passUntil(rig, isSettled);
    const LoadBalancerArn = await firstBalancer(rig);
    const { Listeners: [listener] = [] } = await rig.sdk.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
    await rig.sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn: listener!.ListenerArn }));
    await passUntil(rig, ({ outcomes }) => outcomes.length > 0);
    await passUntil(rig, isSettled);
    const { Listeners = [] } = await rig.sdk.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
    expect(Listeners.map(({ Port }) => Port)).toEqual([80]);
  });

  test('judges anew what it remembers before it writes', async () => {
    const rig = await startOnStacks(1);
    await passUntil(rig, isSettled);
    const LoadBalancerArn = await firstBalancer(rig);
    const { TargetGroups: [group] = [] } = await rig.sdk.elbv2.send(new DescribeTargetGroupsCommand({}));
    // Somebody adds a listener and takes it away before anybody looks: nothing is there to be taken away.
    const { Listeners: [extra] = [] } = await rig.sdk.elbv2.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Port: 81,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: group!.TargetGroupArn }],
      }),
    );
    await rig.sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn: extra!.ListenerArn }));
    rig.simulator.journal.clear();
    await pass(rig, 4 * INTERVAL);
    expect(rig.simulator.journal.writes()).toBe(0);
  });
});

/** A door to AWS that waits before it sends again what was refused. */
function patient({ clock, simulator }: Pick<Rig, 'clock' | 'simulator'>): DaemonOptions['places'] {
  const connect = counted(inProcess(simulator), clock);
  return (hooks) =>
    Promise.resolve([
      {
        name: 'default',
        region: REGION,
        open: (signal) => openTestAws(simulator.url, { ...hooks, clock, signal, connect }),
      },
    ]);
}

describe('a daemon on an endpoint that is taken to have no limits', () => {
  test('reads everything in every cycle where it has none', async () => {
    const folder = stacks(2);
    const rig = await startOn(await standing('2 stacks and one', folder), folder, {
      readShareOnceThrottled: readShare,
    });
    await passUntil(rig, isSettled);
    rig.simulator.journal.clear();
    const { reading } = await pass(rig, INTERVAL);
    expect(reading).toBeUndefined();
    expect(rig.simulator.journal.count('DescribeListeners')).toBe(3);
  });

  test('remembers, within the budget, from the first read on that is refused for its rate', async () => {
    const folder = stacks(12);
    const limited = await standing('12 stacks and one', folder, { limits: 'aws', neighbour: 5 });
    const rig = await startOn(limited, folder, { readShareOnceThrottled: readShare, places: patient(limited) });
    await passUntil(rig, (cycle) => isSettled(cycle) && cycle.reading?.unread === 0);
    expect(rig.lines.filter(({ message }) => message.startsWith('reads are limited'))).toHaveLength(1);
    expect(rig.events('failed')).toEqual([]);
    rig.simulator.journal.clear();
    await pass(rig, 10 * INTERVAL);
    expect(readsOf(rig)).toBeLessThanOrEqual(12 + 3 * 10 * (INTERVAL / 1_000));
    expect(rig.simulator.journal.writes()).toBe(0);
  });
});
