import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { driftOf } from '../../src/core/drift.ts';
import type { Plan } from '../../src/core/plan.ts';
import { census } from '../support/census.ts';
import { inWords, nothing } from '../support/controller.ts';
import { edited } from '../support/folders.ts';
import { scenario, useLab } from './lab.ts';

const lab = useLab();

/** The folder with something to do everywhere, and something that nobody asks for any more. */
function busy(): string {
  return edited(scenario, {
    '*#/spec/tags/Stage': 'second',
    [`${scenario}#/spec/listeners/0/rules`]: [],
    [`${scenario}#/spec/attributes/idle_timeout.timeout_seconds`]: 90,
    'pages#/spec/attributes/deregistration_delay.timeout_seconds': 31,
    'content-routing-sg#/spec/ingress/0/port': 81,
  });
}

function blocked({ changes }: Plan, reason: string): string[] {
  return changes.flatMap((change) => (change.blocked?.reason === reason ? [change.blocked.message] : []));
}

describe.each([
  ['elasticloadbalancing', 'DescribeLoadBalancers'],
  ['elasticloadbalancing', 'DescribeLoadBalancerAttributes'],
  ['elasticloadbalancing', 'DescribeListeners'],
  ['elasticloadbalancing', 'DescribeListenerAttributes'],
  ['elasticloadbalancing', 'DescribeRules'],
  ['elasticloadbalancing', 'DescribeTargetGroups'],
  ['elasticloadbalancing', 'DescribeTargetGroupAttributes'],
  ['elasticloadbalancing', 'DescribeTargetHealth'],
  ['elasticloadbalancing', 'DescribeTags'],
  ['ec2', 'DescribeSecurityGroups'],
  ['ec2', 'DescribeSecurityGroupRules'],
  ['ec2', 'DescribeVpcs'],
  ['ec2', 'DescribeSubnets'],
])('where %s:%s is refused', (service, action) => {
  it('says so with the permission that lacks, and nobody can say whether it drifted', async () => {
    lab.simulator.faults.set([{ kind: 'access-denied', action }]);
    const { plan } = await lab.controller.look(busy());
    const messages = blocked(plan, 'unreadable');
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message).toContain(`allow ${service}:${action}`);
    expect(driftOf(plan).verdict).toBe('unknown');
  });

  it('blames nothing else, whatever hangs on what was not answered', async () => {
    lab.simulator.faults.set([{ kind: 'access-denied', action }]);
    const { plan } = await lab.controller.look(edited(scenario, {}));
    const reasons = plan.changes.flatMap((change) => change.blocked?.reason ?? []);
    expect(new Set(reasons)).toEqual(new Set(['unreadable']));
    expect(inWords(plan).filter((line) => line.startsWith('create') || line.startsWith('register'))).toEqual([]);
  });

  it('neither makes a twin nor deletes what no manifest asks for', async () => {
    const before = (await census(lab.account.sdk)).length;
    lab.simulator.faults.set([{ kind: 'access-denied', action }]);
    await lab.controller.apply(edited(scenario, {}));
    const { plan } = await lab.controller.apply(nothing);
    expect(inWords(plan).filter((line) => !line.endsWith('(prune-withheld)'))).toEqual([]);
    lab.simulator.faults.clear();
    expect(await census(lab.account.sdk)).toHaveLength(before);
  });
});

describe('what is looked up by name', () => {
  it('may be a target group of somebody else', async () => {
    const vpc = [...lab.simulator.world().ec2.vpcs.values()].find((one) => one.tags.get('Name') === 'tour-vpc');
    await lab.account.sdk.elbv2.send(
      new CreateTargetGroupCommand({ Name: 'theirs', Protocol: 'HTTP', Port: 80, VpcId: vpc?.vpcId }),
    );
    const forward = { targetGroups: [{ targetGroup: { name: 'theirs' } }] };
    await lab.controller.converge(
      edited(scenario, { [`${scenario}#/spec/listeners/0/defaultActions`]: [{ forward }] }),
    );
    const arn = await lab.hand.targetGroup('theirs');
    const rules = await lab.hand.rules(scenario);
    expect(rules.find((rule) => rule.IsDefault)?.Actions?.[0]?.TargetGroupArn).toBe(arn);
  });
});
