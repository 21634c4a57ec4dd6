import { DescribeTargetGroupsCommand, ModifyTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Simulator } from '../../../src/simulator/server.ts';
import type { Sdk } from '../../support/clients.ts';
import { openStage, type Life } from './stage.ts';

const pages = 'target-group/default/pages';
const delay = 'deregistration_delay.timeout_seconds';
const path = `/spec/attributes/${delay}`;

interface Resource {
  readonly conditions: readonly { readonly type: string; readonly reason: string }[];
}

async function stalledBy(life: Life): Promise<string | undefined> {
  const { conditions } = await life.api<Resource>('resources/TargetGroup/default/pages');
  return conditions.find(({ type }) => type === 'Stalled')?.reason;
}

/** AWS takes whatever is written to it, and has the same as before. */
function stick({ world }: Pick<Simulator, 'world'>, value: string): { readonly unstick: () => void } {
  const { attributes } = [...world().elbv2.targetGroups.values()].find(({ name }) => name === 'pages')!;
  attributes.set(delay, value);
  attributes.set = (key, wanted) =>
    key === delay ? attributes : (Map.prototype.set.call(attributes, key, wanted) as typeof attributes);
  return { unstick: () => void Reflect.deleteProperty(attributes, 'set') };
}

/** By hand, as nobody should. */
async function changePath(sdk: Sdk, name: string): Promise<void> {
  const { TargetGroups: [group] = [] } = await sdk.elbv2.send(new DescribeTargetGroupsCommand({ Names: [name] }));
  const { TargetGroupArn } = group!;
  await sdk.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPath: '/other' }));
}

test('a field that AWS does not keep is left after three writes, and nothing else is', async () => {
  const { folder, sdk, simulator, start } = await openStage();
  const file = join(folder, 'target-groups.yaml');
  const life = await start();
  await life.settled();
  const { unstick } = stick(simulator, '77');
  const { journal } = simulator;
  const writes = (): number => journal.count('ModifyTargetGroupAttributes');
  const before = writes();
  await life.until(({ findings }) => findings.some(({ id, doing }) => id === pages && doing === 'blocked'));
  expect(writes() - before).toBe(3);
  expect(await stalledBy(life)).toBe('NonConverging');

  const checks = journal.count('ModifyTargetGroup');
  await changePath(sdk, 'pages');
  await life.said(({ msg, id, what }) => msg === 'drift healed' && id === pages && what!.includes('/healthCheck/path'));
  await changePath(sdk, 'api');
  await life.said(({ msg, id }) => msg === 'drift healed' && id === 'target-group/default/api');
  // Two by hand, and two to put them right.
  expect(journal.count('ModifyTargetGroup') - checks).toBe(4);
  expect(writes() - before).toBe(3);
  const stalls = life.lines.filter(({ msg, id }) => id === pages && (msg === 'stalled' || msg === 'recovered'));
  expect(stalls.map(({ msg, what }) => [msg, what!.startsWith(path)])).toEqual([['stalled', true]]);
  expect(await stalledBy(life)).toBe('NonConverging');

  unstick();
  writeFileSync(file, readFileSync(file, 'utf8').replace(`${delay}: 30`, `${delay}: 45`));
  await life.said(({ msg, id }) => msg === 'recovered' && id === pages);
  await life.settled();
  expect(writes() - before).toBe(4);
  expect(await stalledBy(life)).toBe('Free');
});
