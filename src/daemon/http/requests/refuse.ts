import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { say } from './answer.ts';

/** Every refusal has the same form. */
export function refuse(
  c: Context,
  status: ContentfulStatusCode,
  error: string,
  headers?: Record<string, string>,
): Response {
  return say(c, JSON.stringify({ error }), { status, type: 'application/json', headers });
}
