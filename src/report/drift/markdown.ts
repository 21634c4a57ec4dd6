import { formatProblem } from '../../core/problem.ts';
import { driftIn, type DriftLook, type DriftReport } from './report.ts';
import { restTexts, verdictText } from './verdict.ts';
import { changesTable, code, escape } from '../changes/markdown.ts';
import { timeText } from '../text/time-text.ts';

/** A comment on a pull request holds 65,536 characters. */
const LIMIT = 60_000;

/** What drifted, as an issue or a comment: for each account and region the sentence and a table. */
export function driftMarkdown({ at, looks, problems, revision }: DriftReport): string {
  const room = Math.floor(LIMIT / Math.max(1, looks.length));
  const sections = looks.flatMap((look) => [...lookLines(look, problems.length, room), '']);
  const wrong = problems.map((problem) => `- :warning: ${escape(formatProblem(problem))}`);
  const foot = `Checked at ${timeText(at)}${revision === undefined ? '' : `, commit ${code(revision)}`}.`;
  return [...sections, ...wrong, ...(wrong.length === 0 ? [] : ['']), foot, ''].join('\n');
}

function lookLines(look: DriftLook, problems: number, room: number): string[] {
  const { plan, place, since, notes = [] } = look;
  const drift = driftIn(look, problems);
  const shown = [...drift.drifted, ...drift.unreadable];
  const first = since === undefined || since.size === 0 ? undefined : Math.min(...since.values());
  return [
    `### ${verdictText(plan, drift)}`,
    ...notes.flatMap((note) => ['', `:warning: ${escape(note)}`]),
    ...(shown.length === 0 ? [] : ['', ...changesTable(shown, { room, seeAlso: 'evenkeel drift' })]),
    '',
    `${place === undefined ? '' : `${escape(place)}: `}account ${plan.account}, ${plan.region}.${
      first === undefined ? '' : ` The first of it was found at ${timeText(first)}.`
    }${restTexts(plan, drift)
      .map((text) => ` ${escape(text)}`)
      .join('')}`,
  ];
}
