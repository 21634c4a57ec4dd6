import type { RewriteConfig, RuleTransform } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Rewrite, Transform } from './type.ts';

/** By kind, since AWS keeps no order. */
export function normalTransforms(transforms: readonly Transform[]): Transform[] {
  return transforms.toSorted((a, b) => Number('urlRewrite' in a) - Number('urlRewrite' in b));
}

export function toSdkTransforms(transforms: readonly Transform[]): RuleTransform[] {
  return transforms.map((transform) =>
    'urlRewrite' in transform
      ? { Type: 'url-rewrite', UrlRewriteConfig: toConfig(transform.urlRewrite) }
      : { Type: 'host-header-rewrite', HostHeaderRewriteConfig: toConfig(transform.hostHeaderRewrite) },
  );
}

export function fromSdkTransforms(transforms: readonly RuleTransform[] | undefined): Transform[] {
  return normalTransforms((transforms ?? []).map(fromSdk));
}

function fromSdk({ Type, UrlRewriteConfig, HostHeaderRewriteConfig }: RuleTransform): Transform {
  return Type === 'url-rewrite'
    ? { urlRewrite: fromConfig(UrlRewriteConfig) }
    : { hostHeaderRewrite: fromConfig(HostHeaderRewriteConfig) };
}

interface Config {
  readonly Rewrites?: RewriteConfig[] | undefined;
}

function toConfig({ regex, replace }: Rewrite): { Rewrites: RewriteConfig[] } {
  return { Rewrites: [{ Regex: regex, Replace: replace }] };
}

/** AWS takes a list and allows one. */
function fromConfig(config: Config | undefined): Rewrite {
  const [rewrite] = config?.Rewrites ?? [];
  return { regex: rewrite?.Regex ?? '', replace: rewrite?.Replace ?? '' };
}
