import { describe, expect, it } from 'vitest';
import type { Live } from '../../../src/core/resource.ts';
import { normalAction } from '../../../src/resources/action/normal.ts';
import { normalConditions } from '../../../src/resources/listener-rule/conditions.ts';
import type { Condition, ListenerRuleState } from '../../../src/resources/listener-rule/type.ts';
import { listener, listenerRule } from '../../../src/resources/registry.ts';
import { startLab, type Lab } from '../lab.ts';
import { buildWeb, forwardTo, type Web } from '../listener/web.ts';
import { rigFor, type Rig } from '../rig.ts';

interface Site {
  readonly lab: Lab;
  readonly web: Web;
  readonly rig: Rig<ListenerRuleState>;
  readonly rule: (path: string, priority: number) => ListenerRuleState;
}

async function start(): Promise<Site> {
  const lab = await startLab();
  const web = await buildWeb({ ...lab, subnets: [lab.subnets.a1, lab.subnets.c1] });
  const listeners = await rigFor(listener, lab.url, { parents: [web.balancer] });
  const parent = await listeners.create({
    loadBalancer: web.balancer.physical,
    port: 80,
    protocol: 'HTTP',
    defaultActions: forwardTo([web.blue]),
  });
  const rule = (path: string, priority: number): ListenerRuleState => ({
    listener: parent.physical,
    priority,
    conditions: [{ pathPattern: [path] }],
    actions: forwardTo([web.green]),
  });
  return { lab, web, rule, rig: await rigFor(listenerRule, lab.url, { parents: [parent] }) };
}

async function make(rig: Rig<ListenerRuleState>, wanted: ListenerRuleState): Promise<Live<ListenerRuleState>> {
  const { physical } = await listenerRule.apply.create(rig.context, { wanted, tags: rig.tagsFor(wanted) });
  const { live } = await rig.observe();
  return live.find((one) => one.physical === physical)!;
}

async function places(rig: Rig<ListenerRuleState>): Promise<Record<string, number>> {
  const { live } = await rig.observe();
  return Object.fromEntries(live.map(({ state }) => [JSON.stringify(state.conditions[0]), state.priority]));
}

const path = (pattern: string): string => JSON.stringify({ pathPattern: [pattern] });

describe('a rule on the simulator', () => {
  it.each<[string, Condition[]]>([
    ['a path and a host', [{ pathPattern: ['/b/*', '/a'] }, { hostHeader: ['*.Example.com'] }]],
    ['expressions', [{ pathPatternRegex: ['^/v[0-9]+/'] }, { hostHeaderRegex: ['^api'] }]],
    [
      'headers',
      [{ httpHeader: { name: 'X-Env', values: ['beta', 'alpha'] } }, { httpHeader: { name: 'X-A', regex: ['a'] } }],
    ],
    [
      'methods and parameters',
      [{ httpRequestMethod: ['HEAD', 'GET'] }, { queryString: [{ value: 'x' }, { key: 'v', value: '2' }] }],
    ],
    ['senders', [{ sourceIp: ['10.0.0.0/8', '2001:db8::/32'] }]],
  ])('for %s is as it was asked for once created', async (_, conditions) => {
    const { rig, rule } = await start();
    const wanted = { ...rule('/', 10), conditions: normalConditions(conditions) };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
  });

  it('knows its place, its users and where it belongs', async () => {
    const { rig, rule, web } = await start();
    const live = await rig.create(rule('/api/*', 10));
    expect(live).toMatchObject({
      parent: rule('/', 1).listener,
      outputs: { arn: live.physical },
      uses: [web.green],
    });
  });

  it('has what it says changed in one call, transforms and all, and reset', async () => {
    const { lab, rig, rule, web } = await start();
    await rig.create(rule('/api/*', 10));
    const wanted: ListenerRuleState = {
      ...rule('/v2/*', 10),
      actions: forwardTo([web.green, 9], [web.blue]),
      transforms: [{ urlRewrite: { regex: '^/v2/(.*)$', replace: '/$1' } }],
    };
    lab.simulator.journal.clear();
    expect(await rig.update(wanted)).toEqual(['rule']);
    expect(lab.simulator.journal.count('ModifyRule')).toBe(1);
    expect(rig.differences(wanted, await rig.live())).toEqual([]);
    const { transforms: _, ...plain } = wanted;
    expect(await rig.update(plain)).toEqual(['rule']);
    expect((await rig.live()).state.transforms).toEqual([]);
  });

  it('is gone once removed, and stays so when removed again', async () => {
    const { rig, rule } = await start();
    const live = await rig.create(rule('/', 10));
    await listenerRule.apply.remove(rig.context, live);
    await listenerRule.apply.remove(rig.context, live);
    expect(await rig.observe()).toEqual({ live: [], unreadable: [] });
  });

  it.each(['drop-after', 'drop-before', 'throttle'] as const)('is made once where a create meets %s', async (kind) => {
    const { lab, rig, rule } = await start();
    lab.simulator.faults.add({ kind, action: 'CreateRule', times: 1 });
    const live = await rig.create(rule('/', 10));
    expect(rig.differences(rule('/', 10), live)).toEqual([]);
  });

  it('does not take a place from somebody else’s rule', async () => {
    const { rig, rule } = await start();
    await listenerRule.apply.create(rig.context, { wanted: rule('/theirs', 10), tags: {} });
    await expect(make(rig, rule('/ours', 10))).rejects.toMatchObject({ code: 'owner-conflict' });
  });
});

describe('the places of rules', () => {
  it('are exchanged in one call, doomed rules out of the way', async () => {
    const { lab, rig, rule } = await start();
    const a = await make(rig, rule('/a', 10));
    const b = await make(rig, rule('/b', 20));
    const old = await make(rig, rule('/old', 30));
    const kept = await make(rig, rule('/kept', 40));
    lab.simulator.journal.clear();
    await listenerRule.apply.arrange?.(rig.context, {
      updated: [
        { live: a, wanted: rule('/a', 20) },
        { live: b, wanted: rule('/b', 10) },
      ],
      created: [rule('/new', 30)],
      doomed: [old],
      kept: [kept],
    });
    expect(lab.simulator.journal.counts()).toEqual({ 'elasticloadbalancing:SetRulePriorities': 1 });
    expect(await places(rig)).toEqual({
      [path('/a')]: 20,
      [path('/b')]: 10,
      [path('/old')]: 50_000,
      [path('/kept')]: 40,
    });
  });

  it('cost no call where nothing has to move', async () => {
    const { lab, rig, rule } = await start();
    const a = await make(rig, rule('/a', 10));
    lab.simulator.journal.clear();
    const unmoved = {
      updated: [{ live: a, wanted: rule('/b', 10) }],
      created: [rule('/new', 30)],
      doomed: [],
      kept: [],
    };
    await listenerRule.apply.arrange?.(rig.context, unmoved);
    expect(lab.simulator.journal.count()).toBe(0);
  });

  it('are not taken from a rule that is to be left as it is', async () => {
    const { rig, rule } = await start();
    const a = await make(rig, rule('/a', 10));
    const kept = await make(rig, rule('/kept', 20));
    const onto = { updated: [{ live: a, wanted: rule('/a', 20) }], created: [], doomed: [], kept: [kept] };
    await expect(listenerRule.apply.arrange?.(rig.context, onto)).rejects.toMatchObject({
      message: `priority 20 is held by ${kept.physical}, which is left alone`,
    });
    expect(await places(rig)).toEqual({ [path('/a')]: 10, [path('/kept')]: 20 });
  });
});

describe('reading rules', () => {
  it('costs one call a listener, and one for the tags of twenty', async () => {
    const { lab, rig, rule } = await start();
    for (let priority = 1; priority <= 21; priority += 1) await make(rig, rule(`/${priority}`, priority));
    lab.simulator.journal.clear();
    expect((await rig.observe()).live).toHaveLength(21);
    expect(lab.simulator.journal.counts()).toEqual({
      'elasticloadbalancing:DescribeRules': 1,
      'elasticloadbalancing:DescribeTags': 2,
    });
  });

  it('says which listener’s rules it could not read', async () => {
    const { lab, rig, rule } = await start();
    await rig.create(rule('/', 10));
    lab.simulator.faults.add({ kind: 'access-denied', action: 'DescribeRules' });
    const { live, unreadable } = await rig.observe();
    expect(live).toEqual([]);
    expect(unreadable).toMatchObject([{ type: 'listener-rule', parent: rule('/', 1).listener }]);
  });

  it('without their tags finds nothing', async () => {
    const { lab, rig, rule } = await start();
    await rig.create(rule('/', 10));
    lab.simulator.faults.add({ kind: 'access-denied', action: 'DescribeTags' });
    const { live, unreadable } = await rig.observe();
    expect(live).toEqual([]);
    expect(unreadable).toEqual([{ type: 'listener-rule', message: expect.stringContaining('DescribeTags') as string }]);
  });

  it('leaves out what answers by itself to nobody', async () => {
    const { rig, rule } = await start();
    const wanted = { ...rule('/', 10), actions: [normalAction({ fixedResponse: { statusCode: '404' } })] };
    expect((await rig.create(wanted)).uses).toEqual([]);
  });
});
