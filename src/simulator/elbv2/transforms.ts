import type { RewriteConfig, RuleTransform } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuse, requireLength, required } from './constraints.ts';
import { unordered } from './paging.ts';

export function settleTransforms(transforms: readonly RuleTransform[] = []): RuleTransform[] {
  const types = transforms.map((transform) => transform.Type);
  if (new Set(types).size < types.length) refuse('Only one transform of each type can be specified');
  return unordered(transforms.map(settle), (transform) => transform.Type ?? '');
}

function settle(transform: RuleTransform): RuleTransform {
  const { Type: type, HostHeaderRewriteConfig: host, UrlRewriteConfig: url } = transform;
  switch (type) {
    case 'host-header-rewrite':
      if (url !== undefined) refuse(`A URL rewrite configuration cannot be specified for transform type '${type}'`);
      return { Type: type, HostHeaderRewriteConfig: { Rewrites: requireOneRewrite(host?.Rewrites) } };
    case 'url-rewrite':
      if (host !== undefined)
        refuse(`A host header rewrite configuration cannot be specified for transform type '${type}'`);
      return { Type: type, UrlRewriteConfig: { Rewrites: requireOneRewrite(url?.Rewrites) } };
    case undefined:
    default:
      return refuse(`Transform type '${String(type)}' must be one of 'host-header-rewrite, url-rewrite'`);
  }
}

function requireOneRewrite(rewrites: readonly RewriteConfig[] = []): RewriteConfig[] {
  if (rewrites.length !== 1) refuse('Exactly one rewrite must be specified for a transform');
  return rewrites.map(({ Regex, Replace }) => {
    requireLength(required(Regex, 'rewrite regex'), 'regex', 1024);
    requireLength(Replace, 'replace', 1024);
    return { Regex, Replace: Replace ?? '' };
  });
}
