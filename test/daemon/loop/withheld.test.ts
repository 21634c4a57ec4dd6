import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countWithheld } from '../../../src/core/guards/withheld.ts';
import { documentsOf, edited } from '../../support/folders.ts';
import { INTERVAL, startRig } from './rig.ts';

test('what is withheld stays so, all of it, however often AWS is looked at', async () => {
  const folder = edited('content-routing', {});
  const rig = await startRig(folder);
  await rig.settle();
  const writes = rig.simulator.journal.writes();
  const isLeft = (one: object): boolean => !/"kind":"(?:LoadBalancer|Service)"/.test(JSON.stringify(one));
  const left = documentsOf('content-routing').filter(isLeft);
  writeFileSync(join(folder, 'all.yaml'), left.map((one) => JSON.stringify(one)).join('\n---\n'));
  for (let count = 0; count < 6; count += 1) {
    const { known } = await rig.cycle(INTERVAL);
    expect(countWithheld(known.plan)).toBe(4);
  }
  expect(rig.simulator.journal.writes()).toBe(writes);
  expect(rig.events('stalled')).toEqual([]);
});
