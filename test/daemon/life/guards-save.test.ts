import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStage } from './stage.ts';

test('what is saved is applied; what is half written changes nothing, and is told until it is whole', async () => {
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
  expect(life.told('drift found')).toEqual([]);

  const writes = simulator.journal.writes();
  writeFileSync(file, `${text.slice(0, text.indexOf('timeout_seconds: 30'))}timeout_seconds: { 60`);
  const { status } = await life.until(({ status: { folder: seen } }) => seen.problemCount > 0);
  expect(status.folder.problems.join()).toContain('target-groups.yaml');
  expect(life.told('folder problem').map(({ problem }) => problem)).toEqual(status.folder.problems);
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
