import { BlockList, isIP } from 'node:net';
import type { QueryStringKeyValuePair, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Asked } from './request.ts';

/** Whether a request meets one condition of a rule: any of its values will do. */
export function meets(asked: Asked, condition: RuleCondition): boolean {
  switch (condition.Field) {
    case 'host-header':
      return fits(condition.HostHeaderConfig, [asked.host], 'i');
    case 'path-pattern':
      return fits(condition.PathPatternConfig, [asked.path], '');
    case 'http-header': {
      const { HttpHeaderConfig: config } = condition;
      return fits(config, asked.headers[config?.HttpHeaderName?.toLowerCase() ?? ''] ?? [], 'i');
    }
    case 'http-request-method':
      return condition.HttpRequestMethodConfig?.Values?.includes(asked.method) ?? false;
    case 'query-string':
      return condition.QueryStringConfig?.Values?.some((pair) => inQuery(asked.query, pair)) ?? false;
    case 'source-ip':
      return fromSource(asked.sourceIp, condition.SourceIpConfig);
    case undefined:
    default:
      return false;
  }
}

interface Patterns {
  readonly Values?: string[] | undefined;
  readonly RegexValues?: string[] | undefined;
}

type Flags = '' | 'i';

function fits(patterns: Patterns | undefined, found: readonly string[], flags: Flags): boolean {
  const expressions = [
    ...(patterns?.Values ?? []).map((pattern) => wildcard(pattern, flags)),
    ...(patterns?.RegexValues ?? []).map((source) => new RegExp(source, flags)),
  ];
  return expressions.some((expression) => found.some((value) => expression.test(value)));
}

/** `*` stands for any characters, `?` for one; after a backslash both stand for themselves. */
function wildcard(pattern: string, flags: Flags): RegExp {
  const source = pattern.replaceAll(/\\[*?]|[\\^$.*+?()[\]{}|]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.length === 2 ? part : `\\${part}`;
  });
  return new RegExp(`^${source}$`, `${flags}s`);
}

/** Without a key, the value may stand under any. */
function inQuery(query: string, { Key: key, Value: value = '' }: QueryStringKeyValuePair): boolean {
  return [...new URLSearchParams(query)].some(
    ([name, text]) => (key === undefined || wildcard(key, 'i').test(name)) && wildcard(value, 'i').test(text),
  );
}

function fromSource(address: string, config: RuleCondition['SourceIpConfig']): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (config?.IpAddressType !== undefined) return config.IpAddressType === family;
  const list = new BlockList();
  for (const cidr of config?.Values ?? []) {
    const [network = '', bits] = cidr.split('/');
    list.addSubnet(network, Number(bits), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  return list.check(address, family);
}
