import {
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { isWrite } from '../../src/core/plan.ts';
import { inWords, nothing } from '../support/controller.ts';
import { edited } from '../support/folders.ts';
import { annotated, scenario, useLab } from './lab.ts';

const lab = useLab();

function vpcId(): string | undefined {
  return [...lab.simulator.world().ec2.vpcs.values()].find((one) => one.tags.get('Name') === 'tour-vpc')?.vpcId;
}

describe('a deletion that AWS refuses', () => {
  it('has not deleted what was to go along with it', async () => {
    await lab.hand.setBalancerAttribute(scenario, 'deletion_protection.enabled', 'true');
    const { outcomes } = await lab.controller.apply(nothing);
    const statusOf = new Map(outcomes.map(({ change, status }) => [change.id, status]));
    expect(statusOf.get(`load-balancer/default/${scenario}`)).toBe('failed');
    expect(statusOf.get(`listener/default/${scenario}/80`)).toBe('skipped');
    expect(statusOf.get(`listener-rule/default/${scenario}/80/api`)).toBe('skipped');
    expect(await lab.hand.rules(scenario)).toHaveLength(7);
  });
});

describe('the rules of a security group', () => {
  it('of one direction are made though those of the other are refused, and each failure is reported of its own rule', async () => {
    await lab.controller.converge(nothing);
    lab.simulator.faults.set([{ kind: 'access-denied', action: 'AuthorizeSecurityGroupIngress' }]);
    const { outcomes } = await lab.controller.apply(edited(scenario, {}));
    for (const { change, error } of outcomes) if (error !== undefined) expect(error.facts.subject).toBe(change.id);
    lab.simulator.faults.clear();
    const { plan } = await lab.controller.look(edited(scenario, {}));
    expect(plan.changes.filter(isWrite).map(({ id }) => id)).toEqual([
      'security-group-rule/default/content-routing-sg/ingress/tcp/80/0.0.0.0-0',
    ]);
  });
});

describe('a load balancer of somebody else', () => {
  it('does not keep the target groups from being made, which need nothing of it', async () => {
    await lab.controller.converge(nothing);
    const Subnets = await lab.hand.subnets(['Public subnet A', 'Public subnet C']);
    await lab.account.sdk.elbv2.send(new CreateLoadBalancerCommand({ Name: scenario, Subnets }));
    const { plan } = await lab.controller.look(edited(scenario, {}));
    expect(inWords(plan).filter((line) => line.includes('target-group/'))).toEqual([
      'create target-group/default/api (spec)',
      'create target-group/default/pages (spec)',
    ]);
  });
});

describe('adoption', () => {
  it('never breaks what it would take over: what cannot be changed in place is refused, and named', async () => {
    await lab.controller.converge(nothing);
    await lab.account.sdk.elbv2.send(
      new CreateTargetGroupCommand({ Name: 'pages', Protocol: 'HTTP', Port: 80, VpcId: vpcId(), TargetType: 'ip' }),
    );
    const { plan } = await lab.controller.apply(edited(scenario, annotated('pages', 'adopt', 'true')));
    const change = plan.changes.find(({ id }) => id === 'target-group/default/pages');
    expect(change?.blocked).toMatchObject({ reason: 'foreign-owner', would: 'replace' });
    expect(change?.blocked?.message).toContain('/spec/targetType');
    const { TargetGroups = [] } = await lab.account.sdk.elbv2.send(new DescribeTargetGroupsCommand({}));
    expect(TargetGroups.filter(({ TargetGroupName }) => TargetGroupName?.startsWith('pages'))).toMatchObject([
      { TargetGroupName: 'pages', TargetType: 'ip' },
    ]);
  });
});

describe('what could not be made at first', () => {
  it.each(['correct', 'warn', 'ignore'])(
    'is no drift where the manifest says %s, but still to be made',
    async (mode) => {
      await lab.controller.converge(nothing);
      const folder = edited(scenario, annotated(scenario, 'drift', mode));
      lab.simulator.faults.set([{ kind: 'access-denied', action: 'CreateListener' }]);
      expect((await lab.controller.run(folder)).ending).toBe('failed');
      lab.simulator.faults.clear();
      expect((await lab.controller.run(folder)).ending).toBe('converged');
      expect(await lab.hand.rules(scenario)).toHaveLength(7);
      await lab.hand.deleteRule(scenario, 30);
      const { plan } = await lab.controller.look(folder);
      expect(inWords(plan)).toEqual(
        { correct: ['create'], warn: ['blocked'], ignore: [] }[mode]?.map((action) =>
          expect.stringMatching(new RegExp(`^${action} listener-rule/default/content-routing/80/api-host `)),
        ),
      );
    },
  );

  it('since what it points at is missing, is asked for by the manifest ever after', async () => {
    await lab.controller.converge(nothing);
    const lost = { targetGroups: [{ targetGroup: { name: 'lost' } }] };
    const folder = edited(scenario, { [`${scenario}#/spec/listeners/0/rules/0/actions`]: [{ forward: lost }] });
    expect((await lab.controller.run(folder)).ending).toBe('converged');
    await lab.account.sdk.elbv2.send(
      new CreateTargetGroupCommand({ Name: 'lost', Protocol: 'HTTP', Port: 80, VpcId: vpcId() }),
    );
    const { plan } = await lab.controller.look(folder);
    expect(inWords(plan)).toContain('create listener-rule/default/content-routing/80/api (spec)');
    expect((await lab.controller.run(folder)).ending).toBe('converged');
    expect(inWords((await lab.controller.look(folder)).plan)).toEqual([]);
  });
});
