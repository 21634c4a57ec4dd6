import type { Plan } from '../core/plan.ts';
import type { CostDelta } from './cost/delta.ts';
import { costDeltaText } from './cost/delta-text.ts';
import { changesTable, code, escape } from './markdown.ts';
import { summaryText } from './summary.ts';

/** A comment on a pull request holds 65,536 characters. */
const LIMIT = 60_000;

/** A plan as a comment on a pull request: the sentence, a table of the changes, and the warnings. */
export function planMarkdown(plan: Plan, cost?: CostDelta): string {
  const changes = plan.changes.filter((change) => change.action !== 'noop');
  const warnings = plan.changes.flatMap((change) =>
    change.warnings.map((warning) => `- :warning: ${code(change.id)}: ${escape(warning)}`),
  );
  const head = `### ${summaryText(plan)}\n`;
  const foot = [
    ...(warnings.length === 0 ? [] : ['', ...warnings]),
    ...(cost === undefined ? [] : ['', code(costDeltaText(cost))]),
    '',
    `Account ${plan.account}, ${plan.region}.`,
    '',
  ];
  if (changes.length === 0) return [head, ...foot.slice(1)].join('\n');
  const room = LIMIT - head.length - foot.join('\n').length;
  return [head, ...changesTable(changes, { room, seeAlso: 'evenkeel plan' }), ...foot].join('\n');
}
