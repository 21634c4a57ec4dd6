import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { meets } from '../../../src/simulator/data-plane/conditions.ts';
import type { Asked } from '../../../src/simulator/data-plane/request.ts';

const asked: Asked = {
  method: 'GET',
  host: 'Shop.example.com',
  path: '/img/Cat.png',
  query: 'version=V1&page=2&note=a*b',
  headers: { 'x-canary': ['no', 'Always'] },
  sourceIp: '10.1.2.3',
};

const Field = (name: string) => ({ Field: name });

test.each<[string, boolean, RuleCondition]>([
  ['a path with wildcards', true, { ...Field('path-pattern'), PathPatternConfig: { Values: ['/css/*', '/img/?at*'] } }],
  ['a path in another case', false, { ...Field('path-pattern'), PathPatternConfig: { Values: ['/img/cat.png'] } }],
  ['a path that only begins so', false, { ...Field('path-pattern'), PathPatternConfig: { Values: ['/img'] } }],
  ['a dot that is no wildcard', false, { ...Field('path-pattern'), PathPatternConfig: { Values: ['/img/Cat.p.g'] } }],
  ['a path by regex', true, { ...Field('path-pattern'), PathPatternConfig: { RegexValues: ['^/img/[A-Z]'] } }],
  ['a host in another case', true, { ...Field('host-header'), HostHeaderConfig: { Values: ['*.EXAMPLE.com'] } }],
  ['another host', false, { ...Field('host-header'), HostHeaderConfig: { Values: ['example.com'] } }],
  ['a host by regex', true, { ...Field('host-header'), HostHeaderConfig: { RegexValues: ['^(shop|www)\\.'] } }],
  [
    'the second value of a header',
    true,
    { ...Field('http-header'), HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['alw*'] } },
  ],
  [
    'a header that is not there',
    false,
    { ...Field('http-header'), HttpHeaderConfig: { HttpHeaderName: 'x-other', Values: ['*'] } },
  ],
  ['a method', true, { ...Field('http-request-method'), HttpRequestMethodConfig: { Values: ['GET', 'HEAD'] } }],
  ['another method', false, { ...Field('http-request-method'), HttpRequestMethodConfig: { Values: ['POST'] } }],
  [
    'a pair of the query',
    true,
    { ...Field('query-string'), QueryStringConfig: { Values: [{ Key: 'VERSION', Value: 'v?' }] } },
  ],
  [
    'a value under another key',
    false,
    { ...Field('query-string'), QueryStringConfig: { Values: [{ Key: 'page', Value: 'v1' }] } },
  ],
  ['a value under any key', true, { ...Field('query-string'), QueryStringConfig: { Values: [{ Value: '2' }] } }],
  ['an asterisk itself', true, { ...Field('query-string'), QueryStringConfig: { Values: [{ Value: 'a\\*b' }] } }],
  ['no asterisk', false, { ...Field('query-string'), QueryStringConfig: { Values: [{ Value: '\\*' }] } }],
  ['a source', true, { ...Field('source-ip'), SourceIpConfig: { Values: ['2001:db8::/32', '10.1.0.0/16'] } }],
  ['another source', false, { ...Field('source-ip'), SourceIpConfig: { Values: ['10.2.0.0/16'] } }],
])('%s: %s', (_what, met, condition) => {
  expect(meets(asked, condition)).toBe(met);
});
