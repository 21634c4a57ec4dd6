import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sameText, signatureOf } from './proof.ts';
import { refuse } from './refuse.ts';

interface TriggerOptions {
  readonly trigger: (reason: 'request' | 'hook') => void;
  readonly hookSecret: string | undefined;
}

const largestBody = 1_048_576;

/** The two ways to have a cycle run now. */
export function triggerRoutes({ trigger, hookSecret }: TriggerOptions): Hono {
  const routes = new Hono();
  routes.use(
    bodyLimit({ maxSize: largestBody, onError: (c) => refuse(c, 413, 'more than 1 MiB', { Connection: 'close' }) }),
  );
  routes.post('/reconcile', (c) => {
    trigger('request');
    return c.json({ triggered: true }, 202);
  });
  routes.post('/hook', async (c) => {
    if (hookSecret === undefined) return refuse(c, 404, 'no hook is set up');
    const signature = c.req.header('x-hub-signature-256') ?? '';
    const body = new Uint8Array(await c.req.arrayBuffer());
    if (!sameText(signature, signatureOf(body, hookSecret))) return refuse(c, 401, 'the signature does not fit');
    trigger('hook');
    return c.json({ triggered: true }, 202);
  });
  return routes;
}
