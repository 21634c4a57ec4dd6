import {
  DescribeLoadBalancersCommand,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStage } from './stage.ts';

const key = 'deletion_protection.enabled';

test('protection against deletion is lifted for a manifest that says so, and for nothing else', async () => {
  const { folder, sdk, simulator, start } = await openStage();
  const file = join(folder, 'load-balancer.yaml');
  const text = readFileSync(file, 'utf8');
  const life = await start(['--max-prune', '100', '--max-prune-share', '1']);
  await life.settled();
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand());
  const { LoadBalancerArn } = balancer!;
  const Attributes = [{ Key: key, Value: 'true' }];
  await sdk.elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
  const isProtected = (): boolean =>
    simulator.world().elbv2.loadBalancers.get(LoadBalancerArn!)?.attributes.get(key) === 'true';

  // Nobody asks for it any more, and somebody has protected it.
  rmSync(file);
  await life.said(
    ({ msg, id, what }) => msg === 'failed' && id === 'load-balancer/default/content-routing' && what!.includes(key),
  );
  await life.another();
  expect(isProtected()).toBe(true);
  // What goes with it stays with it.
  const { listeners, rules } = simulator.world().elbv2;
  expect([listeners.size, rules.size]).toEqual([1, 7]);

  writeFileSync(file, text.replace('  attributes:\n', `  attributes:\n    ${key}: false\n`));
  await life.until(() => !isProtected());
  await life.settled();
  rmSync(file);
  await life.until(() => simulator.world().elbv2.loadBalancers.size === 0);
  expect(await life.end()).toBe(0);
});
