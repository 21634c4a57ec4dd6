import { isIP } from 'node:net';
import type {
  LoadBalancerTypeEnum,
  QueryStringKeyValuePair,
  RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuse, refuseConfiguration, requireSome, required } from './constraints.ts';
import type { Quotas } from './quotas.ts';
import { unordered } from './paging.ts';

/** The conditions as AWS tells them: those that have an old and a new way of being written, both ways. */
export function settleConditions(
  quotas: Quotas,
  type: LoadBalancerTypeEnum,
  conditions: RuleCondition[] | undefined,
): RuleCondition[] {
  const settled = requireSome(conditions, 'condition').map(settle);
  if (type !== 'application' && settled.some((condition) => condition.SourceIpConfig?.IpAddressType === undefined)) {
    refuseConfiguration(`Only the IP address type can be matched on load balancers of type '${type}'`);
  }
  requireOnce(settled);
  const values = settled.flatMap(valuesOf);
  const mostValues = quotas['condition-values-per-alb-rule'];
  if (values.length > mostValues) refuse(`A rule can only have '${mostValues}' condition values`);
  const mostWildcards = quotas['condition-wildcards-per-alb-rule'];
  if (values.join('').replaceAll(/[^*?]/g, '').length > mostWildcards) {
    refuse(`A rule can only have '${mostWildcards}' condition wildcards`);
  }
  return unordered(settled, (condition) => `${condition.Field} ${valuesOf(condition).join(' ')}`);
}

/** The fields of which one rule may hold several conditions. */
const repeatable = new Set(['http-header', 'query-string']);

function requireOnce(conditions: readonly RuleCondition[]): void {
  const fields = conditions.map((condition) => condition.Field ?? '').filter((field) => !repeatable.has(field));
  const repeated = fields.find((field, index) => fields.indexOf(field) !== index);
  if (repeated !== undefined) refuse(`A rule can only have one '${repeated}' condition`);
}

function settle(condition: RuleCondition): RuleCondition {
  switch (condition.Field) {
    case 'host-header': {
      const patterns = readPatterns(condition, condition.HostHeaderConfig, requireHost);
      return { Field: condition.Field, ...patterns, HostHeaderConfig: patterns };
    }
    case 'path-pattern': {
      const patterns = readPatterns(condition, condition.PathPatternConfig, requirePath);
      return { Field: condition.Field, ...patterns, PathPatternConfig: patterns };
    }
    case 'http-header':
      return { Field: condition.Field, HttpHeaderConfig: readHeader(condition) };
    case 'http-request-method':
      return { Field: condition.Field, HttpRequestMethodConfig: { Values: readMethods(condition) } };
    case 'query-string':
      return { Field: condition.Field, QueryStringConfig: { Values: readPairs(condition) } };
    case 'source-ip':
      return { Field: condition.Field, SourceIpConfig: readSources(condition) };
    case undefined:
    default:
      return refuse(
        `Condition field '${String(condition.Field)}' must be one of '[path-pattern, host-header, http-header, ` +
          `http-request-method, query-string, source-ip]'`,
      );
  }
}

interface Patterns {
  readonly Values?: string[] | undefined;
  readonly RegexValues?: string[] | undefined;
}

/** Wildcard patterns or regular expressions, written on the condition itself or in the field's own configuration. */
function readPatterns(plain: Patterns, configured: Patterns | undefined, check: (value: string) => void): Patterns {
  const asked = [plain.Values, plain.RegexValues, configured?.Values, configured?.RegexValues].filter(
    (values) => values !== undefined && values.length > 0,
  );
  if (asked.length > 1) refuse('A condition can have values or regex values, in one place only');
  // What calls wrote before each field had a configuration: that takes a single value.
  if ((plain.Values?.length ?? 0) > 1) refuse('A condition can have only one value outside of its configuration');
  const regexValues = plain.RegexValues?.length ? plain.RegexValues : configured?.RegexValues;
  if (regexValues?.length) return { RegexValues: unordered(regexValues.map(requireShort), (value) => value) };
  const values = requireSome(plain.Values?.length ? plain.Values : configured?.Values, 'condition value');
  for (const value of values) check(requireShort(value));
  return { Values: unordered(values, (value) => value) };
}

function readHeader({ HttpHeaderConfig: config }: RuleCondition): RuleCondition['HttpHeaderConfig'] {
  const name = required(config?.HttpHeaderName, 'HTTP header name');
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/.test(name)) refuse(`HTTP header name '${name}' is not valid`);
  if (name.toLowerCase() === 'host') refuse(`Use a 'host-header' condition for the HTTP header 'Host'`);
  return { HttpHeaderName: name, ...readPatterns({}, config, requireShort) };
}

function readMethods({ HttpRequestMethodConfig: config }: RuleCondition): string[] {
  const methods = requireSome(config?.Values, 'HTTP request method');
  const wrong = methods.find((method) => !/^[A-Z_-]{1,40}$/.test(method));
  if (wrong !== undefined) refuse(`HTTP request method '${wrong}' is not valid`);
  return unordered(methods, (method) => method);
}

function readPairs({ QueryStringConfig: config }: RuleCondition): QueryStringKeyValuePair[] {
  const pairs = requireSome(config?.Values, 'query string value');
  for (const { Key, Value } of pairs) {
    requireShort(required(Value, 'query string value'));
    if (Key !== undefined) requireShort(Key);
  }
  return unordered(pairs, pairText);
}

function readSources({ SourceIpConfig: config }: RuleCondition): RuleCondition['SourceIpConfig'] {
  if (config?.IpAddressType !== undefined) return { IpAddressType: config.IpAddressType };
  const sources = requireSome(config?.Values, 'source IP');
  const wrong = sources.find((source) => !isCidr(source));
  if (wrong !== undefined) refuse(`Source IP '${wrong}' is not a valid CIDR block`);
  return { Values: unordered(sources, (source) => source) };
}

function valuesOf(condition: RuleCondition): string[] {
  const { HttpHeaderConfig: header, HttpRequestMethodConfig: method, QueryStringConfig: query } = condition;
  return [
    condition.Values,
    condition.RegexValues,
    header?.Values,
    header?.RegexValues,
    method?.Values,
    condition.SourceIpConfig?.Values,
    query?.Values?.map(pairText),
  ].flatMap((values) => values ?? []);
}

function pairText({ Key, Value }: QueryStringKeyValuePair): string {
  return Key === undefined ? `${Value}` : `${Key}=${Value}`;
}

function requireShort(value: string): string {
  if (value.length < 1 || value.length > 128) {
    refuse(`Condition value '${value}' must be between 1 and 128 characters long`);
  }
  return value;
}

function requireHost(value: string): void {
  if (!/^[A-Za-z0-9.*?_-]+$/.test(value) || !value.includes('.'))
    refuse(`Condition value '${value}' is not a valid host name`);
}

function requirePath(value: string): void {
  if (!/^[A-Za-z0-9_.$/~"'@:+&*?-]+$/.test(value))
    refuse(`Condition value '${value}' contains a character that is not valid`);
}

function isCidr(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || bits === undefined || !/^\d{1,3}$/.test(bits)) return false;
  return Number(bits) <= (version === 4 ? 32 : 128);
}
