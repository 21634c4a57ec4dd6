import { describe, expect, test } from 'vitest';
import { leftoversOf, type LeftoverOptions, type Remains } from '../../src/core/leftover.ts';
import { leftoversJson } from '../../src/report/cost/leftovers/json.ts';
import { leftoversText } from '../../src/report/cost/leftovers/text.ts';
import { pricedLeftovers, type PricedLeftover } from '../../src/report/cost/leftovers/leftovers.ts';
import { logGroupsIn } from '../../src/report/cost/leftovers/log-groups.ts';
import { removalOf } from '../../src/report/cost/leftovers/removals.ts';
import { expectGolden } from './golden.ts';
import { web } from './manifests.ts';
import { appliedBy, snapshotOf } from './stage.ts';

const tags = { 'evenkeel.dev/owner': 'default', 'evenkeel.dev/resource': 'Service/default/old' };
const arn = 'arn:aws:ec2:eu-central-1:123456789012:';
const balancerArn = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web-alb/1a2b3c';

const standing: Remains = {
  snapshot: snapshotOf({ wanted: [], live: appliedBy(web) }),
  tagged: [
    { arn: `${arn}instance/i-0old`, tags },
    { arn: `${arn}dedicated-host/h-0old`, tags },
    { arn: `${arn}security-group/sg-0gone`, tags },
    { arn: balancerArn, tags },
    { arn: 'arn:aws:ecs:eu-central-1:123456789012:task/demo/0tagged-by-its-service', tags },
    { arn: `${arn}elastic-ip/eipalloc-0idle`, tags },
  ],
  idleAddresses: ['eipalloc-0idle', 'eipalloc-0waiting'],
  natGateways: [
    { id: 'nat-0routed', routed: true },
    { id: 'nat-0idle', routed: false },
  ],
};

const options: LeftoverOptions = {
  owner: 'default',
  asked: (manifest) => manifest !== 'LoadBalancer/default/web-alb' && manifest !== 'Service/default/old',
  named: (id) => id === 'eipalloc-0waiting',
};

function listed(remains: Remains = standing, more: Partial<LeftoverOptions> = {}): PricedLeftover[] {
  const leftovers = leftoversOf(remains, { ...options, ...more });
  return pricedLeftovers({ leftovers, snapshot: remains.snapshot });
}

describe('what is left', () => {
  test('is what nobody asks for, once each, without what goes along or is known to be gone', () => {
    expect(listed().map(({ id, standing: how }) => `${how} ${id}`)).toEqual([
      `ours ${balancerArn}`,
      `ours ${arn}instance/i-0old`,
      `ours ${arn}dedicated-host/h-0old`,
      'idle eipalloc-0idle',
      'in-use nat-0routed',
      'idle nat-0idle',
    ]);
  });

  test('is listed in the order in which AWS lets it go: users before what they use', () => {
    const nouns = listed(standing, { asked: () => false }).flatMap(({ what, id }) =>
      id.startsWith(arn) ? [] : [what],
    );
    expect(nouns.slice(0, 4)).toEqual(['load balancer', 'security group', 'target group', 'target group']);
  });

  test('is nothing of what another installation owns', () => {
    expect(listed(standing, { owner: 'other' }).map(({ id }) => id)).toEqual([
      'eipalloc-0idle',
      'nat-0routed',
      'nat-0idle',
    ]);
  });

  test('is listed with its price and the command that removes it', async () => {
    await expectGolden('cost/leftovers.txt', leftoversText(listed(), { logGroups: ['/ecs/web'] }));
    await expectGolden(
      'cost/leftovers.json',
      `${JSON.stringify(leftoversJson(listed(), { region: 'eu-central-1', logGroups: ['/ecs/web'] }), undefined, 2)}\n`,
    );
  });

  test('may be nothing, whatever is in use', () => {
    const clean = { ...standing, tagged: [], idleAddresses: [], natGateways: [{ id: 'nat-0', routed: true }] };
    expect(leftoversText(listed(clean, { asked: () => true }), { logGroups: [] })).toMatch(
      /nat-0 [^]*\n\nNo leftovers\.\n/,
    );
  });

  test('has no price where those of the region are not known', () => {
    const elsewhere = { ...standing, snapshot: { ...standing.snapshot, region: 'eu-north-1' } };
    expect(leftoversText(listed(elsewhere), { logGroups: [] })).toContain('things are left: at least $0.00 a month');
  });
});

test.each([
  [
    'ecs-service',
    'arn:aws:ecs:eu-west-1:1:service/demo/web',
    'ecs delete-service --force --cluster demo --service arn:aws:ecs:eu-west-1:1:service/demo/web',
  ],
  [
    'auto-scaling-group',
    "Bob's group",
    String.raw`autoscaling delete-auto-scaling-group --force-delete --auto-scaling-group-name 'Bob'\''s group'`,
  ],
  ['ec2:volume', `${arn}volume/vol-0`, 'ec2 delete-volume --volume-id vol-0'],
])('a %s is removed by its own command', (type, id, words) => {
  expect(removalOf({ type, id }, 'eu-west-1')).toBe(`aws ${words} --region eu-west-1`);
});

test('log groups are found wherever a container names them, once each', () => {
  const nginx = { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/web' } } };
  expect(logGroupsIn([{ containers: { nginx, sidecar: nginx } }, { containers: {} }])).toEqual(['/ecs/web']);
});
