import { CreateSubnetCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { balancer, folder, forward, group, service, useYard } from './yard.ts';

const yard = useYard();
const byTag = service({ instances: [{ tags: { Role: 'page' } }] });

/** What one run does while that list is short for once, and what stands of it afterwards. */
async function writesWhile(action: string, tier: string, times = 1): Promise<string[]> {
  yard.simulator.faults.set([{ kind: 'short-list', action, keep: 0, times }]);
  yard.writes();
  await yard.controller.run(tier);
  return yard.writes();
}

describe('an answer that is short', () => {
  it('of DescribeInstances takes no serving target out, however often it is', async () => {
    const tier = folder(group(), byTag);
    await yard.controller.converge(tier);
    yard.simulator.faults.set([{ kind: 'short-list', action: 'DescribeInstances', keep: 1 }]);
    yard.writes();
    const { outcomes } = await yard.controller.apply(tier);
    expect(outcomes).toEqual([]);
    expect(yard.registered('web')).toEqual(['one:80', 'two:80']);
    expect(yard.writes()).toEqual([]);
  });

  it.each([
    'DescribeTargetGroups',
    'DescribeLoadBalancers',
    'DescribeListeners',
    'DescribeRules',
    'DescribeSubnets',
    'DescribeSecurityGroups',
    'DescribeSecurityGroupRules',
    'DescribeTargetHealth',
  ])('of %s has nothing made, changed or taken away', async (action) => {
    const rules = [{ name: 'api', priority: 10, conditions: [{ pathPattern: ['/api/*'] }], actions: [forward('web')] }];
    const listeners = [{ port: 80, protocol: 'HTTP', defaultActions: [forward('web')], rules }];
    const tier = folder(group(), byTag, balancer('web', { listeners }));
    await yard.controller.run(tier);
    expect(await writesWhile(action, tier)).toEqual(action === 'DescribeTargetHealth' ? ['RegisterTargets'] : []);
  });

  it('is no reason for a second one of what a replacement gave another name', async () => {
    await yard.controller.run(folder(group(), byTag, balancer()));
    const moved = folder(group('web', { port: 8080 }), byTag, balancer());
    await yard.controller.run(moved);
    const [name] = [...yard.simulator.world().elbv2.targetGroups.values()].map((one) => one.name);
    expect(name).toMatch(/^web-/);
    for (const times of [1, 2]) expect(await writesWhile('DescribeTargetGroups', moved, times)).toEqual([]);
  });

  it('takes no subnet off a load balancer', async () => {
    const { ec2 } = yard.simulator.world();
    const { vpcId: VpcId } = [...ec2.subnets.values()].find(({ tags }) => tags.get('Name') === 'a')!;
    const zone = { VpcId, CidrBlock: '10.0.2.0/24', AvailabilityZone: 'ap-northeast-2b' };
    await yard.account.sdk.ec2.send(new CreateSubnetCommand(zone));
    for (const one of ec2.subnets.values()) if (one.vpcId === VpcId) one.tags.set('Tier', 'open');
    const tier = folder(group(), byTag, balancer('web', { subnets: [{ tags: { Tier: 'open' } }] }));
    await yard.controller.run(tier);
    const [web] = yard.simulator.world().elbv2.loadBalancers.values();
    expect(web?.zones).toHaveLength(3);
    yard.simulator.faults.set([{ kind: 'short-list', action: 'DescribeSubnets', share: 0.3 }]);
    for (let times = 0; times < 5; times += 1) await yard.controller.apply(tier);
    expect(web?.zones).toHaveLength(3);
  });
});

it('makes again what is gone, and knows it by two looks', async () => {
  const tier = folder(group(), byTag, balancer());
  await yard.controller.run(tier);
  yard.simulator.world().elbv2.listeners.clear();
  const before = yard.account.clock.waits.length;
  const { outcomes } = await yard.controller.apply(tier);
  expect(outcomes.map(({ change }) => `${change.action} ${change.id}`)).toContain('create listener/default/web/80');
  expect(yard.account.clock.waits.slice(before)).toContain(5_000);
});
