import { groupBy } from '../../core/group-by.ts';
import type { Change } from '../../core/plan.ts';
import { blockLines, diffLines, keptLines } from './lines.ts';
import { byLines } from './by-lines.ts';
import type { Moves } from './moves.ts';
import { escapeMarkup } from '../text/markup.ts';
import { plainPaint } from '../text/paint.ts';
import { asListed } from './sections.ts';
import { Printed } from './printed.ts';
import { clean } from '../text/values.ts';
import { causeText, impactText, isRelease, placeOf, wordOf } from './words.ts';

interface TableOptions {
  /** How many characters there are for it. */
  readonly room: number;
  /** The command that shows what there was no room for. */
  readonly seeAlso: string;
  readonly moves?: Moves;
}

/** The changes as a Markdown table, manifest by manifest. */
export function changesTable(changes: readonly Change[], { room, seeAlso }: TableOptions): string[] {
  const printed = new Printed();
  const rows = [...groupBy(changes, ({ manifest }) => manifest).values()].flatMap((own) => rowsOf(own, printed));
  return [...tableHead, ...fitting(rows, room, seeAlso)];
}

/** So many changes are all open; of more, those of each manifest are folded up. */
const MOST_OPEN = 12;

/** The changes as a table for each manifest, that can be folded up, as GitHub and GitLab show it. */
export function foldedTables(changes: readonly Change[], { room, seeAlso, moves }: TableOptions): string[] {
  const printed = new Printed();
  const open = changes.length > MOST_OPEN ? '' : ' open';
  const lines: string[] = [];
  let left = room;
  let missing = 0;
  for (const [manifest, own] of groupBy(changes, (change) => change.manifest)) {
    const summary = `<details${open}><summary><b>${escapeMarkup(clean(manifest))}</b>: ${countsText(own)}</summary>`;
    const rows = rowsOf(own, printed, moves);
    const table = [summary, '', ...tableHead, ...fitting(rows, left - 2 * summary.length, seeAlso), '', '</details>'];
    const size = table.join('\n').length;
    if (missing > 0 || size > left - 100) missing += own.length;
    else {
      lines.push(...table);
      left -= size;
    }
  }
  return missing === 0 ? lines : [...lines, '', `… and ${missing} more: see ${code(seeAlso)}.`];
}

const tableHead = ['| | Resource | Why | What changes |', '|---|---|---|---|'];

function rowsOf(changes: readonly Change[], printed: Printed, moves?: Moves): string[] {
  return asListed(changes).map((change) => {
    const row = rowOf(change, printed, moves);
    printed.add(change);
    return row;
  });
}

function countsText(changes: readonly Change[]): string {
  const words = groupBy(changes, wordOf);
  return Array.from(words, ([word, { length }]) =>
    word === 'blocked' ? `${length} blocked` : `${length} to ${word}`,
  ).join(', ');
}

function rowOf(change: Change, printed: Printed, moves?: Moves): string {
  const place = placeOf(change);
  const resource = `${code(change.id)}${place === undefined ? '' : `<br>${escape(place)}`}`;
  const impact = impactText(change);
  const what = [
    ...blockLines(change, plainPaint, printed).map(escape),
    ...(impact === undefined ? [] : [`**${impact}**`]),
    ...(isRelease(change) ? ['kept in AWS, no longer managed'] : []),
    ...diffLines(change).map(code),
    ...byLines(change).map(escape),
    ...keptLines(change, plainPaint).map(escape),
    ...(moves?.get(change.id) ?? []).map(escape),
  ];
  return `| **${wordOf(change)}** | ${resource} | ${causeText(change) ?? ''} | ${what.join('<br>')} |`;
}

/** As many rows as there is room for, and how many there are besides. */
function fitting(rows: readonly string[], room: number, seeAlso: string): string[] {
  let used = 0;
  const fits = rows.findIndex((row) => (used += row.length + 1) > room - 100);
  if (fits === -1) return [...rows];
  return [...rows.slice(0, fits), `| | … and ${rows.length - fits} more: see ${code(seeAlso)} | | |`];
}

/** In a cell a bar would end it; backticks inside would end the code. */
export function code(text: string): string {
  return `\`${clean(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

export function escape(text: string): string {
  return clean(text).replaceAll(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);
}
