import type { Context } from 'hono';
import type { DaemonStatus } from '../status.ts';
import { etagOf } from './proof.ts';

/** What is answered, and how to tell whether it is another. */
export interface Answer {
  readonly text: string;
  readonly etag: string;
}

/** An answer with its ETag, so that who asks again for what has not changed is told only that. */
export function answer(c: Context, what: string | Answer, type = 'application/json'): Response {
  const { text, etag } = typeof what === 'string' ? answerOf(what) : what;
  const headers = { ETag: etag, 'Content-Type': `${type}; charset=utf-8` };
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
  return c.body(text, 200, headers);
}

/**
 * Made once for the last cycles of all places, however many ask. They are known by their numbers, so that nothing of a
 * cycle is held on to; and only the latest answer is kept.
 */
export function perCycle(make: (status: DaemonStatus) => object): (status: DaemonStatus) => Answer {
  let kept: (Answer & { readonly cycles: string }) | undefined;
  return (status) => {
    const cycles = status.places.map(({ name, cycle }) => `${name} ${cycle?.number}`).join();
    if (kept?.cycles !== cycles) kept = { cycles, ...answerOf(JSON.stringify(make(status))) };
    return kept;
  };
}

function answerOf(text: string): Answer {
  return { text, etag: etagOf(text) };
}
