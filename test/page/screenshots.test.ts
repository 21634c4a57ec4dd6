import { writeFileSync } from 'node:fs';
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
import { SECOND_LOOK_MS } from '../../src/core/absence.ts';
import type { Target } from '../../src/simulator/elbv2/state.ts';
import { setTargetHealth } from '../../src/simulator/elbv2/target-health.ts';
import { INTERVAL, type Rig } from '../daemon/loop/rig.ts';
import { documentsOf, edited } from '../support/folders.ts';
import { withBrowser } from './browser.ts';
import { daemonWith } from './daemon-with.ts';

/** Where the pictures go; without it none is taken. */
const folder = process.env['EVENKEEL_SCREENSHOTS'];
const minutes = 60_000;

const looks = {
  light: { colorScheme: 'light', viewport: { width: 1_440, height: 1_000 } },
  dark: { colorScheme: 'dark', viewport: { width: 1_440, height: 1_000 } },
  telephone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
} as const;

interface Scene {
  readonly name: string;
  readonly folder: () => string;
  /** What has happened by the time that the picture is taken. */
  readonly happens: (rig: Rig) => Promise<void>;
  /** What is looked into. */
  readonly chosen: { readonly role: 'row' | 'button'; readonly name: RegExp };
}

const warned = { 'api#/metadata/annotations': { 'evenkeel.dev/drift': 'warn' } };
const group = { role: 'row', name: /TargetGroup api / } as const;
const entrance = { role: 'button', name: /^load balancer / } as const;

const scenes: readonly Scene[] = [
  { name: 'page', folder: () => edited('content-routing', warned), happens: night, chosen: group },
  { name: 'away', folder: () => edited('content-routing', warned), happens: outage, chosen: group },
  { name: 'unhealthy', folder: () => edited('content-routing', {}), happens: illness, chosen: group },
  { name: 'withheld', folder: () => edited('content-routing', {}), happens: emptied, chosen: entrance },
];

const pictures = scenes.flatMap((scene) =>
  Object.entries(looks).map(([look, options]) => ({ name: `${scene.name}-${look}`, scene, options })),
);

/** AWS goes away while something that drifted is reported and not healed. */
async function outage(rig: Rig): Promise<void> {
  await night(rig);
  rig.simulator.faults.set([{ kind: 'error-500' }]);
  rig.clock.advance(INTERVAL);
  await rig.until(({ places: [place] }) => place?.failure !== undefined);
  rig.clock.advance(2 * minutes);
}

/** The load balancer and what fills its groups are gone from the folder, as after a branch that was mixed up. */
async function emptied({ cycle }: Rig): Promise<void> {
  await cycle(18 * minutes);
  const left = documentsOf('content-routing').filter(
    (one) => !/"kind":"(?:LoadBalancer|Service)"/.test(JSON.stringify(one)),
  );
  writeFileSync('all.yaml', left.map((one) => JSON.stringify(one)).join('\n---\n'));
  await cycle(INTERVAL);
}

/** Changes by hand in the account: some healed since, one reported and left as it is. */
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
  await cycle(SECOND_LOOK_MS);
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

withBrowser('pictures of the page', (room) => {
  test.skipIf(folder === undefined).each(pictures)('$name', async ({ name, scene, options }) => {
    // The page shows the folder's path, and this one is nobody's.
    process.chdir(scene.folder());
    const rig = await daemonWith(room, './');
    await rig.settle();
    await scene.happens(rig);
    const { tab } = await room.open(rig.url, { ...options, now: rig.clock.now() + 400 });
    const { role, name: chosen } = scene.chosen;
    const what = tab.getByRole(role, { name: chosen });
    await what.waitFor();
    if (options.viewport.width > 1_000) {
      await what.click();
      await tab.getByRole('complementary').getByText('In AWS').waitFor();
    }
    await tab.mouse.move(0, 0);
    await tab.screenshot({
      path: join(folder!, `${name}.png`),
      fullPage: (scene.name === 'page' || scene.name === 'unhealthy') && options.viewport.width > 1_000,
    });
  });
});
