import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure } from '../../src/aws/failure.ts';
import { withoutSecrets } from '../../src/aws/secrets.ts';

const SECRET = 'a b/c+d%25&"é\\';

/** The ways in which somebody may repeat what they were given. */
const echoes: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'of a URL': encodeURIComponent,
  'of a URL, in lower case': (secret) => encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
  'of a URL that was one before': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'of a path': encodeURI,
  'of a form': (secret) => new URLSearchParams({ secret }).toString().slice('secret='.length),
  'with every byte spelled out': (secret) =>
    [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'of JSON': (secret) => JSON.stringify(secret).slice(1, -1),
  'of JSON in ASCII': (secret) =>
    secret.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'of JSON that spares no slash': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'of XML': (secret) => secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('é', '&#xE9;'),
};

test.each(Object.entries(echoes))('an echo %s', (_, echo) => {
  const text = withoutSecrets(`Value '${echo(SECRET)}' at 'clientSecret' is not valid`, {
    Actions: [{ AuthenticateOidcConfig: { ClientSecret: SECRET } }],
  });
  expect(text).toBe("Value '(secret)' at 'clientSecret' is not valid");
});

test.each(['', 'x', 'xy', 'client:'])('base64 of it behind "%s"', (before) => {
  const secret = 'hunter2hunter2~~??';
  for (const encoding of ['base64', 'base64url'] as const) {
    const text = withoutSecrets(`Basic ${Buffer.from(`${before}${secret} `).toString(encoding)}`, { secret });
    expect(text).toContain('(secret)');
    expect(text.length).toBeLessThan(30);
  }
});

test('no echo of any secret is left', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 4 }),
      fc.constantFrom(...Object.values(echoes).slice(0, -1)),
      (secret, echo) => {
        expect(withoutSecrets(`<${echo(secret)}>`, { secret })).toBe('<(secret)>');
      },
    ),
  );
});

test('what is no secret is left', () => {
  expect(withoutSecrets('a b/c', { clientId: 'a b/c', clientSecret: '' })).toBe('a b/c');
});

test('the first line of what AWS says keeps no part of a secret that has several', () => {
  const thrown = Object.assign(new Error("Value 'hunter2\nhunter3' is not valid"), {
    name: 'ValidationError',
    $fault: 'client',
  });
  const call = { service: 'elbv2', operation: 'modifyListener', input: { ClientSecret: 'hunter2\nhunter3' } } as const;
  expect(failure(thrown, call).message).toBe("Value '(secret)' is not valid");
});
