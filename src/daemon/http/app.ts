import { Hono } from 'hono';
import type { Clock } from '../../core/clock.ts';
import { answer, say } from './requests/answer.ts';
import { apiRoutes, type ApiOptions } from './api/api.ts';
import { authorized, loopbackHost, methods, sameOrigin, secureHeaders } from './requests/guard.ts';
import type { Metrics } from './metrics/metrics.ts';
import { CycleAge } from './api/cycle-age.ts';
import { unreadiness } from './api/readiness.ts';
import { refuse } from './requests/refuse.ts';
import type { Broadcast } from './api/stream.ts';
import { triggerRoutes } from './requests/trigger.ts';

/** The page as it was built. */
export interface Page {
  readonly html: string;
  readonly js: string;
  readonly css: string;
  readonly icon: string;
}

export interface AppOptions extends ApiOptions {
  /** The time of day, for what is answered. */
  readonly clock: Clock;
  /** For spans: it never goes back. The time of day, where there is none. */
  readonly steady?: Clock | undefined;
  readonly metrics: Metrics;
  /** Asks whether this daemon may write now, which also has it shown; where there is nobody else, it always may. */
  readonly leads?: (() => boolean) | undefined;
  /** How often a cycle is due. */
  readonly intervalMs: number;
  /** Has to be shown by whoever asks, where there is one. */
  readonly token?: string | undefined;
  /** Signs what comes to the hook; without one there is no hook. */
  readonly hookSecret?: string | undefined;
  readonly trigger: (reason: 'request' | 'hook') => void;
  readonly page: Page;
  /** Called for errors that are bugs. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** All that is answered. It reads the store, and can have a cycle run; it writes nothing. */
export function appOf(options: AppOptions, broadcast: Broadcast, isLoopback: boolean): Hono {
  const {
    store,
    clock,
    steady = clock,
    metrics,
    leads,
    intervalMs,
    token,
    hookSecret,
    trigger,
    page,
    onError,
  } = options;
  const cycleAge = new CycleAge(store, steady);
  const app = new Hono();
  app.use(secureHeaders);
  if (isLoopback) app.use(loopbackHost);
  app.use(methods, sameOrigin);
  if (token !== undefined) app.use(authorized(token));

  app.use((_, next) => {
    // So that each answer is current, and not what a cache kept.
    leads?.();
    return next();
  });

  app.get('/healthz', (c) => say(c, 'ok'));
  app.get('/readyz', (c) => {
    const reason = unreadiness(store.status, { cycleAge, intervalMs });
    if (reason !== undefined) return say(c, reason, { status: 503 });
    return say(c, store.status.role === 'leading' ? 'ready' : 'on standby');
  });
  app.get('/metrics', async (c) => say(c, await metrics.text(), { type: metrics.contentType }));
  app.route('/api/v1', apiRoutes(options, broadcast));
  app.route('/-', triggerRoutes({ trigger, hookSecret }));
  app.get('/', (c) => answer(c, page.html, 'text/html'));
  app.get('/page.js', (c) => answer(c, page.js, 'text/javascript'));
  app.get('/page.css', (c) => answer(c, page.css, 'text/css'));
  app.get('/icon.svg', (c) => answer(c, page.icon, 'image/svg+xml'));

  app.notFound((c) => refuse(c, 404, 'not found'));
  app.onError((error, c) => {
    onError?.(error);
    return refuse(c, 500, 'internal error; see the log');
  });
  return app;
}
