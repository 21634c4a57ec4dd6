import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { onTestFinished, expect, test } from 'vitest';
import type { Patience } from '../../src/daemon/http/server/serve.ts';
import { CountedStore, cycleOf, driftedScene, staged, statusOf } from './http-stage.ts';
import { multiplied } from './many.ts';

const hasty: Patience = { headersTimeout: 40, requestTimeout: 80, connectionsCheckingInterval: 20, silence: 200 };

/** Sends these bytes; gives all that came back once the server has hung up. */
function spoken(url: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = socketTo(url).on('connect', () => void socket.write(text));
    socket.setEncoding('latin1').on('data', (part: string) => (heard += part));
    socket.on('close', () => resolve(heard));
  });
}

function socketTo(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // Who is cut off in the middle of writing hears of it as an error, and then of the end.
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** The sockets that came to a server here since, and how many of them it still has open. */
function guests(): { readonly all: readonly Socket[]; readonly open: () => number } {
  const all: Socket[] = [];
  const note = (message: unknown): void => void all.push((message as { readonly socket: Socket }).socket);
  subscribe('net.server.socket', note);
  onTestFinished(() => void unsubscribe('net.server.socket', note));
  return { all, open: () => all.filter(({ destroyed }) => !destroyed).length };
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setImmediate(resolve));
}

const head = 'GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n';

test.each([
  ['nothing', ''],
  ['half a header', head],
  ['half a body', 'POST /-/hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf'],
  [
    'a chunk that does not end',
    'POST /-/hook HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf',
  ],
])('who sends %s and waits is hung up on', async (_, text) => {
  const { url, triggers } = await staged(undefined, { patience: hasty, hookSecret: 'hush' });
  const { open } = guests();
  expect(await spoken(url, text)).toMatch(/^(?:$|HTTP\/1\.1 408 )/);
  await until(() => open() === 0);
  expect(triggers).toEqual([]);
});

test('who asks for much and reads none of it is hung up on, and what they asked for is let go', async () => {
  const { url } = await staged(statusOf(multiplied(cycleOf(driftedScene), 200)), { patience: hasty });
  const { all, open } = guests();
  const deaf = Array.from({ length: 5 }, () => {
    const socket = socketTo(url).pause();
    socket.write('GET /api/v1/graph HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(50));
    return socket;
  });
  await until(() => all.length === deaf.length);
  await until(() => open() === 0);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test.each([
  [
    'a length and chunks at once',
    'POST /-/hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    400,
  ],
  [
    'two lengths',
    'POST /-/hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nhalf',
    400,
  ],
  ['no host', 'GET /api/v1/status HTTP/1.1\r\n\r\n', 400],
  ['no host by an elder protocol', 'GET /api/v1/status HTTP/1.0\r\n\r\n', 400],
  [
    'another host in the target',
    'GET http://evil.example/api/v1/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    421,
  ],
  ['a tunnel', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: localhost\r\n\r\n', undefined],
  ['no protocol', 'hello\r\n\r\n', 400],
  ['a header that is too long', `${head}X: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
  ['too many headers', `${head}${Array.from({ length: 5_000 }, (_, n) => `X-${n}: 1\r\n`).join('')}\r\n`, 431],
])('%s gets nothing', async (_, text, status) => {
  const { url, triggers } = await staged(undefined, { hookSecret: 'hush', patience: hasty });
  const heard = await spoken(url, text);
  expect(heard).toMatch(status === undefined ? /^$/ : new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(heard.match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThanOrEqual(1);
  expect(triggers).toEqual([]);
});

test('who asks for the stream and leaves before it begins leaves nothing behind', async () => {
  const store = new CountedStore(statusOf());
  const { url } = await staged(undefined, { store });
  const before = store.listeners;
  const { all, open } = guests();
  const ask = 'GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n';
  for (let count = 1; count <= 100; count += 1) {
    const socket = socketTo(url).on('connect', () => {
      socket.write(ask, () => (count % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()));
    });
  }
  await until(() => all.length === 100 && open() === 0);
  await until(() => store.listeners === before);
});

test('requests that are sent at once are answered one after the other', async () => {
  const { url } = await staged();
  const last = `${head}Connection: close\r\n\r\n`;
  const heard = await spoken(url, `${head}\r\n`.repeat(99) + last);
  expect(heard.match(/HTTP\/1\.1 200 OK\r/g)).toHaveLength(100);
});

test.each([
  ['say nothing', ''],
  ['say half of what they want', head],
  ['ask for much and read nothing of it', 'GET /api/v1/graph HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(50)],
])('however many %s, probes are answered, and who listens is not hung up on', async (_, text) => {
  const most = 8;
  const { url, store } = await staged(statusOf(multiplied(cycleOf(driftedScene), 200)), { most });
  const { all, open } = guests();
  const listening = await fetch(`${url}/api/v1/stream`);
  const reader = listening.body!.getReader();
  await reader.read();
  for (let count = 1; count <= 3 * most; count += 1) socketTo(url).pause().write(text);
  await until(() => all.length === 3 * most + 1 && open() === most);
  for (const probe of ['healthz', 'readyz']) {
    expect((await fetch(`${url}/${probe}`, { headers: { connection: 'close' } })).status).toBe(200);
  }
  expect(open()).toBeLessThanOrEqual(most);
  store.update((status) => ({ ...status, role: 'standing-by' }));
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('standing-by');
});
