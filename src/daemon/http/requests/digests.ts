import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Compares in constant time, so that an attacker cannot learn a secret from how long the comparison takes. */
export function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/** What the page's cookie holds: it proves the token, and does not give it away. */
export function cookieFor(token: string): string {
  return createHmac('sha256', token).update('evenkeel page').digest('base64url');
}

/** The value of `X-Hub-Signature-256` for a body. */
export function signatureOf(body: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}
