import type { TargetsBy } from '../core/resource.ts';
import type { SourceLabel } from '../core/source-label.ts';
import type { ResourceId, Text } from '../core/value.ts';
import type { TargetGroupSpec } from './target-group/schema.ts';

/** What Services say of a target group. */
export interface TargetsClaim {
  readonly by: TargetsBy;
  /** All that they say of it, to be remembered as applied. */
  readonly content: unknown;
  /** Where the Services were found. */
  readonly from: readonly SourceLabel[];
}

/** What a manifest's desires depend on besides the manifest itself. */
export interface DesireContext {
  /** The load balancer whose listeners or rules forward to that target group, from all manifests. */
  readonly loadBalancerOf: (targetGroup: ResourceId) => ResourceId | undefined;
  /** Who says what that target group holds, where any Service speaks of it. */
  readonly targetsOf: (targetGroup: ResourceId) => TargetsClaim | undefined;
  /** What that target group's manifest says. */
  readonly groupOf: (targetGroup: { readonly namespace: string; readonly name: string }) => TargetGroupSpec | undefined;
  /** The groups between which somebody else shifts the weight in that listener or rule. */
  readonly shiftsOf: (rule: ResourceId) => readonly Text[] | undefined;
  /** A digest of the secret that such a source holds (`env:OIDC_SECRET`), so that a change of it is seen. */
  readonly secretDigest: (source: string) => string;
}
