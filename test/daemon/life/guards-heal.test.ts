import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const delay = 'deregistration_delay.timeout_seconds';

async function deleteRule(sdk: Sdk, priority: string): Promise<void> {
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand());
  const { LoadBalancerArn } = balancer!;
  const { Listeners: [listener] = [] } = await sdk.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const { ListenerArn } = listener!;
  const { Rules = [] } = await sdk.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
  const { RuleArn } = Rules.find(({ Priority }) => Priority === priority)!;
  await sdk.elbv2.send(new DeleteRuleCommand({ RuleArn }));
}

test('what somebody deletes comes back, and is reported when it goes and when it comes', async () => {
  const { sdk, simulator, start } = await openStage();
  const life = await start();
  await life.settled();
  const writes = simulator.journal.writes();
  await deleteRule(sdk, '50');
  await life.said(({ msg, id }) => msg === 'drift healed' && id === rule);
  await life.settled();
  expect(simulator.journal.writes() - writes).toBe(2);
  expect(life.logged('drift found').map(({ id }) => id)).toEqual([rule]);
  expect(life.logged('drift healed').map(({ id }) => id)).toEqual([rule]);
  expect(await life.end()).toBe(0);
});

test('what is saved is applied; what is half written changes nothing, and is reported until it is whole', async () => {
  const { folder, simulator, start } = await openStage();
  const file = join(folder, 'target-groups.yaml');
  const text = readFileSync(file, 'utf8');
  const life = await start();
  await life.settled();
  const attributes = (): number => simulator.journal.count('ModifyTargetGroupAttributes');
  const before = attributes();

  writeFileSync(file, text.replace('timeout_seconds: 30', 'timeout_seconds: 45'));
  await life.until(() => attributes() > before);
  await life.settled();
  expect(attributes() - before).toBe(1);
  expect(life.logged('drift found')).toEqual([]);

  const writes = simulator.journal.writes();
  writeFileSync(file, `${text.slice(0, text.indexOf('timeout_seconds: 30'))}timeout_seconds: { 60`);
  const { status } = await life.until(({ status: { folder: seen } }) => seen.problemCount > 0);
  expect(status.folder.problems.join()).toContain('target-groups.yaml');
  expect(life.logged('folder problem').map(({ problem }) => problem)).toEqual(status.folder.problems);
  await life.another();
  expect(simulator.journal.writes()).toBe(writes);

  writeFileSync(file, text);
  await life.until(({ status: { folder: seen } }) => seen.problemCount === 0);
  await life.until(() => attributes() - before > 1);
  await life.settled();
  expect(attributes() - before).toBe(2);
  expect(simulator.journal.count('DeleteTargetGroup') + simulator.journal.count('DeregisterTargets')).toBe(0);
  expect(await life.end()).toBe(0);
});

test('drift is only reported where the manifest says so, and not even that where it is suspended', async () => {
  const { folder, simulator, start } = await openStage();
  const file = join(folder, 'target-groups.yaml');
  const text = readFileSync(file, 'utf8');
  const annotate = (annotation: string): void =>
    writeFileSync(file, text.replaceAll('metadata:\n', `metadata:\n  annotations: { ${annotation} }\n`));
  annotate('evenkeel.dev/drift: warn');
  const life = await start();
  await life.settled();
  const writes = simulator.journal.writes();
  for (const { attributes } of simulator.world().elbv2.targetGroups.values()) attributes.set(delay, '77');
  await life.until(({ findings }) => findings.length === 2 && findings.every(({ doing }) => doing === 'report'));
  annotate('evenkeel.dev/suspend: "true"');
  await life.until(({ findings }) => findings.length === 0);
  await life.another();
  expect(simulator.journal.writes()).toBe(writes);
  expect(life.logged('drift found')).toHaveLength(2);
  writeFileSync(file, text);
  await life.until(() => simulator.journal.count('ModifyTargetGroupAttributes') === 4);
  await life.settled();
  expect(await life.end()).toBe(0);
});
