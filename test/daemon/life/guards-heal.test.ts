import {
  DeleteRuleCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import type { Sdk } from '../../support/clients.ts';
import { openStage } from './stage.ts';

const rule = 'listener-rule/default/content-routing/80/moved';

async function deleteRule(sdk: Sdk, priority: string): Promise<void> {
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand());
  const { LoadBalancerArn } = balancer!;
  const { Listeners: [listener] = [] } = await sdk.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const { ListenerArn } = listener!;
  const { Rules = [] } = await sdk.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
  const { RuleArn } = Rules.find(({ Priority }) => Priority === priority)!;
  await sdk.elbv2.send(new DeleteRuleCommand({ RuleArn }));
}

test('what somebody deletes comes back, and is told when it goes and when it comes', async () => {
  const { sdk, simulator, start } = await openStage();
  const life = await start();
  await life.settled();
  const writes = simulator.journal.writes();
  await deleteRule(sdk, '50');
  await life.said(({ msg, id }) => msg === 'drift gone' && id === rule);
  await life.settled();
  expect(simulator.journal.writes() - writes).toBe(2);
  expect(life.told('drift found').map(({ id }) => id)).toEqual([rule]);
  expect(life.told('drift gone').map(({ id }) => id)).toEqual([rule]);
  expect(await life.end()).toBe(0);
});
