import { isWrite, type Plan } from '../../core/plan.ts';
import type { Step } from '../../core/steps/step.ts';
import type { CostDelta } from '../cost/delta.ts';
import { costDeltaText } from '../cost/delta-text.ts';
import { counted } from '../text/counted.ts';
import { movesIn } from '../changes/moves.ts';
import { plainPaint, type Paint } from '../text/paint.ts';
import { splitByFolder, elsewhereText } from './elsewhere.ts';
import { manifestSections, paragraphs } from '../changes/sections.ts';
import { summaryText } from './summary.ts';
import { undeclaredText } from '../changes/undeclared.ts';
import { clean } from '../text/values.ts';

interface PlanTextOptions {
  readonly paint?: Paint;
  /** List values that nobody declared, instead of counting them. */
  readonly verbose?: boolean;
  /** Whether it is to delete what no manifest asks for; else, that is counted, and listed only where all is. */
  readonly prunes?: boolean;
  /** What it changes of the monthly costs. */
  readonly cost?: CostDelta | undefined;
  /** The steps that carry it out: what is moved over, detached and deleted last is told with the change that it is about. */
  readonly steps?: readonly Step[];
  /** How much is wrong with the folder. */
  readonly problems?: number;
}

/** A plan as people read it: manifest by manifest, change by change, field by field, and a sentence at the end. */
export function planText(plan: Plan, options: PlanTextOptions = {}): string {
  const { paint = plainPaint, verbose = false, prunes = true, cost, steps = [], problems = 0 } = options;
  const { own, elsewhere } = splitByFolder(plan, prunes || verbose);
  const shown = own.changes.filter((change) => change.action !== 'noop');
  return paragraphs([
    ...manifestSections(shown, paint, movesIn(steps, plan.changes)),
    elsewhereText(elsewhere).map((line) => paint('dim', `${line} (--verbose lists them, --prune deletes them).`)),
    warningLines(plan, paint),
    undeclaredLines(plan, verbose, paint),
    cost === undefined ? [] : [costDeltaText(cost)],
    [paint('bold', summaryText(own, problems))],
  ]);
}

/** Warnings of what is changed stand with it; here are the others. */
function warningLines(plan: Plan, paint: Paint): string[] {
  return plan.changes
    .filter((change) => !isWrite(change) && change.action !== 'blocked')
    .flatMap(({ id, warnings }) =>
      warnings.map((warning) => `${paint('yellow', 'warning:')} ${id}: ${clean(warning)}`),
    );
}

function undeclaredLines(plan: Plan, verbose: boolean, paint: Paint): string[] {
  const all = plan.changes.flatMap(({ id, undeclared }) => undeclared.map((one) => ({ id, ...one })));
  if (all.length === 0) return [];
  const heading = `Undeclared: ${counted(all.length, 'value')} in AWS that no manifest sets, left alone`;
  if (!verbose) return [paint('dim', `${heading} (--verbose lists them).`)];
  return [paint('dim', `${heading}:`), ...all.map(({ id, ...one }) => `  ${id}  ${undeclaredText(one)}`)];
}
