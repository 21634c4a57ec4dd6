import { createHmac } from 'node:crypto';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { staged } from './http-stage.ts';

const token = 'correct horse battery staple';
const paths = [
  '/',
  '/page.js',
  '/page.css',
  '/icon.svg',
  '/metrics',
  '/api/v1/status',
  '/api/v1/graph',
  '/api/v1/history',
  '/api/v1/stream',
];

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** As it is on the wire: `fetch` would tidy up the path and refuse to name another host. */
function raw(url: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject).end();
  });
}

describe('who may ask', () => {
  test.each(['0.0.0.0:0', '[::]:0', '10.0.0.1:0', 'example.com:0'])('%s is refused without a token', async (listen) => {
    await expect(staged(undefined, { listen })).rejects.toThrow(/no token is set/);
  });

  test('an empty token, an empty secret and a senseless address are refused', async () => {
    await expect(staged(undefined, { token: '' })).rejects.toThrow('the token is empty');
    await expect(staged(undefined, { hookSecret: '' })).rejects.toThrow("the hook's secret is empty");
    for (const listen of ['8080', '127.0.0.1', '127.0.0.1:99999', '::1:80', 'a@b:80']) {
      await expect(staged(undefined, { listen })).rejects.toThrow('is not an address to listen on');
    }
  });

  test('a port that is taken is reported with what to do', async () => {
    const { url } = await staged();
    await expect(staged(undefined, { listen: new URL(url).host })).rejects.toThrow("can't listen on");
  });

  test('a token opens everything, anything else nothing but the probes', async () => {
    const { url } = await staged(undefined, { token });
    for (const path of paths) {
      const wrong = { authorization: 'Bearer wrong', cookie: 'evenkeel-page=wrong' };
      expect((await raw(url, path)).status, path).toBe(401);
      expect((await raw(url, path, wrong)).status, path).toBe(401);
      if (path.endsWith('stream')) continue;
      expect((await raw(url, path, { authorization: `Bearer ${token}` })).status, path).toBe(200);
    }
    expect((await raw(url, '/healthz')).status).toBe(200);
    expect((await raw(url, '/readyz')).status).toBe(200);
    expect((await raw(url, '/nothing')).status).toBe(401);
  });

  test('the page shows the token once and gets a cookie, good for reading only', async () => {
    const { url, triggers } = await staged(undefined, { token });
    const shown = await raw(url, `/?token=${encodeURIComponent(token)}`);
    const [cookie = ''] = shown.headers['set-cookie'] ?? [];
    expect(shown).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(cookie).toMatch(/^evenkeel-page=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: cookie.split(';')[0]! };
    expect((await raw(url, '/api/v1/status', headers)).status).toBe(200);
    expect((await raw(url, '/-/reconcile', headers, 'POST')).status).toBe(401);
    expect((await raw(url, '/?token=wrong')).status).toBe(401);
    expect((await raw(url, `/metrics?token=${encodeURIComponent(token)}`)).status).toBe(401);
    expect(triggers).toEqual([]);
  });

  test('on loopback, no other name leads here', async () => {
    const { url } = await staged();
    const { port } = new URL(url);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      '10.0.0.1',
      'localhost@evil.example',
    ]) {
      expect((await raw(url, '/api/v1/status', { host })).status, host).toBeGreaterThanOrEqual(400);
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, 'localhost']) {
      expect((await raw(url, '/api/v1/status', { host })).status, host).toBe(200);
    }
  });
});

describe('what may be asked', () => {
  test('every answer forbids browsers what the page does not need', async () => {
    const { url } = await staged();
    for (const path of ['/', '/api/v1/status', '/nothing', '/-/reconcile', '/metrics']) {
      const { headers } = await raw(url, path);
      expect(headers, path).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/,
        ),
      });
      expect(headers, path).not.toHaveProperty('access-control-allow-origin');
    }
  });

  test('nothing but reading, and the two triggers', async () => {
    const { url, triggers } = await staged();
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST']) {
      expect(await raw(url, '/api/v1/status', {}, method)).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD' },
      });
    }
    expect(await raw(url, '/-/reconcile')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await raw(url, '/api/v1/stream', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
    expect(triggers).toEqual([]);
  });

  test('no path leads out of what is there', async () => {
    const { url } = await staged();
    const tricks = [
      '/..%2f..%2fetc/passwd',
      '/../package.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '//etc/passwd',
      '/page.js%00',
      '/api%2fv1%2fstatus',
      '/api/v1/../../package.json',
      '/api/v1/status/',
      '/API/V1/STATUS',
      '/icon.svg/..%5c..',
      '/api/v1/resources/__proto__/constructor/toString',
      '/api/v1/resources/%ZZ/default/%',
      '/api/v1/resources/LoadBalancer/default/web-alb/more',
    ];
    for (const path of tricks) expect((await raw(url, path)).status, path).toBe(404);
    expect((await raw(url, '/api/v1/drift?format=__proto__')).status).toBe(400);
    expect((await raw(url, '/api/v1/drift?format=exe')).status).toBe(400);
    for (const after of ['-1', 'x', '1e9', '9'.repeat(40)]) {
      expect((await raw(url, `/api/v1/events?after=${after}`)).status, after).toBe(400);
    }
    expect((await raw(url, `/${'a'.repeat(20_000)}`)).status).toBe(431);
  });
});

describe('what has a cycle run', () => {
  const hookSecret = 'hush';
  const sign = (body: string, secret = hookSecret): string =>
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

  test('a request of ours, not one of another site', async () => {
    const { url, triggers } = await staged();
    const from = (origin: string) => raw(url, '/-/reconcile', { origin }, 'POST');
    expect((await raw(url, '/-/reconcile', {}, 'POST')).status).toBe(202);
    expect((await from(url)).status).toBe(202);
    for (const origin of ['https://evil.example', 'null', `${url}.evil.example`]) {
      expect((await from(origin)).status, origin).toBe(403);
    }
    expect(triggers).toEqual(['request', 'request']);
  });

  test('a hook whose signature fits the very body, token or not', async () => {
    const { url, triggers } = await staged(undefined, { token, hookSecret });
    const post = async (body: string, signature?: string): Promise<number> => {
      const headers = signature === undefined ? {} : { 'x-hub-signature-256': signature };
      return (await fetch(`${url}/-/hook`, { method: 'POST', body, headers })).status;
    };
    expect(await post('{"ref":"main"}', sign('{"ref":"main"}'))).toBe(202);
    expect(await post('{"ref":"main"}')).toBe(401);
    expect(await post('{"ref":"main"}', 'sha256=')).toBe(401);
    expect(await post('{"ref":"main"}', sign('{"ref":"other"}'))).toBe(401);
    expect(await post('{"ref":"main"}', sign('{"ref":"main"}', 'guess'))).toBe(401);
    expect(await post('{"ref":"main"}', `${sign('{"ref":"main"}')}, ${sign('{"ref":"main"}')}`)).toBe(401);
    expect(triggers).toEqual(['hook']);
    // Sent once more it has the folder looked at once more, and does nothing else.
    expect(await post('{"ref":"main"}', sign('{"ref":"main"}'))).toBe(202);
    expect(triggers).toEqual(['hook', 'hook']);
  });

  test('without a secret there is no hook', async () => {
    const { url, triggers } = await staged();
    const headers = { 'x-hub-signature-256': sign('', '') };
    expect((await raw(url, '/-/hook', headers, 'POST')).status).toBe(404);
    expect(triggers).toEqual([]);
  });

  test('who does not say how much comes is heard too, as curl -X POST and whoever streams', async () => {
    const { url, triggers } = await staged(undefined, { hookSecret });
    const chunked = { 'transfer-encoding': 'chunked' };
    expect(await posted(`${url}/-/reconcile`, {})).toBe(202);
    expect(await posted(`${url}/-/reconcile`, chunked, 'x')).toBe(202);
    expect(await posted(`${url}/-/hook`, { ...chunked, 'x-hub-signature-256': sign('{}') }, '{}')).toBe(202);
    expect(await posted(`${url}/-/hook`, { ...chunked, 'x-hub-signature-256': sign('{}') }, '{ }')).toBe(401);
    expect(await posted(`${url}/-/hook`, { 'x-hub-signature-256': sign('') })).toBe(202);
    expect(triggers).toEqual(['request', 'request', 'hook', 'hook']);
  });

  test('nothing larger than 1 MiB is read, its length given or not', async () => {
    const { url, triggers } = await staged(undefined, { hookSecret });
    const body = 'x'.repeat(1_048_577);
    const answer = await fetch(`${url}/-/hook`, {
      method: 'POST',
      body,
      headers: { 'x-hub-signature-256': sign(body) },
    });
    expect(answer.status).toBe(413);
    expect(await endless(`${url}/-/hook`)).toBe(413);
    expect(triggers).toEqual([]);
  });
});

/** Posts with no other header than those; gives the answer's status. */
function posted(url: string, headers: OutgoingHttpHeaders, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sending.on('error', reject);
    for (const name of body === undefined ? ['content-length', 'transfer-encoding'] : []) sending.removeHeader(name);
    sending.end(body);
  });
}

/** Sends without end until there is an answer; gives its status. */
function endless(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false }, (response) => {
      resolve(response.statusCode ?? 0);
      sent.destroy();
    });
    const chunk = Buffer.alloc(65_536);
    const push = (): void => {
      while (!sent.destroyed && sent.write(chunk));
    };
    sent.on('drain', push).on('error', reject);
    push();
  });
}
