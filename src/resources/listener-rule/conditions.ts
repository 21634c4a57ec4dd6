import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { networkOf } from '../../core/cidr.ts';
import { sortedSet } from '../../core/json.ts';
import type { Condition } from './type.ts';

/** One form for the manifest's conditions and AWS's, which come back in any order. */
export function normalConditions(conditions: readonly Condition[]): Condition[] {
  return sortedSet(conditions.map(normal));
}

function normal(condition: Condition): Condition {
  if ('pathPattern' in condition) return { pathPattern: sortedSet(condition.pathPattern) };
  if ('pathPatternRegex' in condition) return { pathPatternRegex: sortedSet(condition.pathPatternRegex) };
  if ('hostHeader' in condition) return { hostHeader: sortedSet(lower(condition.hostHeader)) };
  if ('hostHeaderRegex' in condition) return { hostHeaderRegex: sortedSet(condition.hostHeaderRegex) };
  if ('httpRequestMethod' in condition) return { httpRequestMethod: sortedSet(condition.httpRequestMethod) };
  if ('queryString' in condition) return { queryString: sortedSet(condition.queryString) };
  if ('sourceIp' in condition)
    return { sourceIp: sortedSet(condition.sourceIp.map((cidr) => networkOf(cidr) ?? cidr)) };
  const { name, values, regex } = condition.httpHeader;
  return {
    httpHeader: {
      name: name.toLowerCase(),
      ...(values === undefined ? {} : { values: sortedSet(values) }),
      ...(regex === undefined ? {} : { regex: sortedSet(regex) }),
    },
  };
}

/** Conditions as AWS takes them: always the newer of its two ways of writing one. */
export function toSdkConditions(conditions: readonly Condition[]): RuleCondition[] {
  return conditions.map(toSdk);
}

function toSdk(condition: Condition): RuleCondition {
  if ('pathPattern' in condition) {
    return { Field: 'path-pattern', PathPatternConfig: { Values: [...condition.pathPattern] } };
  }
  if ('pathPatternRegex' in condition) {
    return { Field: 'path-pattern', PathPatternConfig: { RegexValues: [...condition.pathPatternRegex] } };
  }
  if ('hostHeader' in condition) {
    return { Field: 'host-header', HostHeaderConfig: { Values: [...condition.hostHeader] } };
  }
  if ('hostHeaderRegex' in condition) {
    return { Field: 'host-header', HostHeaderConfig: { RegexValues: [...condition.hostHeaderRegex] } };
  }
  if ('httpRequestMethod' in condition) {
    return { Field: 'http-request-method', HttpRequestMethodConfig: { Values: [...condition.httpRequestMethod] } };
  }
  if ('queryString' in condition) {
    const pairs = condition.queryString.map(({ key, value }) => ({ Key: key, Value: value }));
    return { Field: 'query-string', QueryStringConfig: { Values: pairs } };
  }
  if ('sourceIp' in condition) return { Field: 'source-ip', SourceIpConfig: { Values: [...condition.sourceIp] } };
  const { name, values, regex } = condition.httpHeader;
  return {
    Field: 'http-header',
    HttpHeaderConfig: {
      HttpHeaderName: name,
      ...(values === undefined ? {} : { Values: [...values] }),
      ...(regex === undefined ? {} : { RegexValues: [...regex] }),
    },
  };
}

/** AWS's conditions, in whichever of its ways they are told. */
export function fromSdkConditions(conditions: readonly RuleCondition[] | undefined): Condition[] {
  return normalConditions((conditions ?? []).flatMap(fromSdk));
}

function fromSdk(condition: RuleCondition): Condition[] {
  switch (condition.Field) {
    case 'path-pattern':
      return [
        ...some(valuesOf(condition, condition.PathPatternConfig), (pathPattern) => ({ pathPattern })),
        ...some(regexesOf(condition, condition.PathPatternConfig), (pathPatternRegex) => ({ pathPatternRegex })),
      ];
    case 'host-header':
      return [
        ...some(valuesOf(condition, condition.HostHeaderConfig), (hostHeader) => ({ hostHeader })),
        ...some(regexesOf(condition, condition.HostHeaderConfig), (hostHeaderRegex) => ({ hostHeaderRegex })),
      ];
    case 'http-header':
      return [headerOf(condition)];
    case 'http-request-method':
      return [{ httpRequestMethod: condition.HttpRequestMethodConfig?.Values ?? [] }];
    case 'query-string': {
      const pairs = condition.QueryStringConfig?.Values ?? [];
      return [
        { queryString: pairs.map(({ Key, Value = '' }) => (Key ? { key: Key, value: Value } : { value: Value })) },
      ];
    }
    case 'source-ip':
      return [{ sourceIp: condition.SourceIpConfig?.Values ?? [] }];
    case undefined:
    default:
      return [];
  }
}

interface Patterns {
  readonly Values?: string[] | undefined;
  readonly RegexValues?: string[] | undefined;
}

function valuesOf(condition: RuleCondition, config: Patterns | undefined): string[] {
  return config?.Values ?? condition.Values ?? [];
}

function regexesOf(condition: RuleCondition, config: Patterns | undefined): string[] {
  return config?.RegexValues ?? condition.RegexValues ?? [];
}

function headerOf(condition: RuleCondition): Condition {
  const { HttpHeaderConfig: config } = condition;
  const [values, regex] = [valuesOf(condition, config), regexesOf(condition, config)];
  return {
    httpHeader: {
      name: config?.HttpHeaderName ?? '',
      ...(values.length === 0 ? {} : { values }),
      ...(regex.length === 0 ? {} : { regex }),
    },
  };
}

function some(values: readonly string[], condition: (values: readonly string[]) => Condition): Condition[] {
  return values.length === 0 ? [] : [condition(values)];
}

function lower(values: readonly string[]): string[] {
  return values.map((value) => value.toLowerCase());
}
