import { expect, it } from 'vitest';
import { requestLimitsOf } from '../../src/aws/request-limits.ts';

it.each(['http://127.0.0.1:4566', 'http://localhost:5000/', 'http://[::1]:4566'])('%s has no limits', (endpoint) => {
  expect(requestLimitsOf(endpoint)).toBe('none');
});

it.each([undefined, '', 'not a url', 'https://vpce-1.elasticloadbalancing.eu-west-1.vpce.amazonaws.com'])(
  '%s has the limits of AWS',
  (endpoint) => {
    expect(requestLimitsOf(endpoint)).toMatchObject({ elbv2: { read: { burst: 40, perSecond: 10 } } });
  },
);
