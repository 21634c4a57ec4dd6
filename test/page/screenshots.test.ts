import { join } from 'node:path';
import {
  DeleteRuleCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { test } from 'vitest';
import type { Target } from '../../src/simulator/elbv2/state.ts';
import { setTargetHealth } from '../../src/simulator/elbv2/target-health.ts';
import { INTERVAL, type Rig } from '../daemon/loop/rig.ts';
import { edited } from '../support/folders.ts';
import { withBrowser, type Room } from './browser.ts';
import { daemonWith } from './daemon-with.ts';

/** Where the pictures go; without it none is taken. */
const folder = process.env['EVENKEEL_SCREENSHOTS'];
const minutes = 60_000;

const pictures = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1_440, height: 1_000 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1_440, height: 1_000 } },
  { name: 'telephone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;
type Picture = (typeof pictures)[number];

/** Somebody's hands in the account, some of it healed since, one of it told but left as it is. */
async function night({ sdk: { elbv2 }, cycle }: Rig): Promise<void> {
  const { LoadBalancers: [balancer] = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const { LoadBalancerArn } = balancer!;
  const { TargetGroups = [] } = await elbv2.send(new DescribeTargetGroupsCommand({}));
  const pages = TargetGroups.find(({ TargetGroupName }) => TargetGroupName === 'pages')!;
  const api = TargetGroups.find(({ TargetGroupName }) => TargetGroupName === 'api')!;
  const { Listeners: [listener] = [] } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn: listener!.ListenerArn }));
  const rule = Rules.find(({ Priority }) => Priority === '40')!;

  await cycle(40 * minutes);
  await elbv2.send(new DeleteRuleCommand({ RuleArn: rule.RuleArn }));
  await cycle(INTERVAL);
  await cycle(1_000);
  await cycle(25 * minutes);
  const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }];
  await elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
  await cycle(INTERVAL);
  await cycle(1_000);
  await elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn: api.TargetGroupArn, HealthCheckPath: '/status' }));
  await cycle(INTERVAL);
  await cycle(18 * minutes);
  await elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn: pages.TargetGroupArn, HealthCheckPath: '/ok' }));
  await cycle(INTERVAL);
}

/** One target that answers too late takes the API out of service; of the two pages one is left. */
async function illness({ simulator, cycle }: Rig): Promise<void> {
  const world = simulator.world();
  for (const { arn, targets } of world.elbv2.targetGroups.values()) {
    const [{ id, port }] = [...targets.values()].toReversed() as [Target];
    setTargetHealth(world, { targetGroupArn: arn, id, port }, 'Target.Timeout');
  }
  await cycle(INTERVAL);
}

/** Has the page drawn with the API's group chosen, where there is room for it. */
async function draw(room: Room, rig: Rig & { readonly url: string }, { name, ...options }: Picture, title: string) {
  const { tab } = await room.open(rig.url, { ...options, now: rig.clock.now() + 400 });
  const isWide = options.viewport.width > 1_000;
  const group = tab.getByRole('row', { name: /TargetGroup api / });
  await group.waitFor();
  if (isWide) {
    await group.click();
    await tab.getByRole('complementary').getByText('In AWS').waitFor();
  }
  await tab.mouse.move(0, 0);
  await tab.screenshot({ path: join(folder!, `${title}-${name}.png`), fullPage: isWide });
}

withBrowser('pictures of the page', (room) => {
  test.skipIf(folder === undefined).each(pictures)('of a night: $name', async (picture) => {
    const warned = { 'api#/metadata/annotations': { 'evenkeel.dev/drift': 'warn' } };
    // The page shows the folder's path, and this one is nobody's.
    process.chdir(edited('content-routing', warned));
    const rig = await daemonWith(room, './');
    await rig.settle();
    await night(rig);
    await draw(room, rig, picture, 'page');
  });

  test.skipIf(folder === undefined).each(pictures)('of an unhealthy group: $name', async (picture) => {
    process.chdir(edited('content-routing', {}));
    const rig = await daemonWith(room, './');
    await rig.settle();
    await illness(rig);
    await draw(room, rig, picture, 'unhealthy');
  });
});
