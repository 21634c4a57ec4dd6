import type { HttpBindings } from '@hono/node-server';
import type { Handler } from 'hono';
import { refuse } from '../requests/refuse.ts';
import type { Broadcast } from './stream.ts';

/** One more who listens, from the event on after the last one that they know. */
export function streamRoute(broadcast: Broadcast, numberOf: (text: string) => number | undefined): Handler {
  return (c) => {
    const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' };
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    if (broadcast.isFull) return refuse(c, 503, 'too many event streams are open', { 'Retry-After': '30' });
    const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
    const after = numberOf(c.req.header('last-event-id') ?? '');
    // Without the encoding named, the adapter waits for more before it sends the first part.
    return c.body(
      broadcast.open(after, () => outgoing?.destroy()),
      200,
      { ...headers, 'Transfer-Encoding': 'chunked' },
    );
  };
}
