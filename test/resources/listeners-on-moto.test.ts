import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Live } from '../../src/core/resource.ts';
import { normalAction } from '../../src/resources/action/normal.ts';
import type { ListenerRuleState } from '../../src/resources/listener-rule/type.ts';
import type { ListenerState } from '../../src/resources/listener/type.ts';
import { listener, listenerRule } from '../../src/resources/registry.ts';
import { openTestAws } from '../aws/endpoint.ts';
import { motoIsMissing, startMoto, type Moto } from '../support/moto.ts';
import { buildWeb, forwardTo, type Web } from './listener/web.ts';
import { rigFor, type Rig } from './rig.ts';

/** What an independent reading of AWS's documents must agree with; its known deviations are left out. */
describe.skipIf(motoIsMissing !== undefined)('on moto', () => {
  let moto: Moto | undefined;
  let web: Web;
  let listeners: Rig<ListenerState>;

  beforeAll(async () => {
    moto = await startMoto();
    const { url } = moto;
    const { Subnets = [] } = await (await openTestAws(url)).ec2.describeSubnets({});
    const subnets = Subnets.slice(0, 2).map((subnet) => subnet.SubnetId ?? '');
    web = await buildWeb({ url, vpc: Subnets[0]?.VpcId ?? '', subnets });
    listeners = await rigFor(listener, url, { parents: [web.balancer] });
  });

  afterAll(() => moto?.stop());

  function http(): ListenerState {
    return { loadBalancer: web.balancer.physical, port: 80, protocol: 'HTTP', defaultActions: forwardTo([web.blue]) };
  }

  it('a listener is made, changed and deleted', async () => {
    const live = await listeners.create(http());
    expect(listeners.differences(http(), live)).toEqual([]);
    const wanted = { ...http(), port: 8080, defaultActions: forwardTo([web.blue, 9], [web.green]) };
    expect(await listeners.update(wanted)).toEqual(['listener']);
    expect(listeners.differences(wanted, await listeners.live())).toEqual([]);
    const away = normalAction({ redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } });
    await listeners.update({ ...wanted, defaultActions: [away] });
    expect((await listeners.live()).state.defaultActions).toEqual([away]);
    await listener.apply.remove(listeners.context, live);
    await listener.apply.remove(listeners.context, live);
    expect(await listeners.observe()).toEqual({ live: [], unreadable: [] });
  });

  it('rules are made, changed, exchanged and deleted', async () => {
    const parent = await listeners.create(http());
    const rules = await rigFor(listenerRule, web.url, { parents: [parent] });
    const rule = (path: string, priority: number): ListenerRuleState => ({
      listener: parent.physical,
      priority,
      conditions: [{ hostHeader: ['api.example.com'] }, { pathPattern: [path] }],
      actions: forwardTo([web.green]),
    });
    const live = await rules.create(rule('/a', 10));
    expect(rules.differences(rule('/a', 10), live)).toEqual([]);
    expect(await rules.update(rule('/b', 10))).toEqual(['rule']);
    expect(rules.differences(rule('/b', 10), await rules.live())).toEqual([]);

    await listenerRule.apply.create(rules.context, { wanted: rule('/c', 20), tags: {} });
    const [one, other] = (await rules.observe()).live.toSorted((a, b) => a.state.priority - b.state.priority);
    await listenerRule.apply.arrange?.(rules.context, {
      updated: [
        { live: one!, wanted: rule('/b', 20) },
        { live: other!, wanted: rule('/c', 10) },
      ],
      created: [],
      doomed: [],
      kept: [],
    });
    expect(await placesOf(rules)).toEqual({ [one!.physical]: 20, [other!.physical]: 10 });
    for (const each of [one!, other!]) await listenerRule.apply.remove(rules.context, each);
    await listenerRule.apply.remove(rules.context, one!);
    expect(await rules.observe()).toEqual({ live: [], unreadable: [] });
    await listener.apply.remove(listeners.context, parent);
  });
});

async function placesOf(rules: Rig<ListenerRuleState>): Promise<Record<string, number>> {
  const { live } = await rules.observe();
  return Object.fromEntries(live.map(({ physical, state }: Live<ListenerRuleState>) => [physical, state.priority]));
}
