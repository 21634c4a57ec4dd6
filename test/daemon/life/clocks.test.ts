import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { FileRecord } from '../../../src/daemon/lease/file-record.ts';
import { TermLease } from '../../../src/daemon/lease/term-lease.ts';
import { edited, folderOf } from '../../support/folders.ts';
import { TwoClocks } from '../lease/two-clocks.ts';
import { INTERVAL, startRig } from '../loop/rig.ts';
import { driftOn } from './drift.ts';

const aDay = 86_400_000;
const page = { html: '', js: '', css: '', icon: '' };

test.each([
  ['forward', aDay],
  ['back', -aDay],
])('a time of day that is set a day %s keeps nothing from its turn, and nothing is of the future', async (_, jump) => {
  const wall = new ManualClock();
  const warning = { '*#/metadata/annotations': { 'evenkeel.dev/drift': 'warn' } };
  const rig = await startRig(edited('content-routing', warning), {
    clock: wall,
    server: { listen: '127.0.0.1:0', page },
  });
  const get = async (path: string): Promise<string> => (await fetch(`${rig.daemon.url}${path}`)).text();
  await rig.settle();
  await driftOn(rig, '/before');
  await rig.cycle(INTERVAL);
  expect(rig.events('drift-found')).toHaveLength(1);

  wall.advance(jump);
  expect(await get('/readyz')).toBe('ready');
  expect(await get('/metrics')).toMatch(/^evenkeel_drift_age_seconds\{.*\} \d+(?:\.\d+)?$/m);
  const { findings, number } = await rig.cycle(INTERVAL);
  expect(findings.map(({ since }) => since <= wall.now())).toEqual([true]);
  expect(rig.events('drift-found')).toHaveLength(1);

  rig.simulator.faults.set([{ kind: 'error-500' }]);
  rig.clock.advance(INTERVAL);
  await rig.until(({ places: [place] }) => place?.failure !== undefined);
  wall.advance(-2 * jump);
  rig.clock.advance(INTERVAL);
  const { places } = await rig.until(({ places: [place] }) => place?.failure?.attempts === 2);
  expect(places[0]!.failure!.since).toBeLessThanOrEqual(wall.now());
  rig.simulator.faults.clear();
  expect((await rig.cycle(INTERVAL)).number).toBe(number + 1);

  rig.simulator.faults.set([{ kind: 'error-500' }]);
  rig.clock.advance(INTERVAL);
  await rig.until(({ places: [place] }) => place?.failure !== undefined);
  rig.clock.advance(200 * INTERVAL);
  expect(await get('/readyz')).toMatch(/^place default: no cycle has completed for \d+ s$/);
});

test('what is said of the role is what it may do at that moment, though the time of day jump under the lease', async () => {
  const time = new TwoClocks();
  const lease = new TermLease({
    clock: time,
    monotonic: time.monotonic,
    record: new FileRecord(join(folderOf({}), 'lock'), time),
    tenant: { id: 'a', name: 'a' },
  });
  const rig = await startRig(edited('content-routing', {}), {
    clock: time,
    lease,
    server: { listen: '127.0.0.1:0', page },
  });
  const get = async (path: string): Promise<string> => (await fetch(`${rig.daemon.url}${path}`)).text();
  await rig.settle();
  expect(await get('/readyz')).toBe('ready');

  // From now on until it has renewed the lease it can't be sure of it, and does not write.
  time.jump(aDay);
  await driftOn(rig, '/drifted');
  const writes = rig.simulator.journal.writes();
  expect((await rig.cycle(INTERVAL)).findings).toHaveLength(1);
  expect(rig.simulator.journal.writes()).toBe(writes);
  expect([await get('/readyz'), rig.status().role]).toEqual(['on standby', 'standing-by']);
  expect(await get('/metrics')).toMatch(/^evenkeel_leading 0$/m);

  time.advance(5_000);
  while (!lease.held()) await setImmediate();
  expect([await get('/readyz'), rig.status().role]).toEqual(['ready', 'leading']);
  expect(await get('/metrics')).toMatch(/^evenkeel_leading 1$/m);
  time.jump(aDay);
  time.advance(5_000);
  while (!lease.held()) await setImmediate();
  const { outcomes } = await rig.cycle(INTERVAL);
  expect(outcomes.map(({ status }) => status)).toEqual(['done']);
  expect(rig.status().role).toBe('leading');
});
