import { groupBy } from '../core/group-by.ts';
import type { Change, Plan } from '../core/plan.ts';
import type { CostDelta } from './cost/delta.ts';
import { costDeltaText } from './cost/delta-text.ts';
import { blockLines, diffLines } from './change-lines.ts';
import { plainPaint } from './paint.ts';
import { asListed } from './sections.ts';
import { summaryText } from './summary.ts';
import { Told } from './told.ts';
import { clean } from './values.ts';
import { causeText, impactText, isRelease, placeOf, wordOf } from './words.ts';

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
  const listed = [...groupBy(changes, ({ manifest }) => manifest).values()].flatMap(asListed);
  const told = new Told();
  const rows = listed.map((change) => {
    const row = rowOf(change, told);
    told.add(change);
    return row;
  });
  const room = LIMIT - head.length - foot.join('\n').length;
  return [head, '| | Resource | Why | What changes |', '|---|---|---|---|', ...fitting(rows, room), ...foot].join('\n');
}

function rowOf(change: Change, told: Told): string {
  const place = placeOf(change);
  const resource = `${code(change.id)}${place === undefined ? '' : `<br>${escape(place)}`}`;
  const impact = impactText(change);
  const what = [
    ...blockLines(change, plainPaint, told).map(escape),
    ...(impact === undefined ? [] : [`**${impact}**`]),
    ...(isRelease(change) ? ['stays in AWS, no longer managed'] : []),
    ...diffLines(change).map(code),
  ];
  return `| **${wordOf(change)}** | ${resource} | ${causeText(change) ?? ''} | ${what.join('<br>')} |`;
}

/** As many rows as there is room for, and how many there are besides. */
function fitting(rows: readonly string[], room: number): string[] {
  let used = 0;
  const fits = rows.findIndex((row) => (used += row.length + 1) > room - 100);
  if (fits === -1) return [...rows];
  return [...rows.slice(0, fits), `| | … and ${rows.length - fits} more: see ${code('evenkeel plan')} | | |`];
}

/** In a cell a bar would end it; backticks inside would end the code. */
function code(text: string): string {
  return `\`${clean(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function escape(text: string): string {
  return clean(text).replaceAll(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);
}
