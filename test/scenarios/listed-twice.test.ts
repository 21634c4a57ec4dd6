import { describe, expect, it } from 'vitest';
import { readingThrough } from '../../src/aws/reads.ts';
import type { Aws } from '../../src/aws/ports.ts';
import { isWrite } from '../../src/core/plan.ts';
import { load } from '../../src/engine/load.ts';
import { look } from '../../src/engine/cycle.ts';
import { balancer, folder, forward, group, manifest, service, useYard } from './yard.ts';

/*
 * AWS's pages are no picture of one moment: what is written while they are read may move from one to another, and then stands in
 * both.
 */

const yard = useYard();

/** The same AWS, in which everything of those answers is listed a second time. */
function listingTwice(aws: Aws, operation: string): Aws {
  return readingThrough(aws, async (asked) => {
    const answer = await asked.call(asked.input);
    if (asked.operation !== operation) return answer;
    return Object.fromEntries(
      Object.entries(answer).map(([name, value]) => [name, Array.isArray(value) ? [...value, ...value] : value]),
    );
  });
}

describe('what AWS lists twice is there once', () => {
  const rules = [{ name: 'api', priority: 10, conditions: [{ pathPattern: ['/api/*'] }], actions: [forward('web')] }];
  const listeners = [{ port: 80, protocol: 'HTTP', defaultActions: [forward('web')], rules }];
  const ingress = [{ protocol: 'tcp', port: 80, from: [{ cidr: '10.0.0.0/8' }] }];
  const byTag = service({ instances: [{ tags: { Role: 'page' } }] });
  const open = manifest('SecurityGroup', 'open', { vpc: { name: 'yard' }, description: 'open', ingress });

  it.each([
    'describeTargetGroups',
    'describeLoadBalancers',
    'describeListeners',
    'describeRules',
    'describeTargetHealth',
    'describeTags',
    'describeInstances',
    'describeSubnets',
    'describeVpcs',
    'describeSecurityGroups',
    'describeSecurityGroupRules',
  ])('by %s', async (operation) => {
    const { account, controller } = yard;
    const tier = folder(group(), byTag, open, balancer('web', { listeners, securityGroups: [{ ref: 'open' }] }));
    await controller.converge(tier);
    const loaded = await load(tier, {});
    const { plan } = await look({
      aws: listingTwice(controller.aws, operation),
      clock: account.clock,
      owner: 'default',
      loaded,
    });
    const changes = plan.changes.filter((change) => isWrite(change) || change.action === 'blocked');
    expect(changes.map(({ id, action, blocked }) => ({ id, action, blocked }))).toEqual([]);
  });
});
