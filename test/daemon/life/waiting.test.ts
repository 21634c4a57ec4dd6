import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestAws } from '../../aws/endpoint.ts';
import { REGION } from '../../support/clients.ts';
import { edited } from '../../support/folders.ts';
import { INTERVAL, startRig, type Rig } from '../loop/rig.ts';

/** An AWS that was away so often in a row that nobody asks it for a long time. */
async function longAway(folder: string, failures: number): Promise<Rig> {
  const rig = await startRig(folder);
  await rig.settle();
  rig.simulator.faults.set([{ kind: 'error-500' }]);
  rig.clock.advance(INTERVAL);
  for (let attempts = 1; ; attempts += 1) {
    const { places } = await rig.until((status) => status.places[0]?.failure?.attempts === attempts);
    if (attempts === failures) return rig;
    rig.clock.advance(places[0]!.next! - rig.clock.now());
  }
}

test('it waits longer and longer for AWS, up to a quarter of an hour', async () => {
  const rig = await longAway(edited('content-routing', {}), 12);
  const [place] = rig.status().places;
  // Half of what it may be: the rest is chance.
  expect(place!.next! - rig.clock.now()).toBe(450_000);
  expect(rig.events('failed')).toHaveLength(1);
});

test.each([
  ['a file that is saved', 'folder'],
  ['SIGHUP', 'signal'],
] as const)('%s ends the waiting', async (_, trigger) => {
  const folder = edited('content-routing', {});
  const rig = await longAway(folder, 8);
  rig.simulator.faults.clear();
  const calls = rig.simulator.journal.count();
  const file = join(folder, 'all.yaml');
  if (trigger === 'signal') rig.daemon.trigger('signal');
  else writeFileSync(file, readFileSync(file, 'utf8').replace('"intervalSeconds":30', '"intervalSeconds":20'));
  const cycle = await rig.cycle();
  expect(cycle.trigger).toBe(trigger);
  expect(rig.simulator.journal.count()).toBeGreaterThan(calls);
  expect(rig.status().places[0]!.failure).toBeUndefined();
  expect(rig.events('recovered')).toEqual([expect.stringMatching(/^AWS is readable again after /)]);
});

/** Real time, for it is the wire that is waited on: so long that no busy machine takes it for a call that is answered. */
const timeoutMs = 3_000;

test('an AWS that gives no answer is reported like one that is away', async () => {
  const rig = await startRig(edited('content-routing', {}), {
    places: (hooks) =>
      Promise.resolve([
        {
          name: 'default',
          region: REGION,
          open: (signal) => openTestAws(url(), { ...hooks, signal, timeoutMs }),
        },
      ]),
  });
  function url(): string {
    return rig.simulator.url;
  }
  await rig.settle();
  // Nobody moves the clock on which it waits.
  rig.simulator.faults.set([{ kind: 'latency', ms: 86_400_000 }]);
  rig.clock.advance(INTERVAL);
  await rig.until(({ places: [place] }) => place?.failure !== undefined);
  expect(rig.events('failed')).toEqual([expect.stringMatching(/did not answer: it took too long/)]);
  rig.simulator.faults.clear();
  rig.daemon.trigger('signal');
  await rig.cycle();
  expect(rig.events('recovered')).toHaveLength(1);
});
