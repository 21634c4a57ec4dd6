import { Hono, type Context, type HonoRequest } from 'hono';
import { say } from './answer.ts';
import { equalInConstantTime, signatureOf } from './digests.ts';
import { refuse } from './refuse.ts';

interface TriggerOptions {
  readonly trigger: (reason: 'request' | 'hook') => void;
  readonly hookSecret: string | undefined;
}

const largestBody = 1_048_576;

/** The two ways to have a cycle run now. */
export function triggerRoutes({ trigger, hookSecret }: TriggerOptions): Hono {
  const routes = new Hono();
  routes.post('/reconcile', (c) => {
    trigger('request');
    return triggered(c);
  });
  routes.post('/hook', async (c) => {
    if (hookSecret === undefined) return refuse(c, 404, 'no hook is configured: see --hook-secret-file');
    const signature = c.req.header('x-hub-signature-256') ?? '';
    const body = await bodyOf(c.req);
    if (body === undefined) return refuse(c, 413, 'the body is larger than 1 MiB', { Connection: 'close' });
    if (!equalInConstantTime(signature, signatureOf(body, hookSecret)))
      return refuse(c, 401, 'the signature does not match');
    trigger('hook');
    return triggered(c);
  });
  return routes;
}

function triggered(c: Context): Response {
  return say(c, JSON.stringify({ triggered: true }), { status: 202, type: 'application/json' });
}

/** Undefined where it is too large: of that, no more is read than tells so. Not everybody says beforehand how much comes. */
async function bodyOf({ raw }: HonoRequest): Promise<Uint8Array | undefined> {
  if (Number(raw.headers.get('content-length') ?? 0) > largestBody) return undefined;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of raw.body ?? []) {
    size += part.length;
    if (size > largestBody) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
