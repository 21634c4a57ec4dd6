import type { ResourceId } from '../core/value.ts';

/** What a manifest's desires depend on besides the manifest itself. */
export interface DesireContext {
  /** The load balancer whose listeners or rules forward to that target group, from all manifests. */
  readonly loadBalancerOf: (targetGroup: ResourceId) => ResourceId | undefined;
  /** A digest of the secret that such a source holds (`env:OIDC_SECRET`), so that a change of it is seen. */
  readonly secretDigest: (source: string) => string;
}
