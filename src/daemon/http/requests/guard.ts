import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isLoopback } from '../server/listen.ts';
import { cookieFor, equalInConstantTime } from './digests.ts';
import { refuse } from './refuse.ts';

/** What anybody may ask, such as what keeps the container alive. */
const open: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** The only ones that cause anything. */
const triggers: ReadonlySet<string> = new Set(['/-/reconcile', '/-/hook']);

/** Proves itself by the signature of its body: those who send it can't show a token. */
const hook = '/-/hook';

/** `__Host-` would need TLS, which ends before us where there is any. */
const cookieName = 'evenkeel-page';

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'private, no-cache',
};

/** Security headers of every answer: browsers may do with it only what the page needs. */
export const secureHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(headers)) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  }
};

/** Against DNS rebinding: a name of another site that resolves to 127.0.0.1 would let its page read ours. */
export const loopbackHost: MiddlewareHandler = async (c, next) => {
  if (!isLoopback(hostOf(c))) return refuse(c, 421, 'the Host header must be localhost, since no token is set');
  return next();
};

export const methods: MiddlewareHandler = async (c, next) => {
  const allowed = triggers.has(c.req.path) ? ['POST'] : ['GET', 'HEAD'];
  if (allowed.includes(c.req.method)) return next();
  return refuse(c, 405, 'method not allowed', { Allow: allowed.join(', ') });
};

/** Browsers name the origin of whatever they post. */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  if (c.req.method !== 'POST' || origin === undefined) return next();
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  return parsed(origin)?.host === host ? next() : refuse(c, 403, 'cross-site requests are refused');
};

/** A token in the header for everything; the page's cookie only for reading. */
export function authorized(token: string): MiddlewareHandler {
  const cookie = cookieFor(token);
  return async (c, next) => {
    if (open.has(c.req.path) || c.req.path === hook) return next();
    if (equalInConstantTime(c.req.header('authorization') ?? '', `Bearer ${token}`)) return next();
    const isReading = c.req.method !== 'POST';
    if (isReading && equalInConstantTime(getCookie(c, cookieName) ?? '', cookie)) return next();
    const shown = c.req.path === '/' ? c.req.query('token') : undefined;
    if (shown === undefined || !equalInConstantTime(shown, token)) {
      return refuse(c, 401, 'token needed: send Authorization: Bearer …, or open /?token=… once', {
        'WWW-Authenticate': 'Bearer',
      });
    }
    setCookie(c, cookieName, cookie, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return c.redirect('/', 303);
  };
}

function hostOf(c: Context): string {
  const url = parsed(`http://${c.req.header('host') ?? new URL(c.req.url).host}`);
  return url?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '';
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
