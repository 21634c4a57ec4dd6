import type { Plan } from '../../core/plan.ts';
import { driftOf, type Drift } from '../../core/drift.ts';
import { withheldIn } from '../../core/guards/withheld.ts';
import { changeJson, type ChangeJson } from '../plan/json.ts';

/** Drift as other tools read it. */
export interface DriftJson {
  readonly version: 1;
  readonly account: string;
  readonly region: string;
  readonly verdict: Drift['verdict'];
  readonly drifted: readonly ChangeJson[];
  readonly unreadable: readonly ChangeJson[];
  /** How many resources were not read yet since the start. */
  readonly unread: number;
  /** What the manifests ask for and was not created yet. */
  readonly notCreated: readonly ChangeJson[];
  /** How many changes a plan has besides. */
  readonly others: number;
  /** Deletions that are held back, by the reason; `hash` is what `--allow-prune` takes. */
  readonly withheld: readonly { readonly count: number; readonly why: string; readonly hash?: string }[];
  /** How much is wrong with the folder. */
  readonly problems: number;
}

export function driftJson(plan: Plan, problems = 0): DriftJson {
  const { verdict, drifted, notCreated, unreadable, unread, others } = driftOf(plan, problems);
  return {
    version: 1,
    account: plan.account,
    region: plan.region,
    verdict,
    drifted: drifted.map(changeJson),
    unreadable: unreadable.map(changeJson),
    unread: unread.length,
    notCreated: notCreated.map(changeJson),
    others: others.length,
    withheld: withheldIn(plan).map(({ changes, why, hash }) => ({
      count: changes.length,
      why,
      ...(hash === undefined ? {} : { hash }),
    })),
    problems,
  };
}
