import type { LeavingLimit } from '../guards/deregister-limit.ts';
import type { Known } from '../known.ts';
import type { Policy, ResourceType, Snapshot, Wanted } from '../resource.ts';
import type { SourceLabel } from '../source-label.ts';
import type { Allowed } from '../guards/prune-limit.ts';

/** What a run may prune, of all that is its installation's: another run may be given what stands besides. */
export interface PruneScope {
  /** The labels of what this run was given. */
  readonly sources: readonly SourceLabel[];
  /** Whether it is to prune at all; else what came from elsewhere is none of its business, and not reported. */
  readonly isAsked: boolean;
  /** Whether what was never labelled counts as its own: so for who is given the whole. */
  readonly ownsUnlabelled: boolean;
  /** The list of what came from elsewhere that may go all the same. */
  readonly allowed?: Allowed | undefined;
}

/** The two values that a plan is a function of, and what limits it. */
export interface PlanInput {
  readonly wanted: readonly Wanted[];
  readonly snapshot: Snapshot;
  readonly types: ReadonlyMap<string, ResourceType>;
  /** This installation: only what carries its tag is ever changed or deleted. */
  readonly owner: string;
  /** `Kind/namespace/name` of documents that are there but wrong: left exactly as they stand. */
  readonly invalid?: readonly string[];
  /** What earlier looks saw. Absent where there was none: then AWS's own memory is all there is. */
  readonly known?: Known;
  /** Why nothing may be pruned, e.g. that a file could not be read. */
  readonly withhold?: string;
  /** What may be pruned at all; everything, if absent. */
  readonly pruning?: PruneScope;
  /** Why the folder may not be whole: then nothing is known to be registered too many. */
  readonly incomplete?: string;
  /** How many targets may leave a group at once because nothing finds them any more; any number, if absent. */
  readonly leaving?: LeavingLimit;
  /** Manifests to be changed; the others are only looked up. All, if absent. */
  readonly selected?: (manifest: string) => boolean;
  /**
   * Whether what stood in an adopted resource, and no manifest lists, may go: of which manifest, and whether it is only
   * being adopted. Never, if absent.
   */
  readonly agreed?: (manifest: string, isAdopting: boolean) => boolean;
  /** What a manifest that still stands says of its deletion, where its resources go all the same; else their tags say it. */
  readonly deletion?: (manifest: string) => Policy['deletion'] | undefined;
}
