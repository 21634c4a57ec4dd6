import { expect, test } from 'vitest';
import { driftOn, groupsOf } from './drift.ts';
import { gateTo, type Gate } from './gate.ts';
import { openStage, type Life } from './stage.ts';

const ways: readonly (readonly [string, (gate: Gate) => unknown])[] = [
  ['answers 503', (gate) => gate.treat(() => 503)],
  ['refuses connections', (gate) => gate.close()],
];

async function metric(life: Life, name: string): Promise<number> {
  const text = await (await fetch(`${life.url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
}

test.each(ways)('an AWS that %s is told of once, waited for, and taken up where it was left', async (_, leave) => {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  const life = await stage.start([], { AWS_ENDPOINT_URL: gate.url });
  await life.settled();
  const writes = stage.simulator.journal.writes();
  await leave(gate);
  await driftOn(stage, '/drifted');

  const { status } = await life.until(({ status: { places } }) => (places[0]?.failure?.attempts ?? 0) >= 2);
  const { failure, lastSuccess } = status.places[0]!;
  expect(failure!.since).toBeGreaterThan(lastSuccess!);
  expect(failure!.message).toMatch(/answered HTTP 503 with something that is no AWS answer|cannot reach http:/);
  expect(life.told('cycle failed')).toMatchObject([{ level: 'warn', place: 'default', code: 'unavailable' }]);
  expect(await metric(life, 'controller_runtime_reconcile_errors_total')).toBeGreaterThanOrEqual(2);
  expect(await metric(life, 'evenkeel_last_success_timestamp_seconds')).toBe(lastSuccess! / 1_000);
  expect(stage.simulator.journal.writes()).toBe(writes + 1);

  await gate.close();
  await gate.open();
  gate.treat(() => 'pass');
  life.signal('SIGHUP');
  await life.said(({ msg }) => msg === 'drift gone');
  expect(life.told('recovered')).toMatchObject([{ level: 'info', place: 'default' }]);
  expect(life.told('cycle failed')).toHaveLength(1);
  expect((await groupsOf(stage)).map(({ HealthCheckPath }) => HealthCheckPath)).not.toContain('/drifted');
  expect((await life.settled()).status.places[0]!.failure).toBeUndefined();
  expect(await life.end()).toBe(0);
});

test('an AWS that is away at the start is waited for', async () => {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  await gate.close();
  const life = await stage.start([], { AWS_ENDPOINT_URL: gate.url });
  const ready = async (): Promise<unknown> => {
    const answer = await fetch(`${life.url}/readyz`);
    return { status: answer.status, text: await answer.text() };
  };
  await life.said(({ msg }) => msg === 'cycle failed');
  expect(await ready()).toEqual({ status: 503, text: 'place default: no cycle has come to its end yet' });
  await gate.open();
  await life.settled();
  expect(await ready()).toEqual({ status: 200, text: 'ready' });
  expect(life.told('cycle failed')).toHaveLength(1);
  expect(stage.simulator.journal.count('CreateLoadBalancer')).toBe(1);
});
