import { countDrift, type Drift } from '../../core/drift.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Change } from '../../core/plan.ts';
import { formatProblem } from '../../core/problem.ts';
import { blockLines } from '../changes/lines.ts';
import { driftKind, type DriftKind } from './kind.ts';
import { driftIn, type DriftLook, type DriftReport } from './report.ts';
import { restTexts, verdictText } from './verdict.ts';
import { differencesTable } from './html/differences.ts';
import { Html, html } from './html/template.ts';
import { style } from './html/style.ts';
import { plainPaint } from '../text/paint.ts';
import { asListed } from '../changes/sections.ts';
import { Printed } from '../changes/printed.ts';
import { clean } from '../text/values.ts';
import { causeText, impactText, placeOf, wordOf } from '../changes/words.ts';
import { byLines } from '../changes/by-lines.ts';
import { timeText } from '../text/time-text.ts';

/** Nothing may be fetched or run, whatever a name in AWS contains. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

const kinds: Readonly<Record<DriftKind, string>> = {
  changed: 'changed',
  missing: 'missing',
  extra: 'extra',
  unreadable: 'could not be read',
};

/** Drift as one page that needs nothing else: no script, no request. */
export function driftHtml({ at, looks, problems, revision }: DriftReport): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>Drift: evenkeel</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <h1>Drift</h1>
        <p class="faint">${timeText(at)}${revision === undefined ? '' : html`, commit <code>${revision}</code>`}</p>
        ${[...looks.map((look) => lookHtml(look, problems.length)), problemsHtml(problems.map(formatProblem))]}
      </body>
    </html>`.markup;
}

function lookHtml(look: DriftLook, problems: number): Html {
  const { plan, place, since, notes = [] } = look;
  const drift = driftIn(look, problems);
  const printed = new Printed();
  const manifests = [...groupBy([...drift.drifted, ...drift.unreadable], ({ manifest }) => manifest)];
  const where = `account ${plan.account}, ${plan.region}`;
  return html`<section>
    <h2>${place === undefined ? where : `${place}: ${where}`}</h2>
    <p class="verdict ${drift.verdict}">${verdictText(plan, drift)}</p>
    ${[...notes.map((note) => html`<p>${clean(note)}</p>`), countsHtml(drift)]}
    ${restTexts(plan, drift).map((text) => html`<p class="faint">${text}</p>`)}
    ${manifests.map(
      ([manifest, changes]) =>
        html`<h3>${manifest}</h3>
          ${asListed(changes).map((change) => changeHtml(change, since?.get(change.id), printed))}`,
    )}
  </section>`;
}

function countsHtml(drift: Drift): Html {
  const { fields, missing, extra } = countDrift(drift.drifted);
  const counts: readonly (readonly [number, string])[] = [
    [fields, 'changed'],
    [missing, 'missing'],
    [extra, 'extra'],
    [drift.unreadable.length, 'unreadable'],
    [drift.notCreated.length, 'not created yet'],
  ];
  return html`<ul class="counts">
    ${counts.map(([count, label]) => html`<li><b>${count}</b> ${label}</li>`)}
  </ul>`;
}

function changeHtml(change: Change, since: number | undefined, printed: Printed): Html {
  const kind = driftKind(change);
  const blocked = blockLines(change, plainPaint, printed);
  printed.add(change);
  const facts = [
    causeText(change),
    since === undefined ? undefined : `since ${timeText(since)}`,
    ...(blocked.length === 0 ? [`action: ${wordOf(change)}`] : blocked),
    impactText(change),
    ...byLines(change),
    ...change.warnings.map((warning) => `warning: ${clean(warning)}`),
  ];
  return html`<article>
    <header>
      <span class="kind ${kind}">${kinds[kind]}</span> <code>${change.id}</code>
      <span class="faint">${placeOf(change)}</span>
    </header>
    ${facts.flatMap((fact) => (fact === undefined ? [] : [html`<p>${fact}</p>`]))} ${differencesTable(change)}
  </article>`;
}

function problemsHtml(problems: readonly string[]): Html {
  if (problems.length === 0) return html``;
  return html`<section>
    <h2>Problems in the folder</h2>
    ${problems.map((problem) => html`<p>${problem}</p>`)}
  </section>`;
}
