import { withBegun, type Known } from '../../core/known.ts';
import { stillOpen, stuckOf, markStuck, withoutStuck, type Attempts } from '../../core/guards/breaker.ts';
import { inheritanceHash, markHeld } from '../../core/guards/inheritance.ts';
import { limitPrunes, type PruneLimit } from '../../core/guards/prune-limit.ts';
import { stillRefused, withoutRefused, type Refusals } from '../../core/guards/refusals.ts';
import { lastKnown, type LastKnown } from '../../core/last-known.ts';
import type { Plan } from '../../core/plan.ts';
import { look, planned, type Cycle, type CycleOptions } from '../../engine/cycle.ts';

export interface GuardedLookOptions extends Omit<CycleOptions, 'pruning'> {
  readonly known: Known;
  readonly now: number;
  readonly attempts: Attempts;
  readonly refusals: Refusals;
  readonly prunes: PruneLimit;
  /** What was known before: where nobody can look now, what was written in vain is not forgotten. */
  readonly lastSeen?: LastKnown | undefined;
}

export interface GuardedLook extends Cycle {
  /** What was written before and still differs. */
  readonly attempts: Attempts;
  /** What AWS refused, and for which nothing is another. */
  readonly refusals: Refusals;
}

/** Looks, plans, and takes back what must not be done without a person. */
export async function guardedLook({
  attempts,
  refusals,
  prunes,
  now,
  lastSeen,
  ...given
}: GuardedLookOptions): Promise<GuardedLook> {
  const { sources = [] } = given.loaded;
  const pruning = { sources, isAsked: true, ownsUnlabelled: true, allowed: prunes.allowed };
  const asked = { ...given, pruning };
  const first = await look(asked);
  const known = withBegun(asked.known, first.plan, first.snapshot, now);
  const agreed = isAllowed(first.plan, prunes) ? (): boolean => true : asked.agreed;
  const options = { ...asked, known, agreed };
  const isAsAsked = known === asked.known && agreed === asked.agreed;
  const whole = isAsAsked ? first : planned(options, first.snapshot);
  const open = attempts.size === 0 ? attempts : stillOpen(attempts, lastKnown(lastSeen, whole, 0).plan);
  const { wanted, plan } = leftOut(options, whole, open);
  const limited = { wanted, snapshot: whole.snapshot, plan: markHeld(limitPrunes(plan, prunes)) };
  const refused = stillRefused(refusals, limited);
  return { ...limited, plan: withoutRefused(limited, refused), attempts: open, refusals: refused };
}

/** Whether what adoption left is the very list that somebody has looked at and allowed. */
function isAllowed(plan: Plan, { allowed }: PruneLimit): boolean {
  return allowed !== undefined && allowed === inheritanceHash(plan);
}

function leftOut(options: CycleOptions, whole: Cycle, attempts: Attempts): Cycle {
  const stuck = stuckOf(attempts);
  if (stuck.size === 0) return whole;
  const loaded = { ...options.loaded, wanted: withoutStuck(options.loaded.wanted, stuck) };
  const rest = planned({ ...options, loaded }, whole.snapshot);
  return { ...rest, plan: markStuck(rest.plan, whole.plan, stuck) };
}
