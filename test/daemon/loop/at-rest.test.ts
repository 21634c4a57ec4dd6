import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DeleteRuleCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
  RemoveTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../../support/folders.ts';
import { stack } from '../../support/stacks.ts';
import { INTERVAL, isSettled, pass, passUntil, standing, startOn, type Rig } from './rig.ts';

const readShare = 0.3;

function twoStacks(): string {
  return folderOf({ 'zero.yaml': stack(0), 'one.yaml': stack(1) });
}

async function startOnTwo(folder = twoStacks()): Promise<Rig> {
  const rig = await startOn(await standing('two stacks', folder), folder, { readShare });
  await passUntil(rig, (cycle) => isSettled(cycle) && cycle.reading?.unread === 0);
  return rig;
}

/** Two cycles of which the second could do no more than read the lists. */
async function twoQuiet(rig: Rig) {
  const before = await pass(rig, 2 * INTERVAL);
  return { before, after: await pass(rig, 2 * INTERVAL) };
}

async function listenerArn({ sdk }: Rig): Promise<string> {
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
  const { LoadBalancerArn } = balancer!;
  const { Listeners: [listener] = [] } = await sdk.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  return listener!.ListenerArn!;
}

async function ruleArn(rig: Rig): Promise<string> {
  const ListenerArn = await listenerArn(rig);
  const { Rules = [] } = await rig.sdk.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
  return Rules.find(({ Priority }) => Priority === '10')!.RuleArn!;
}

async function groupId({ sdk }: Rig): Promise<string> {
  const { SecurityGroups = [] } = await sdk.ec2.send(new DescribeSecurityGroupsCommand({}));
  return SecurityGroups.find(({ GroupName }) => GroupName?.includes('stack-0'))!.GroupId!;
}

/** What people do behind the daemon's back; a list shows some of it, and the sweep finds the rest. */
const doings: Readonly<Record<string, (rig: Rig) => Promise<unknown>>> = {
  'a rule is changed': async (rig) =>
    rig.sdk.elbv2.send(
      new ModifyRuleCommand({
        RuleArn: await ruleArn(rig),
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/elsewhere'] } }],
      }),
    ),
  'a rule is deleted': async (rig) => rig.sdk.elbv2.send(new DeleteRuleCommand({ RuleArn: await ruleArn(rig) })),
  'a listener is deleted': async (rig) =>
    rig.sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn: await listenerArn(rig) })),
  'a listener is made': async ({ sdk }) => {
    const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
    const DefaultActions = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } }];
    const { LoadBalancerArn } = balancer!;
    return sdk.elbv2.send(new CreateListenerCommand({ LoadBalancerArn, Port: 81, Protocol: 'HTTP', DefaultActions }));
  },
  'a tag is removed': async ({ sdk }) => {
    const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
    return sdk.elbv2.send(new RemoveTagsCommand({ ResourceArns: [balancer!.LoadBalancerArn!], TagKeys: ['Stack'] }));
  },
  'a port is opened': async (rig) =>
    rig.sdk.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: await groupId(rig),
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    ),
  'a way out is closed': async (rig) =>
    rig.sdk.ec2.send(
      new RevokeSecurityGroupEgressCommand({
        GroupId: await groupId(rig),
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }],
      }),
    ),
};

/** The same series each time, from a seed. */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe('a daemon that remembers, where nothing happens', () => {
  test('reads the lists, and plans nothing anew as long as they are the same', async () => {
    const rig = await startOnTwo();
    const { before, after } = await twoQuiet(rig);
    expect(after.number).toBeGreaterThan(before.number);
    expect(after.plan).toBe(before.plan);
    expect(after.endedAt).toBeGreaterThan(before.endedAt);
    expect(after.reading!.eldestAt).toBeGreaterThan(before.reading!.eldestAt!);
    expect(after.reading!.reads.list).toBeGreaterThan(before.reading!.reads.list!);
  });

  test('plans anew in the very cycle in which a list shows something else', async () => {
    const rig = await startOnTwo();
    await twoQuiet(rig);
    await doings['a port is opened']!(rig);
    const { outcomes } = await passUntil(rig, (cycle) => cycle.outcomes.length > 0);
    expect(outcomes.map(({ change, status }) => `${change.type} ${status}`)).toEqual(['security-group-rule done']);
  });

  test('plans anew where a person asks for it, and where a manifest is gone', async () => {
    const folder = twoStacks();
    const rig = await startOnTwo(folder);
    const { after } = await twoQuiet(rig);
    rig.daemon.trigger('signal');
    const asked = await passUntil(rig, ({ number }) => number > after.number);
    expect(asked.plan).not.toBe(after.plan);
    await twoQuiet(rig);
    rmSync(join(folder, 'one.yaml'));
    const { plan } = await passUntil(rig, (cycle) => cycle.plan.changes.some(({ cause }) => cause === 'prune'));
    expect(plan.changes.filter(({ cause }) => cause === 'prune').length).toBeGreaterThan(0);
  });

  test.each([1, 2, 3])('ends where planning in every cycle would, whatever is done behind it: %i', async (seed) => {
    const rig = await startOnTwo();
    const random = series(seed);
    const names = Object.keys(doings);
    for (let done = 0; done < 5; done += 1) {
      // What an earlier one took away is not there to be changed.
      await doings[names[Math.floor(random() * names.length)]!]!(rig).catch(() => undefined);
      await pass(rig, Math.floor(random() * 2 * INTERVAL));
    }
    await pass(rig, 6 * INTERVAL);
    const writes = rig.simulator.journal.writes();
    const { findings } = rig.status().places[0]!.cycle!;
    expect(findings).toEqual([]);
    // Whoever begins anew has nothing to go by, and reads everything.
    await rig.daemon.stop();
    const other = await startOn(rig, twoStacks());
    const { plan } = await passUntil(other, isSettled);
    expect(plan.changes.filter(({ action }) => action !== 'noop')).toEqual([]);
    expect(rig.simulator.journal.writes()).toBe(writes);
  });
});
