import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came. */
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Receives notifications, on loopback. */
export interface Receiver {
  readonly port: number;
  readonly received: readonly Received[];
  /** Resolves with the first so many. */
  first(count: number): Promise<readonly Received[]>;
}

/** Answers with each status in turn and the last one from then on; 0 is no answer at all. */
export async function receiver(...statuses: readonly number[]): Promise<Receiver> {
  const received: Received[] = [];
  let warn = (): void => undefined;
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const body = JSON.parse(text) as Received['body'];
      received.push({ path: request.url ?? '', headers: request.headers, text, body });
      const status = statuses[Math.min(received.length, statuses.length) - 1] ?? 204;
      if (status !== 0) response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
      warn();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    port: (server.address() as AddressInfo).port,
    received,
    async first(count) {
      // oxlint-disable-next-line no-await-in-loop -- until enough have come
      while (received.length < count) await new Promise<void>((resolve) => (warn = resolve));
      return received.slice(0, count);
    },
  };
}

/** A clock on which waits of some lengths are over at once, and those of others never. */
export function hurried(isOver: (ms: number) => boolean): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => 0,
    sleep(ms, signal) {
      if (isOver(ms)) {
        waits.push(ms);
        return Promise.resolve();
      }
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    },
  };
}
