import type { Plan } from '../../core/plan.ts';
import type { Step } from '../../core/steps/step.ts';
import type { CostDelta } from '../cost/delta.ts';
import { costDeltaText } from '../cost/delta-text.ts';
import { code, escape, foldedTables } from '../changes/markdown.ts';
import { movesIn } from '../changes/moves.ts';
import { splitByFolder, elsewhereText } from './elsewhere.ts';
import { summaryText } from './summary.ts';

/** A comment on a pull request holds 65,536 characters. */
const LIMIT = 60_000;

interface PlanMarkdownOptions {
  /** What it changes of the monthly costs. */
  readonly cost?: CostDelta | undefined;
  /** Whether it is to delete what no manifest asks for; else, that is only counted. */
  readonly prunes?: boolean;
  /** The steps that carry it out. */
  readonly steps?: readonly Step[];
  /** How much is wrong with the folder. */
  readonly problems?: number;
}

/** A plan as a comment on a pull request: the sentence, the warnings, what it costs, and the changes of each manifest. */
export function planMarkdown(
  plan: Plan,
  { cost, prunes = true, steps = [], problems = 0 }: PlanMarkdownOptions = {},
): string {
  const { own, elsewhere } = splitByFolder(plan, prunes);
  const changes = own.changes.filter((change) => change.action !== 'noop');
  const warnings = plan.changes.flatMap((change) =>
    change.warnings.map((warning) => `- :warning: ${code(change.id)}: ${escape(warning)}`),
  );
  const head = [
    `### ${summaryText(own, problems)}`,
    '',
    ...(warnings.length === 0 ? [] : [...warnings, '']),
    ...(cost === undefined ? [] : [code(costDeltaText(cost)), '']),
  ];
  const foot = [
    ...elsewhereText(elsewhere).flatMap((line) => ['', `${line}: see ${code('evenkeel plan --verbose')}.`]),
    '',
    `Account ${plan.account}, ${plan.region}.`,
    '',
  ];
  if (changes.length === 0) return [...head, ...foot.slice(1)].join('\n');
  const room = LIMIT - [...head, ...foot].join('\n').length;
  const moves = movesIn(steps, plan.changes);
  return [...head, ...foldedTables(changes, { room, seeAlso: 'evenkeel plan', moves }), ...foot].join('\n');
}
