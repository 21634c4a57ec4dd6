import type { By } from '../../core/author.ts';
import {
  summarise,
  type BlockReason,
  type Change,
  type Diff,
  type Action,
  type Plan,
  type Summary,
} from '../../core/plan.ts';
import type { Step } from '../../core/steps/step.ts';
import type { CostDelta } from '../cost/delta.ts';

interface PlanJsonOptions {
  readonly cost?: CostDelta | undefined;
  readonly steps?: readonly Step[];
}

/** One change as other tools read it. */
export interface ChangeJson {
  readonly id: string;
  readonly manifest: string;
  readonly action: Action;
  readonly cause: Change['cause'];
  readonly impact: Change['impact'];
  readonly diffs: readonly {
    readonly path: string;
    readonly live: unknown;
    readonly wanted: unknown;
    readonly by?: By;
  }[];
  /** None where no manifest asks for it. */
  readonly source?: { readonly file: string; readonly line: number };
  /** For a blocked one: why, and what would have been done. */
  readonly reason?: BlockReason;
  readonly message?: string;
  readonly would?: Action;
  /** It is blocked only until something else of the same run has been done. */
  readonly later?: true;
  /** Of drift: who made it or took it away; of what was changed, each difference has its own. */
  readonly by?: By;
  /** It was nobody's until now. */
  readonly adopted?: true;
  /** It stood in the adopted resource of that id, and no manifest lists it. */
  readonly inherited?: string;
  /** Lists that are left as they stand, since they would lose members that stood there when it was adopted. */
  readonly kept?: { readonly diffs: ChangeJson['diffs']; readonly message: string };
  /** What `--allow-prune` takes to let the list go that it is withheld with. */
  readonly hash?: string;
  readonly warnings?: readonly string[];
}

/** A plan as other tools read it. Fields may be added; those that are there keep their meaning for as long as `version` is 1. */
export interface PlanJson {
  readonly version: 1;
  readonly account: string;
  readonly region: string;
  readonly summary: Summary;
  /** In an order in which they could be made one by one, without what is to stay as it is. */
  readonly changes: readonly ChangeJson[];
  /** What is done, each behind all that it needs: the calls that carry out the changes, or a part of one. */
  readonly steps?: readonly Step[];
  /** All of them, those of resources that stay as they are too. */
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
  /** What it changes of the monthly costs, in US dollars; none where they stay, or prices are not known. */
  readonly cost?: CostDelta;
}

export function planJson(plan: Plan, { cost, steps }: PlanJsonOptions = {}): PlanJson {
  return {
    version: 1,
    account: plan.account,
    region: plan.region,
    summary: summarise(plan),
    changes: plan.changes.filter(({ action }) => action !== 'noop').map(changeJson),
    ...(steps === undefined ? {} : { steps }),
    warnings: plan.changes.flatMap(({ id, warnings }) => warnings.map((message) => ({ id, message }))),
    ...(cost === undefined ? {} : { cost }),
  };
}

/** Values have been made fit to be seen when the plan was made: a secret is none of them. */
export function changeJson(change: Change): ChangeJson {
  const { id, manifest, action, cause, impact, diffs, source, blocked, by, adopted, inherited, kept, warnings } =
    change;
  return {
    id,
    manifest,
    action,
    cause,
    impact,
    diffs: diffs.map(diffJson),
    ...(source === undefined ? {} : { source: { file: source.file, line: source.line } }),
    ...blockJson(blocked),
    ...(by === undefined ? {} : { by }),
    ...(adopted === undefined ? {} : { adopted }),
    ...(inherited === undefined ? {} : { inherited }),
    ...(kept === undefined ? {} : { kept: { diffs: kept.diffs, message: kept.message } }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

function diffJson({ path, live, wanted, by }: Diff): ChangeJson['diffs'][number] {
  return { path, live, wanted, ...(by === undefined ? {} : { by }) };
}

function blockJson(blocked: Change['blocked']): Pick<ChangeJson, 'reason' | 'message' | 'would' | 'hash'> {
  if (blocked === undefined) return {};
  const { list, ...rest } = blocked;
  return list === undefined ? rest : { ...rest, hash: list.hash };
}
