import { version } from '../built-from.ts';
import { stepsIn, type Cycle } from '../../engine/cycle.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { savedPlan, type Asked, type SavedPlan } from '../../report/saved/saved-plan.ts';
import type { CommonOptions, PruneOptions } from '../options.ts';
import { shellLine } from '../process/shell-words.ts';
import type { Session } from '../process/session.ts';
import type { PlanAndApplyOptions } from '../writing/plan-and-apply.ts';
import { marksOf } from './marks.ts';

/** What decides what a plan is about, and what it may do. */
export interface PlanningOptions extends CommonOptions, PruneOptions {
  readonly prune?: true;
  readonly maxDeregisterShare: number;
  readonly adoptStrict?: true;
}

export interface ApplyOptions extends PlanAndApplyOptions, PlanningOptions {
  readonly adoptStrict?: true;
}

export function askedWith(
  { options }: Session<PlanningOptions>,
  { kind, name }: { readonly kind: string | undefined; readonly name: string | undefined },
): Asked {
  const { manifests, owner, place, namespace, maxPrune, maxPruneShare, allowPrune, maxDeregisterShare } = options;
  return {
    manifests,
    owner,
    prune: options.prune === true,
    maxPrune,
    maxPruneShare,
    maxDeregisterShare,
    adoptStrict: options.adoptStrict === true,
    ...(place === undefined ? {} : { place }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    ...(allowPrune === undefined ? {} : { allowPrune }),
  };
}

interface Making {
  readonly loaded: Loaded;
  readonly cycle: Cycle;
  readonly asked: Asked;
  readonly isSelected: (manifest: string) => boolean;
}

/** A plan as it is written to a file, or held against one. */
export function savedBy({ argv, clock }: Session, { loaded, cycle, asked, isSelected }: Making): SavedPlan {
  return savedPlan({
    // Only the very version that made a plan carries it out: another one might mean something else by it.
    evenkeel: version,
    madeAt: new Date(clock.now()).toISOString(),
    command: shellLine(['evenkeel', ...argv]),
    asked,
    manifests: marksOf(loaded, isSelected),
    plan: cycle.plan,
    steps: stepsIn(cycle),
  });
}
