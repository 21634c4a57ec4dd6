import { connect, type Socket } from 'node:net';
import { onTestFinished, expect, test } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { Broadcast, MOST_CLIENTS } from '../../src/daemon/http/api/stream.ts';
import { Store } from '../../src/daemon/store.ts';
import { NOW } from '../report/stage.ts';
import type { CycleResult } from '../../src/daemon/status.ts';
import { CountedStore, cycleOf, driftedScene, staged, statusOf } from './http-stage.ts';
import { multiplied } from './many.ts';

const event = { at: NOW, place: 'default', kind: 'changed', message: 'done' } as const;

/** Reads until what has come so far fits; fails where the stream ends before. */
async function until(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: RegExp): Promise<string> {
  let text = '';
  while (!wanted.test(text)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`it ended after ${JSON.stringify(text)}`);
    text += new TextDecoder().decode(value);
  }
  return text;
}

async function listen(
  url: string,
  headers: Record<string, string> = {},
): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const response = await fetch(`${url}/api/v1/stream`, { headers });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  return response.body!.getReader();
}

test('a listener gets the snapshot, each change, and a sign of life while nothing happens', async () => {
  const { url, store, clock } = await staged();
  const reader = await listen(url);
  expect(await until(reader, /\n\n$/)).toMatch(/^id: 0\nevent: snapshot\ndata: \{"status":\{"version":1,/);
  store.update((status) => ({ ...status, role: 'standing-by' }), [event]);
  const sent = await until(reader, /event: status\n.*\n\n$/);
  expect(sent).toMatch(/^id: 1\nevent: event\ndata: \{"at":.*\n\nevent: status\ndata: .*"role":"standing-by"/);
  clock.advance(15_000);
  expect(await until(reader, /\n\n$/)).toBe('event: heartbeat\ndata: {}\n\n');
  await reader.cancel();
});

test('who comes back is sent what they missed', async () => {
  const { url, store } = await staged();
  store.update((status) => status, [event, event, event]);
  const reader = await listen(url, { 'last-event-id': '1' });
  const [, data = '{}'] = /data: (.*)\n/.exec(await until(reader, /\n\n$/)) ?? [];
  const { events, last } = JSON.parse(data) as { events: { sequence: number }[]; last: number };
  expect([events.map(({ sequence }) => sequence), last]).toEqual([[2, 3], 3]);
  await reader.cancel();
});

test('a thousand may listen, not one more; when they leave, nothing of them stays', async () => {
  const counted = new CountedStore(statusOf());
  const clock = new CountedClock();
  const broadcast = new Broadcast({ store: counted, clock });
  const streams = Array.from({ length: MOST_CLIENTS }, () => broadcast.open(undefined, () => undefined));
  expect([broadcast.isFull, broadcast.size, counted.listeners, clock.sleepers]).toEqual([true, MOST_CLIENTS, 1, 1]);
  counted.update((status) => status);
  for (const stream of streams) await stream.cancel();
  await Promise.resolve();
  expect([broadcast.isFull, broadcast.size, counted.listeners, clock.sleepers]).toEqual([false, 0, 0, 0]);
});

test('a thousand on real sockets, and the next one is asked to come later', async () => {
  const { url } = await staged();
  const sockets = await Promise.all(Array.from({ length: MOST_CLIENTS }, () => ask(url)));
  const late = await fetch(`${url}/api/v1/stream`);
  expect([late.status, late.headers.get('retry-after')]).toEqual([503, '30']);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  // As soon as they are gone there is room again.
  for (let status = 503; status !== 200;) {
    const again = await fetch(`${url}/api/v1/stream`);
    status = again.status;
    await again.body?.cancel();
  }
});

test('a quiet cycle sends little, and what it found is not read again', async () => {
  const many = (number: number): CycleResult => ({ ...multiplied(cycleOf(driftedScene), 200), number });
  const { url, store } = await staged(statusOf(many(1)));
  const reader = await listen(url);
  await until(reader, /\n\n$/);
  const read = async (): Promise<[string | null, string]> => {
    const response = await fetch(`${url}/api/v1/findings`);
    return [response.headers.get('etag'), await response.text()];
  };
  const [etag, text] = await read();
  expect(text.length).toBeGreaterThan(50_000);
  store.update(() => statusOf(many(2)));
  const sent = await until(reader, /event: status\n.*\n\n$/);
  expect(sent).toContain('"number":2');
  expect(sent.length).toBeLessThan(1_000);
  expect(await read()).toEqual([etag, text]);
  await reader.cancel();
});

test('who has read all that came may get more at once than may be left unread', async () => {
  const { url, store } = await staged();
  const reader = await listen(url);
  await until(reader, /\n\n$/);
  const events = Array.from({ length: 1_000 }, () => ({ ...event, message: 'x'.repeat(200) }));
  store.update((status) => status, events);
  const sent = await until(reader, /event: status\n.*\n\n$/);
  expect(sent.match(/^event: event$/gm)).toHaveLength(1_000);
  await reader.cancel();
});

test('who does not read is dropped, and the others are sent more', async () => {
  const { url, store } = await staged();
  const slow = await ask(url);
  slow.pause();
  const dropped = new Promise((resolve) => slow.once('close', resolve));
  slow.on('error', () => undefined);
  const reader = await listen(url);
  await until(reader, /\n\n$/);
  const message = 'x'.repeat(60_000);
  let rounds = 0;
  for (; rounds < 1_000 && !slow.destroyed; rounds += 1) {
    store.update((status) => status, [{ ...event, message }]);
    await until(reader, /event: status\n.*\n\n$/);
    if (rounds % 50 === 49) slow.resume().pause();
  }
  slow.resume();
  await dropped;
  await reader.cancel();
});

test('nobody is left waiting when it closes', async () => {
  const clock = new ManualClock(NOW);
  const broadcast = new Broadcast({ store: new Store(statusOf()), clock });
  const reader = broadcast.open(undefined, () => undefined).getReader();
  await reader.read();
  broadcast.close();
  expect(await reader.read()).toEqual({ done: true, value: undefined });
  expect(broadcast.isFull).toBe(true);
});

class CountedClock extends ManualClock {
  sleepers = 0;

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleepers += 1;
    return super.sleep(ms, signal).finally(() => (this.sleepers -= 1));
  }
}

/** A socket that asked for the stream and has got the beginning of it. */
function ask(url: string): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET /api/v1/stream HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
    );
    onTestFinished(() => void socket.destroy());
    socket.once('error', reject).once('data', () => resolve(socket));
  });
}
