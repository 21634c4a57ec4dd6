import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromSdkConditions,
  normalConditions,
  toSdkConditions,
} from '../../../src/resources/listener-rule/conditions.ts';
import {
  fromSdkTransforms,
  normalTransforms,
  toSdkTransforms,
} from '../../../src/resources/listener-rule/transforms.ts';
import type { Condition } from '../../../src/resources/listener-rule/type.ts';

describe('conditions that mean the same', () => {
  it.each<[string, Condition, RuleCondition]>([
    [
      'a path said both ways',
      { pathPattern: ['/b', '/a'] },
      { Field: 'path-pattern', Values: ['/a', '/b'], PathPatternConfig: { Values: ['/a', '/b'] } },
    ],
    ['a path said the older way', { pathPattern: ['/a'] }, { Field: 'path-pattern', Values: ['/a'] }],
    [
      'a host in other letters',
      { hostHeader: ['API.example.com'] },
      { Field: 'host-header', HostHeaderConfig: { Values: ['api.Example.com'] } },
    ],
    [
      'an expression on the condition itself',
      { hostHeaderRegex: ['^A'] },
      { Field: 'host-header', RegexValues: ['^A'] },
    ],
    [
      'a header in other letters',
      { httpHeader: { name: 'X-Env', values: ['beta', 'alpha'] } },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-env', Values: ['alpha', 'beta'] } },
    ],
    [
      'a network by one of its hosts',
      { sourceIp: ['10.1.2.3/8', '2001:DB8:0::1/32'] },
      { Field: 'source-ip', SourceIpConfig: { Values: ['2001:db8::/32', '10.0.0.0/8'] } },
    ],
    [
      'a parameter without a name',
      { queryString: [{ value: 'x' }, { key: 'v', value: '2' }] },
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: 'x' }] } },
    ],
    [
      'a method said twice',
      { httpRequestMethod: ['GET', 'GET'] },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
    ],
  ])('%s', (_, wanted, answered) => {
    expect(fromSdkConditions([answered])).toEqual(normalConditions([wanted]));
  });

  it('a condition of a kind that nobody knows yet is not taken for another', () => {
    expect(fromSdkConditions([{ Field: 'moon-phase', Values: ['full'] }])).toEqual([]);
  });
});

const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
const some = (from: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.uniqueArray(from, { minLength: 1, maxLength: 4 });
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ pathPattern: some(word.map((path) => `/${path}/*`)) }),
  fc.record({ pathPatternRegex: some(word) }),
  fc.record({ hostHeader: some(word.map((host) => `${host}.Example.com`)) }),
  fc.record({ hostHeaderRegex: some(word) }),
  fc.record({ httpRequestMethod: some(fc.constantFrom('GET', 'HEAD', 'POST')) }),
  fc.record({
    queryString: fc.array(fc.record({ key: word, value: word }, { requiredKeys: ['value'] }), { minLength: 1 }),
  }),
  fc.record({ sourceIp: some(fc.tuple(fc.ipV4(), fc.nat(32)).map(([ip, bits]) => `${ip}/${bits}`)) }),
  fc.record({ httpHeader: fc.record({ name: word, values: some(word) }) }),
  fc.record({ httpHeader: fc.record({ name: word, regex: some(word) }) }),
);

/** How AWS answers a condition: both forms, values in an order of its own. */
function echo(answered: RuleCondition): RuleCondition {
  const patterns = answered.PathPatternConfig ?? answered.HostHeaderConfig;
  if (patterns === undefined) return answered;
  const { Values, RegexValues } = patterns;
  const turned = {
    ...(Values === undefined ? {} : { Values: Values.toReversed() }),
    ...(RegexValues === undefined ? {} : { RegexValues: RegexValues.toReversed() }),
  };
  return {
    Field: answered.Field,
    ...turned,
    ...(answered.PathPatternConfig === undefined ? { HostHeaderConfig: turned } : { PathPatternConfig: turned }),
  };
}

describe('laws of conditions', () => {
  it('what is written is read back the same, in whatever order and form AWS answers it', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 5 }), (conditions) => {
        const wanted = normalConditions(conditions);
        const sent = toSdkConditions(wanted);
        expect(fromSdkConditions(sent)).toEqual(wanted);
        expect(fromSdkConditions(sent.map(echo).toReversed())).toEqual(wanted);
      }),
    );
  });

  it('the order in which a manifest says them never matters', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 5 }), (conditions) => {
        expect(normalConditions(conditions.toReversed())).toEqual(normalConditions(conditions));
        expect(normalConditions(normalConditions(conditions))).toEqual(normalConditions(conditions));
      }),
    );
  });
});

it('transforms are read back as they were written, in whatever order', () => {
  const rewrite = { regex: '^/api/(.*)$', replace: '/$1' };
  const wanted = normalTransforms([{ urlRewrite: rewrite }, { hostHeaderRewrite: rewrite }]);
  expect(fromSdkTransforms(toSdkTransforms(wanted).toReversed())).toEqual(wanted);
  expect(fromSdkTransforms(undefined)).toEqual([]);
});
