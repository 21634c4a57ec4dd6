import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { census } from '../support/census.ts';
import { inWords, nothing } from '../support/controller.ts';
import { edited } from '../support/folders.ts';
import { annotated, scenario, useLab } from './lab.ts';

const lab = useLab();

describe('what somebody else has under a name that is asked for', () => {
  const renamed = { 'pages#/spec/name': 'taken' };

  async function settle(): Promise<void> {
    await lab.controller.converge(nothing);
    const vpc = [...lab.simulator.world().ec2.vpcs.values()].find((one) => one.tags.get('Name') === 'tour-vpc');
    await lab.account.sdk.elbv2.send(
      new CreateTargetGroupCommand({ Name: 'taken', Protocol: 'HTTP', Port: 80, VpcId: vpc?.vpcId }),
    );
  }

  it('is never touched, and said to stand in the way', async () => {
    await settle();
    const before = await census(lab.account.sdk);
    const folder = edited(scenario, renamed);
    const { plan } = await lab.controller.apply(folder);
    const change = plan.changes.find(({ id }) => id === 'target-group/default/pages');
    expect(change?.blocked).toMatchObject({ reason: 'foreign-owner', would: 'create' });
    expect(change?.blocked?.message).toContain('set the annotation evenkeel.dev/adopt: "true"');
    expect(await census(lab.account.sdk)).toEqual(expect.arrayContaining(before));
  });

  it('does not keep the rest from converging', async () => {
    await settle();
    const { plan } = await lab.controller.apply(edited(scenario, renamed));
    expect(inWords(plan).filter((line) => line.startsWith('create '))).toContain(
      'create target-group/default/api (spec)',
    );
    const { elbv2 } = lab.simulator.world();
    expect([...elbv2.targetGroups.values()].map((group) => group.name).sort()).toEqual(['api', 'taken']);
    expect(elbv2.loadBalancers.size).toBe(1);
  });

  it('is taken over where the manifest says so, and changed in place', async () => {
    await settle();
    const arn = await lab.hand.targetGroup('taken');
    await lab.controller.converge(edited(scenario, { ...renamed, ...annotated('pages', 'adopt', 'true') }));
    const group = lab.simulator.world().elbv2.targetGroups.get(arn);
    expect(group?.attributes.get('deregistration_delay.timeout_seconds')).toBe('30');
    expect(group?.tags.get('evenkeel.dev/resource')).toBe('TargetGroup/default/pages');
  });
});

describe('a manifest that got another name, and kept its name in AWS', () => {
  const renamed = (): string =>
    edited(scenario, {
      'api#/spec/name': 'api',
      'api#/metadata/name': 'interface',
      'api-instances#/spec/targetGroups/0/targetGroup/ref': 'interface',
      [`${scenario}#/spec/listeners/0/rules`]: [
        {
          name: 'api',
          priority: 10,
          conditions: [{ pathPattern: ['/api/*'] }, { httpRequestMethod: ['GET', 'HEAD', 'POST'] }],
          actions: [{ forward: { targetGroups: [{ targetGroup: { ref: 'interface' } }] } }],
        },
      ],
    });

  it('takes over what stands, so that whoever uses it notices nothing', async () => {
    const arn = await lab.hand.targetGroup('api');
    await lab.controller.converge(renamed());
    expect(lab.simulator.world().elbv2.targetGroups.get(arn)?.tags.get('evenkeel.dev/resource')).toBe(
      'TargetGroup/default/interface',
    );
    expect(lab.writes()).not.toContain('ModifyRule');
    expect(lab.simulator.world().elbv2.targetGroups.size).toBe(2);
  });

  it('waits for a run that may prune, since its former self might only be out of sight', async () => {
    const loaded = { ...(await load(renamed(), process.env)), withhold: 'a file could not be read' };
    const { plan } = await lab.controller.look(loaded);
    const change = plan.changes.find(({ id }) => id === 'target-group/default/interface');
    expect(change?.blocked).toMatchObject({ reason: 'foreign-owner' });
    expect(change?.blocked?.message).toContain(
      'a run that may prune (evenkeel apply --prune, or evenkeel run) hands it over',
    );
  });
});

describe('drift', () => {
  const meddle = async (): Promise<void> => {
    await lab.hand.setBalancerAttribute(scenario, 'idle_timeout.timeout_seconds', '60');
    await lab.hand.deleteRule(scenario, 30);
    await lab.hand.addRule(scenario, 5, '/by-hand');
  };

  it('is reported and left where the manifest says warn, while its own changes are made', async () => {
    const warned = annotated(scenario, 'drift', 'warn');
    await lab.controller.converge(edited(scenario, warned));
    await meddle();
    lab.simulator.journal.clear();
    const { plan } = await lab.controller.apply(edited(scenario, warned));
    expect(inWords(plan).map((line) => line.replace(/[0-9a-f]{16} /, '* '))).toEqual([
      'blocked listener-rule/default/content-routing/80/* (drift-warn)',
      'blocked listener-rule/default/content-routing/80/api-host (drift-warn)',
      'blocked load-balancer/default/content-routing (drift-warn)',
    ]);
    expect(lab.writes()).toEqual([]);
    const { plan: next } = await lab.controller.look(edited(scenario, { ...warned, [`${scenario}#/spec/tags`]: {} }));
    expect(inWords(next)).toContain('update load-balancer/default/content-routing (spec)');
  });

  it.each(['ignore', 'warn'])(
    'that took a whole listener along is not healed either where it says %s',
    async (mode) => {
      const folder = edited(scenario, annotated(scenario, 'drift', mode));
      await lab.controller.converge(folder);
      await lab.hand.deleteListener(scenario);
      lab.simulator.journal.clear();
      const { plan } = await lab.controller.apply(folder);
      expect(lab.writes()).toEqual([]);
      expect(inWords(plan)).toHaveLength(mode === 'warn' ? 7 : 0);
    },
  );

  it('is neither reported nor healed where it says ignore', async () => {
    const folder = edited(scenario, annotated(scenario, 'drift', 'ignore'));
    await lab.controller.converge(folder);
    await meddle();
    expect(inWords((await lab.controller.look(folder)).plan)).toEqual([]);
  });

  it('in a field that is left to somebody else is neither reported nor healed', async () => {
    const paths = '/spec/attributes/idle_timeout.timeout_seconds,/spec/listeners/80/rules/api-host';
    const folder = edited(scenario, annotated(scenario, 'ignore-fields', paths));
    await lab.controller.converge(folder);
    await lab.hand.setBalancerAttribute(scenario, 'idle_timeout.timeout_seconds', '60');
    await lab.hand.deleteRule(scenario, 30);
    await lab.hand.addRule(scenario, 5, '/by-hand');
    expect(
      inWords((await lab.controller.look(folder)).plan).map((line) => line.replace(/[0-9a-f]{16} /, '* ')),
    ).toEqual(['delete listener-rule/default/content-routing/80/* (drift)']);
    await lab.controller.converge(folder);
    expect((await lab.hand.rules(scenario)).some((rule) => rule.Priority === '30')).toBe(false);
  });

  it('is nobody’s business while the manifest is suspended', async () => {
    const folder = edited(scenario, {
      ...annotated(scenario, 'suspend', 'true'),
      [`${scenario}#/spec/tags`]: { a: 'b' },
    });
    await meddle();
    lab.simulator.journal.clear();
    const { plan } = await lab.controller.apply(folder);
    expect(inWords(plan)).toEqual([]);
    expect(lab.writes()).toEqual([]);
  });
});

describe("what carries a copy of a manifest's tags", () => {
  it('is not taken for what a replacement left, and goes only where pruning is allowed', async () => {
    const { elbv2 } = lab.simulator.world();
    const pages = [...elbv2.targetGroups.values()].find((group) => group.name === 'pages');
    await lab.account.sdk.elbv2.send(
      new CreateTargetGroupCommand({
        Name: 'copied-by-hand',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: pages?.vpcId,
        Tags: [...(pages?.tags ?? [])].map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    const { plan } = await lab.controller.look(edited(scenario, {}));
    const copy = plan.changes.filter(({ live }) => live?.includes('copied-by-hand'));
    expect(copy.map(({ action, cause }) => [action, cause])).toEqual([['delete', 'prune']]);
    expect(inWords(plan)).toHaveLength(1);
  });
});
