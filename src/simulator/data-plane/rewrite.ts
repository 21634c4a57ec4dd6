import type { RedirectActionConfig, RewriteConfig, RuleTransform } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../elbv2/state.ts';
import type { Asked } from './request.ts';

/** What of a request a rule may change on its way to a target. */
export interface Address {
  readonly host: string;
  /** Path and query, as on a request's first line. */
  readonly url: string;
}

/** The request's address once a rule's transforms have been over it. */
export function transformed(asked: Asked, transforms: readonly RuleTransform[]): Address {
  const rewritesFor = (type: RuleTransform['Type']): RewriteConfig[] => {
    const transform = transforms.find((one) => one.Type === type);
    return (transform?.UrlRewriteConfig ?? transform?.HostHeaderRewriteConfig)?.Rewrites ?? [];
  };
  const url = asked.query === '' ? asked.path : `${asked.path}?${asked.query}`;
  return {
    host: rewritten(asked.host, rewritesFor('host-header-rewrite')),
    url: rewritten(url, rewritesFor('url-rewrite')),
  };
}

/** Where a redirect leads: each part as configured, with the request's own in place of `#{host}` and its like. */
export function redirectTo(asked: Asked, listener: Listener, config: Partial<RedirectActionConfig> = {}): string {
  const own: Readonly<Record<string, string>> = {
    protocol: listener.protocol ?? 'HTTP',
    host: asked.host,
    port: String(listener.port),
    path: asked.path.slice(1),
    query: asked.query,
  };
  const fill = (template = ''): string =>
    template.replaceAll(/#\{(\w+)\}/g, (whole, name: string) => own[name] ?? whole);
  const query = fill(config.Query);
  const origin = `${fill(config.Protocol).toLowerCase()}://${fill(config.Host)}:${fill(config.Port)}`;
  return `${origin}${fill(config.Path)}${query === '' ? '' : `?${query}`}`;
}

function rewritten(text: string, rewrites: readonly RewriteConfig[]): string {
  return rewrites.reduce(
    (current, { Regex, Replace }) => current.replace(new RegExp(Regex ?? ''), Replace ?? ''),
    text,
  );
}
