import { expect, it } from 'vitest';
import { limitsOf } from '../../src/aws/limits.ts';

it.each(['http://127.0.0.1:4566', 'http://localhost:5000/', 'http://[::1]:4566'])('%s has no limits', (endpoint) => {
  expect(limitsOf(endpoint)).toBe('none');
});

it.each([undefined, '', 'not a url', 'https://vpce-1.elasticloadbalancing.eu-west-1.vpce.amazonaws.com'])(
  '%s has the limits of AWS',
  (endpoint) => {
    expect(limitsOf(endpoint)).toMatchObject({ elbv2: { read: { burst: 40, perSecond: 10 } } });
  },
);
