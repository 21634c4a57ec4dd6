import {
  DeleteListenerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { openStage } from './stage.ts';

test('what somebody deletes comes back, and both are told once', async () => {
  const { sdk, simulator, start } = await openStage();
  const life = await start();
  await life.settled();
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand());
  const { Listeners: [listener] = [] } = await sdk.elbv2.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer!.LoadBalancerArn }),
  );
  await sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn: listener!.ListenerArn }));
  await life.said(({ msg, id }) => msg === 'drift gone' && id === 'listener/default/content-routing/80');
  await life.settled();
  expect(simulator.journal.count('CreateListener')).toBe(2);
  expect(life.told('drift found').filter(({ id }) => id === 'listener/default/content-routing/80')).toHaveLength(1);
  expect(await life.end()).toBe(0);
});
