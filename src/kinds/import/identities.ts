import { readOwnership } from '../../core/ownership.ts';
import type { Live } from '../../core/resource.ts';
import type { KindName } from '../index.ts';
import type { Identity } from './context.ts';
import { slug, type Names } from './names.ts';

/** How what is imported is named. */
export interface Naming {
  /** This installation: what is its own keeps the manifest that its tags name. */
  readonly owner: string;
  /** The namespace of all others. */
  readonly namespace: string;
}

const kindOf: Readonly<Record<string, KindName>> = {
  'security-group': 'SecurityGroup',
  'target-group': 'TargetGroup',
  'load-balancer': 'LoadBalancer',
  'auto-scaling-group': 'Service',
  'ecs-service': 'Service',
};

/** What each is called: as its own tags say, or by its name in AWS. */
export function identified(
  chosen: readonly Live[],
  { owner, namespace }: Naming,
  names: Names,
): ReadonlyMap<string, Identity> {
  const known = new Map(chosen.map((one) => [one.physical, ownIdentity(one, owner)]));
  for (const one of known.values()) if (one !== undefined) names.take(scopeOf(one), one.name);
  return new Map(
    chosen.map((one) => {
      const kind = kindOf[one.type]!;
      const wish = slug(one.name?.split('/').at(-1) ?? '');
      const name = (): string => names.give(scopeOf({ kind, namespace }), wish);
      return [one.physical, known.get(one.physical) ?? { kind, namespace, name: name() }] as const;
    }),
  );
}

export function scopeOf({ kind, namespace }: Pick<Identity, 'kind' | 'namespace'>): string {
  return `${kind}/${namespace}`;
}

function ownIdentity({ tags }: Live, owner: string): Identity | undefined {
  const owned = readOwnership(tags);
  if (owned?.owner !== owner) return undefined;
  const [kind, namespace = '', name = ''] = owned.manifest.split('/');
  return { kind: kind as KindName, namespace, name };
}
