import type { Context } from 'hono';
import type { DaemonStatus } from '../status.ts';
import { etagOf } from './proof.ts';

/** An answer with its ETag, so that who asks again for what has not changed is told only that. */
export function answer(c: Context, text: string, type = 'application/json'): Response {
  const etag = etagOf(text);
  const headers = { ETag: etag, 'Content-Type': `${type}; charset=utf-8` };
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
  return c.body(text, 200, headers);
}

/** Made once for each status, however many ask for it. */
export function remembered(make: (status: DaemonStatus) => unknown): (status: DaemonStatus) => string {
  const made = new WeakMap<DaemonStatus, string>();
  return (status) => {
    const text = made.get(status) ?? JSON.stringify(make(status));
    made.set(status, text);
    return text;
  };
}
