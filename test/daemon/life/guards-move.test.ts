import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOwnership } from '../../../src/core/ownership.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { openStage } from './stage.ts';

/** What traffic depends on, by ARN and id; with the manifest each belongs to. */
function standing(simulator: Simulator): Map<string, string | undefined> {
  const { elbv2, ec2 } = simulator.world();
  const all = [
    ...elbv2.loadBalancers.values(),
    ...elbv2.listeners.values(),
    ...elbv2.rules.values(),
    ...elbv2.targetGroups.values(),
  ].map(({ arn, tags }) => [arn, tags] as const);
  const groups = [...ec2.securityGroups.values()].map(({ groupId, tags }) => [groupId, tags] as const);
  return new Map([...all, ...groups].map(([id, tags]) => [id, readOwnership(Object.fromEntries(tags))?.manifest]));
}

function groupNames(simulator: Simulator): string[] {
  return [...simulator.world().elbv2.targetGroups.values()].map(({ name }) => name);
}

const making = /^(?:Create|Delete|Register|Deregister|Authorize|Revoke)(?!Tags)/;

/** Calls that make or break something. */
function made({ journal }: Simulator): number {
  return Object.entries(journal.counts()).reduce(
    (sum, [call, count]) => sum + (making.test(call.split(':')[1]!) ? count : 0),
    0,
  );
}

const config = `places:
  - { name: seoul, region: ap-northeast-2, account: "123456789012", namespaces: [default, shop] }
`;

test('a move to another namespace of the same place is no more than that', async () => {
  const { folder, simulator, start } = await openStage();
  const move = (file: string, from: string, to: string): void => {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
  };
  writeFileSync(join(folder, 'evenkeel.yaml'), config);
  const life = await start();
  await life.settled();
  // Some bear another AWS name than their manifest since they were replaced.
  move('target-groups.yaml', '  port: 80\n', '  port: 8080\n');
  await life.until(() => groupNames(simulator).every((name) => !['pages', 'api'].includes(name)));
  await life.settled();
  const before = standing(simulator);
  const calls = made(simulator);
  const files = readdirSync(folder).filter((file) => file !== 'evenkeel.yaml');

  renameSync(join(folder, 'services.yaml'), join(folder, 'pages.yml'));
  await life.another();
  renameSync(join(folder, 'pages.yml'), join(folder, 'services.yaml'));
  for (const file of files) move(file, 'metadata:\n', 'metadata:\n  namespace: shop\n');
  await life.until(() => [...standing(simulator).values()].includes('LoadBalancer/shop/content-routing'));
  await life.settled();
  const after = standing(simulator);
  expect([...after.keys()]).toEqual([...before.keys()]);
  expect([...after.values()]).toEqual([...before.values()].map((manifest) => manifest?.replace('/default/', '/shop/')));
  expect(made(simulator)).toBe(calls);
});
