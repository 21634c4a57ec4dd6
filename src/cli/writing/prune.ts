import { agreedPrunes, limitPrunes, type Allowed } from '../../core/guards/prune-limit.ts';
import { withheldIn, type Withheld } from '../../core/guards/withheld.ts';
import { isWrite, type Plan } from '../../core/plan.ts';
import type { PruneScope } from '../../core/planning/input.ts';
import type { Loaded } from '../../engine/loaded.ts';
import type { PruneOptions } from '../options.ts';

/** Without --prune, what no manifest asks for any more is reported, and left. */
export function withPrune(loaded: Loaded, prune: boolean): Loaded {
  if (prune || loaded.withhold !== undefined) return loaded;
  return { ...loaded, withhold: 'no manifest declares it any more; to delete it, pass --prune' };
}

/** What a verb may prune: nothing of what was applied from elsewhere, unless that very list was allowed. */
export function scopeOf({ sources = [] }: Loaded, isAsked = false, allowed?: Allowed): PruneScope {
  return { sources, isAsked, ownsUnlabelled: false, allowed };
}

/** What may go: the list of the given hash; and once a plan has been agreed to, all that it deletes. */
export function allowedOf({ allowPrune }: PruneOptions, agreed?: Plan): Allowed | undefined {
  return agreed === undefined ? allowPrune : agreedPrunes(agreed);
}

/** Takes back what nobody has looked at: a --yes speaks of no more than the limits. */
export function limited(plan: Plan, options: PruneOptions, agreed?: Plan): Plan {
  const { maxPrune: most, maxPruneShare: share } = options;
  return limitPrunes(plan, { most, share, allowed: allowedOf(options, agreed) });
}

/** A list of deletions that is withheld and can be allowed by its hash. */
export interface Allowable extends Withheld {
  readonly hash: string;
}

/** What a plan withholds that could be allowed, a list for each hash. */
export function allowableIn(plan: Plan): Allowable[] {
  return withheldIn(plan).filter((held): held is Allowable => held.hash !== undefined);
}

/** What a plan deletes because no manifest asks for it any more. */
export function deletionsOf({ changes }: Plan): string[] {
  return changes
    .filter((change) => change.cause === 'prune' && change.implied === undefined && isWrite(change))
    .map(({ id }) => id);
}
