import { describe, expect, it } from 'vitest';
import { isWrite } from '../../src/core/plan.ts';
import { inWords } from '../support/controller.ts';
import { balancer, folder, forward, group, manifest, service, useYard } from './yard.ts';

const yard = useYard();
const byTag = { instances: [{ tags: { Role: 'page' } }] };
const something = manifest('SecurityGroup', 'something', { vpc: { name: 'yard' }, description: 'stays' });

function named(...names: string[]): object {
  return { instances: names.map((name) => ({ name })) };
}

function functionArn(name: string): string {
  return `arn:aws:lambda:ap-northeast-2:123456789012:function:${name}`;
}

/** What a plan would do about targets, with instances by their names. */
async function planned(...documents: object[]): Promise<string[]> {
  const { plan } = await yard.controller.look(folder(...documents));
  return inWords(plan)
    .filter((line) => line.includes(' target/'))
    .map((line) => line.replaceAll(/i-[0-9a-f]{17}/g, (id) => yard.nameOf(id)))
    .sort();
}

/** Why a plan does not do something. */
async function reasons(...documents: object[]): Promise<string[]> {
  const { plan } = await yard.controller.look(folder(...documents));
  return plan.changes.flatMap(({ blocked }) => blocked?.message ?? []);
}

describe('instances', () => {
  it('serve in every group and on every port, and are followed as they come and go', async () => {
    const targetGroups = [
      { targetGroup: { ref: 'web' } },
      { targetGroup: { ref: 'web' }, port: 8080 },
      { targetGroup: { ref: 'admin' }, port: 9000 },
    ];
    const tier = folder(group(), group('admin'), service({ targetGroups, ...byTag }));
    await yard.controller.converge(tier);
    expect(yard.registered('web')).toEqual(['one:80', 'one:8080', 'two:80', 'two:8080']);
    expect(yard.registered('admin')).toEqual(['one:9000', 'two:9000']);
    yard.move('asleep', 'running');
    yard.move('one', 'stopped');
    yard.instance('two').tags.delete('Role');
    yard.writes();
    await yard.controller.converge(tier);
    expect(yard.registered('web')).toEqual(['asleep:80', 'asleep:8080']);
    expect(yard.registered('admin')).toEqual(['asleep:9000']);
    const counted = (action: string): number => yard.simulator.journal.count(action);
    // Of two that are no longer found one leaves at a time.
    expect([counted('DeregisterTargets'), counted('RegisterTargets')]).toEqual([4, 2]);
  });

  it('are registered once, however many Services ask for them', async () => {
    const both = [service(named('one')), service(named('one', 'two'), {}, 'second')];
    await yard.controller.converge(folder(group(), ...both));
    expect(yard.registered('web')).toEqual(['one:80', 'two:80']);
    expect(await planned(group(), both[1]!)).toEqual([]);
  });

  it.each([
    [['twin'], /^2 instances are named "twin": i-\w+, i-\w+; refer to one of them by id$/],
    [['asleep'], /^i-\w+ \(asleep\) is stopped: it is registered when it runs$/],
    [['nobody'], /^no instance is named "nobody"$/],
  ])('named %j: says what is wrong', async (names, message) => {
    expect(await reasons(group(), service(named(...names)))).toEqual([expect.stringMatching(message)]);
  });

  it('are waited for while they start', async () => {
    yard.move('other', 'pending');
    const { clock } = yard.account;
    const sleep = clock.sleep.bind(clock);
    clock.sleep = (ms, signal) => {
      if (clock.waits.length === 4) yard.move('other', 'running');
      return sleep(ms, signal);
    };
    const { ending } = await yard.controller.run(folder(group(), service(named('one', 'other'))));
    expect(ending).toBe('converged');
    expect(yard.registered('web')).toEqual(['one:80', 'other:80']);
  });
});

describe('nobody is deregistered', () => {
  it.each(['DescribeInstances', 'DescribeTargetHealth'])('while %s is denied', async (action) => {
    await yard.controller.converge(folder(group(), service(byTag)));
    yard.simulator.faults.set([{ kind: 'access-denied', action }]);
    for (const documents of [[group(), service(byTag)], [group(), service(named('other'))], [group()]]) {
      await yard.controller.apply(folder(...documents));
      expect(yard.registered('web')).toEqual(['one:80', 'two:80']);
    }
  });

  it.each([
    ['a Service is invalid', service({ instances: [{ nme: 'one' }] }), 'prune-withheld'],
    ['a name is ambiguous', service(named('one', 'twin')), 'unreadable'],
    ['nothing matches any more', service({ instances: [{ tags: { Role: 'none' } }] }), 'would-empty'],
  ])('while %s', async (_, document, reason) => {
    await yard.controller.converge(folder(group(), service(byTag)));
    expect(await planned(group(), document)).toContain(`blocked target/default/web/two:80 (${reason})`);
    await yard.controller.apply(folder(group(), document));
    expect(yard.registered('web')).toEqual(['one:80', 'two:80']);
  });

  it.each([
    ['the group is suspended', group('web', {}, { suspend: 'true' }), service(named('two'))],
    ['the Service is suspended', group(), service(named('two'), { suspend: 'true' })],
    ['the list is left alone', group(), service(named('one'), { 'ignore-fields': '/spec/instances' })],
    ['drift of the Service is ignored', group(), service(named('one'), { drift: 'ignore' })],
    ['drift of the group is only reported', group('web', {}, { drift: 'warn' }), service(named('one'))],
  ])('while %s', async (_, tier, members) => {
    await yard.controller.converge(folder(group(), service(named('one'))));
    await yard.hand.register('web', 'other', 80);
    await yard.controller.apply(folder(tier, members));
    expect(yard.registered('web')).toEqual(['one:80', 'other:80']);
  });

  it('who was registered by hand once no Service lists the group', async () => {
    await yard.controller.converge(folder(group(), service(byTag)));
    expect(await planned(group())).toEqual([
      'deregister target/default/web/one:80 (prune)',
      'deregister target/default/web/two:80 (prune)',
    ]);
    await yard.controller.converge(folder(group()));
    await yard.hand.register('web', 'other', 80);
    expect(await planned(group())).toEqual([]);
    expect(yard.registered('web')).toEqual(['other:80']);
  });
});

it('deregisters the last one where that is allowed', async () => {
  await yard.controller.converge(folder(group(), service(byTag)));
  yard.move('one', 'stopped');
  yard.move('two', 'stopped');
  for (const careful of [{ suspend: 'true' }, { drift: 'warn' }] as Record<string, string>[]) {
    await yard.controller.apply(folder(group(), service(byTag, { 'allow-empty': 'true', ...careful })));
    expect(yard.registered('web')).toEqual(['one:80', 'two:80']);
  }
  const allowed = folder(group(), service(byTag, { 'allow-empty': 'true' }));
  await yard.controller.converge(allowed);
  expect(yard.registered('web')).toEqual([]);
});

it('does what the manifest newly asks for whatever it says of drift, however late it becomes possible', async () => {
  const tier = [group(), service(named('one', 'asleep'), { drift: 'warn' })];
  await yard.controller.converge(folder(group(), service(named('one'), { drift: 'warn' })));
  await yard.controller.apply(folder(...tier));
  yard.move('asleep', 'running');
  expect(await planned(...tier)).toEqual(['register target/default/web/web/asleep:80 (spec)']);
  const closed = [manifest('TargetGroup', 'fn', { targetType: 'lambda' })];
  const call = { targetGroups: [{ targetGroup: { ref: 'fn' } }], lambda: { functionArn: functionArn('shut') } };
  closed.push(service(call, { drift: 'warn' }, 'fn'));
  await yard.controller.run(folder(...closed));
  expect(await planned(...closed)).toEqual(['register target/default/fn/fn/function:shut (spec)']);
});

it('lets listed targets serve until Auto Scaling has registered its own, and the other way round', async () => {
  const autoScalingGroup = {
    launchTemplate: { name: 'template', image: { name: 'image' }, instanceType: 't3.micro' },
    vpc: { name: 'yard' },
    subnets: [{ name: 'a' }],
    minSize: 1,
    maxSize: 2,
  };
  const listed = folder(group(), balancer(), service(byTag));
  const scaled = [group(), balancer(), service({ autoScalingGroup })];
  await yard.controller.run(listed);
  expect(await planned(...scaled)).toEqual([
    'blocked target/default/web/one:80 (would-empty)',
    'blocked target/default/web/two:80 (would-empty)',
  ]);
  expect((await yard.controller.run(folder(...scaled))).ending).toBe('converged');
  expect(yard.registered('web')).toHaveLength(1);
  expect(yard.registered('web')).not.toContain('one:80');
  expect((await yard.controller.run(listed)).ending).toBe('converged');
  expect(yard.registered('web')).toEqual(['one:80', 'two:80']);
});

it('registers and deregisters in batches', async () => {
  const ips = Array.from({ length: 450 }, (_, index) => ({ ip: `10.0.${index % 2}.${4 + Math.floor(index / 2)}` }));
  const addresses = group('web', { targetType: 'ip' });
  await yard.controller.run(folder(addresses, service({ ips })));
  expect(yard.writes()).toEqual(['CreateTargetGroup', 'RegisterTargets', 'RegisterTargets', 'RegisterTargets']);
  await yard.controller.run(folder(addresses, service({ ips: ips.slice(440) })));
  expect(yard.writes().filter((action) => action === 'DeregisterTargets')).toHaveLength(3);
  expect(yard.registered('web')).toHaveLength(10);
});

describe('a load balancer behind a load balancer', () => {
  const outer = balancer('outer', {
    type: 'network',
    listeners: [{ port: 80, protocol: 'TCP', defaultActions: [forward('front')] }],
  });
  const front = group('front', { targetType: 'alb', protocol: 'TCP' });
  const member = manifest('Service', 'front', {
    targetGroups: [{ targetGroup: { ref: 'front' } }],
    loadBalancer: { ref: 'inner' },
  });
  const around = [group(), service(byTag), outer, front];

  it('is taken out before its listener goes, and before it goes itself', async () => {
    await yard.controller.run(folder(...around, member, balancer('inner')));
    yard.writes();
    const listeners = [{ port: 81, protocol: 'HTTP', defaultActions: [forward('web')] }];
    expect((await yard.controller.run(folder(...around, balancer('inner', { listeners })))).ending).toBe('converged');
    const writes = yard.writes().filter((action) => action.startsWith('De'));
    expect(writes).toEqual(['DeregisterTargets', 'DeleteListener']);
    await yard.controller.run(folder(...around, member, balancer('inner')));
    yard.writes();
    await yard.controller.run(folder(something));
    const gone = yard.writes().filter((action) => action.startsWith('Delete'));
    expect(gone).toEqual(['DeleteLoadBalancer', 'DeleteTargetGroup', 'DeleteLoadBalancer', 'DeleteTargetGroup']);
  });

  it('is followed by its successor', async () => {
    await yard.controller.run(folder(...around, member, balancer('inner')));
    const next = folder(...around, member, balancer('inner', { scheme: 'internet-facing' }));
    expect((await yard.controller.run(next)).ending).toBe('converged');
    const { plan } = await yard.controller.look(next);
    expect(plan.changes.filter(isWrite)).toEqual([]);
    expect(yard.simulator.world().elbv2.loadBalancers.size).toBe(2);
    expect(yard.registered('front')).toHaveLength(1);
  });
});

it('puts one function in the place of another, for a group holds no two', async () => {
  const functions = manifest('TargetGroup', 'web', { targetType: 'lambda' });
  for (const name of ['first', 'second']) {
    const call = service({ lambda: { functionArn: functionArn(name) } });
    expect((await yard.controller.run(folder(functions, balancer(), call))).ending).toBe('converged');
    expect(yard.registered('web')).toEqual([functionArn(name)]);
  }
});
