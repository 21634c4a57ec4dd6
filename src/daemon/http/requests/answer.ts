import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { visible } from '../../../core/visible.ts';
import type { DaemonStatus } from '../../status.ts';
import { etagOf } from './digests.ts';

/** An answer, and the ETag by which a changed one is recognised. */
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

/** What is short and not asked for again and again. */
export function say(
  c: Context,
  text: string,
  { status = 200, type = 'text/plain; charset=utf-8', headers = {} }: Saying = {},
): Response {
  return c.body(visible(text), status, { ...headers, 'Content-Type': type });
}

interface Saying {
  readonly status?: ContentfulStatusCode;
  readonly type?: string;
  readonly headers?: Record<string, string> | undefined;
}

/**
 * Made once for the last cycles of all places, however many ask. They are known by their numbers, and by AWS being away
 * since, so that nothing of a cycle is held on to; and only the latest answer is kept.
 */
export function perCycle(make: (status: DaemonStatus) => object): (status: DaemonStatus) => Answer {
  let kept: (Answer & { readonly cycles: string }) | undefined;
  return (status) => {
    const cycles = status.places
      .map(({ name, cycle, away }) => `${name} ${cycle?.number} ${away?.since} ${away?.failure}`)
      .join();
    if (kept?.cycles !== cycles) kept = { cycles, ...answerOf(JSON.stringify(make(status))) };
    return kept;
  };
}

function answerOf(made: string): Answer {
  const text = visible(made);
  return { text, etag: etagOf(text) };
}
