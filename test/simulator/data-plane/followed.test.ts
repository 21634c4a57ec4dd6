import { DeleteListenerCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import type { OpenListener } from '../../../src/simulator/data-plane/followed.ts';
import { registerTargets } from '../../../src/simulator/elbv2/targets.ts';
import { clientsFor } from '../support.ts';
import { openWeb } from './ground.ts';

test('each listener gets an address as it appears, where every target says who it is', async () => {
  const { simulator, dataPlane, instance, listener, web, groupArn, listenerArn, call } = await openWeb();
  const { elbv2 } = clientsFor(simulator.url);
  const opened: OpenListener[] = [];
  dataPlane.nameTargets();
  dataPlane.follow((one) => opened.push(one));
  await elbv2.send(new DescribeLoadBalancersCommand({}));
  expect(opened).toEqual([
    { loadBalancer: 'web', port: 80, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
  ]);
  const { instanceId: Id } = instance();
  registerTargets({ TargetGroupArn: groupArn, Targets: [{ Id }, { Id, Port: 8080 }] }, call);
  const url = opened[0]?.url ?? '';
  const said = [await (await fetch(`${url}/a?b`)).text(), await (await fetch(url)).text()];
  expect(said).toEqual([`GET /a?b came to ${Id} on port 80\n`, `GET / came to ${Id} on port 8080\n`]);

  listener(web.LoadBalancerArn, groupArn, 81);
  await elbv2.send(new DeleteListenerCommand({ ListenerArn: listenerArn }));
  expect(opened.map(({ port }) => port)).toEqual([80, 81]);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
