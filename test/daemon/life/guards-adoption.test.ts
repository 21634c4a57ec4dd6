import { expect, test } from 'vitest';
import { adoptingOne, filledGroup } from '../../support/filled-group.ts';
import { idsIn, openStage } from './stage.ts';

test('what adoption left is withheld, until a person has allowed exactly that list', async () => {
  const stage = await openStage({ files: { 'web.yaml': adoptingOne } });
  await filledGroup(stage);
  const { journal } = stage.simulator;
  const life = await stage.start();
  const { findings } = await life.until((seen) => seen.findings.some(({ doing }) => doing === 'withhold'));
  expect(findings).toHaveLength(1);
  const logged = await life.said(({ msg }) => msg === 'withheld');
  expect(idsIn([logged])).toEqual(findings.map(({ id }) => id));
  await life.another();
  await life.another();
  const hash = /--allow-prune ([0-9a-f]{12})/.exec(logged.what ?? '')?.[1] ?? '';
  expect(life.logged('withheld')).toHaveLength(1);
  expect(journal.count('DeregisterTargets')).toBe(0);
  await life.end();

  const other = await stage.start(['--allow-prune', '0123456789ab']);
  await other.another();
  expect(journal.count('DeregisterTargets')).toBe(0);
  await other.end();

  const allowed = await stage.start(['--allow-prune', hash]);
  await allowed.until((seen) => seen.findings.length === 0);
  await allowed.settled();
  expect(journal.count('DeregisterTargets')).toBe(1);
  await allowed.end();
});
