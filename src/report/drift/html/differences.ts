import { sameJson } from '../../../core/json.ts';
import type { Change, Diff } from '../../../core/plan.ts';
import { diffLines } from '../../changes/lines.ts';
import { commonStart, narrow, type Detail } from '../../changes/differences.ts';
import { driftKind } from '../kind.ts';
import { block, clean, hang } from '../../text/values.ts';
import { html, type Html } from './template.ts';

/** Values that are longer stand on several lines. */
const WIDTH = 44;

/** Field, wanted and live; nothing where the texts say nothing either. */
export function differencesTable(change: Change): Html {
  if (diffLines(change).length === 0) return html``;
  const isPart = driftKind(change) === 'changed';
  const from = isPart ? 0 : commonStart(change.diffs.map(({ path }) => path));
  return html`<table>
    <thead>
      <tr>
        <th scope="col">field</th>
        <th scope="col">wanted</th>
        <th scope="col">live</th>
      </tr>
    </thead>
    <tbody>
      ${change.diffs.flatMap((diff) => rowsOf(diff, from))}
    </tbody>
  </table>`;
}

function rowsOf(diff: Diff, from: number): Html[] {
  const note = diff.reset ? "\n(no longer declared: reset to AWS's default)" : '';
  return narrow(diff.path.slice(from), diff.live, diff.wanted).map((detail) => {
    const { wanted, live } = sidesOf(detail);
    return html`<tr>
      <td data-label="field">${clean(detail.path)}</td>
      <td data-label="wanted">${wanted}${note}</td>
      <td data-label="live">${live}</td>
    </tr>`;
  });
}

function sidesOf(detail: Detail): { readonly wanted: string; readonly live: string } {
  if ('gone' in detail) {
    const kept = detail.kept === 0 ? [] : [`(${detail.kept} unchanged)`];
    return { wanted: listText('+ ', detail.added, kept), live: listText('- ', detail.gone, kept) };
  }
  const { wanted, live } = detail;
  if (sameJson(wanted, live)) return { wanted: 'a secret in it differs', live: '' };
  return { wanted: sideText(wanted), live: sideText(live) };
}

function listText(sign: string, items: readonly unknown[], kept: readonly string[]): string {
  return [...items.flatMap((item) => hang(sign, block(item, WIDTH))), ...kept].join('\n');
}

function sideText(value: unknown): string {
  return value === null || value === undefined ? '(not set)' : block(value, WIDTH).join('\n');
}
