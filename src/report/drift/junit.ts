import { driftOf } from '../../core/drift.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Change, Plan } from '../../core/plan.ts';
import { formatProblem, type Problem } from '../../core/problem.ts';
import { counted } from '../text/counted.ts';
import { escapeMarkup } from '../text/markup.ts';
import { plainPaint } from '../text/paint.ts';
import { changesLines } from '../changes/sections.ts';
import { Printed } from '../changes/printed.ts';

interface TestCase {
  readonly manifest: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly fault?: { readonly element: 'failure' | 'error'; readonly message: string; readonly text: string };
  /** Why there is nothing to say of it. */
  readonly skipped?: string;
}

/** Drift as JUnit XML: a test case for each manifest, a failure where it drifted, an error where nobody can say; skipped where it was not created yet. */
export function driftJunit(plan: Plan, problems: readonly Problem[]): string {
  const cases = casesOf(plan, problems);
  const faults = (element: string): number => cases.filter(({ fault }) => fault?.element === element).length;
  const counts = `tests="${cases.length}" failures="${faults('failure')}" errors="${faults('error')}"`;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="evenkeel drift" ${counts}>`,
    `  <testsuite name="${attribute(`${plan.account} ${plan.region}`)}" ${counts} skipped="${skipped}">`,
    ...cases.map(caseXml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf(plan: Plan, problems: readonly Problem[]): TestCase[] {
  const { drifted, notCreated, unreadable, unread } = driftOf(plan);
  const shown = new Set([...drifted, ...unreadable, ...unread]);
  const missing = new Set(notCreated);
  const printed = new Printed();
  const wrong = groupBy(problems, ({ manifest, file }) => manifest ?? `manifests/${file}`);
  const looked = groupBy(plan.changes, ({ manifest }) => manifest);
  return [
    ...[...wrong].map(([manifest, own]) => problemCase(manifest, own)),
    ...[...looked]
      .filter(([manifest]) => !wrong.has(manifest))
      .map(([manifest, own]) => manifestCase(manifest, own, { shown, missing, printed })),
  ];
}

function problemCase(manifest: string, problems: readonly Problem[]): TestCase {
  const text = problems.map(formatProblem).join('\n');
  const message = counted(problems.length, 'problem');
  const [first] = problems;
  return { manifest, file: first?.file, line: first?.position.line, fault: { element: 'error', message, text } };
}

interface Sorted {
  readonly shown: ReadonlySet<Change>;
  readonly missing: ReadonlySet<Change>;
  readonly printed: Printed;
}

function manifestCase(manifest: string, all: readonly Change[], { shown, missing, printed }: Sorted): TestCase {
  const own = all.filter((change) => shown.has(change));
  const source = (own.find((change) => change.source !== undefined) ?? all[0])?.source;
  const place = { manifest, file: source?.file, line: source?.line };
  const open = all.filter((change) => missing.has(change)).length;
  if (own.length === 0 && open > 0) return { ...place, skipped: `${counted(open, 'resource')} not created yet` };
  if (own.length === 0) return place;
  const unreadable = own.filter(({ blocked }) => blocked?.reason === 'unreadable').length;
  const text = changesLines(own, plainPaint, printed).join('\n');
  if (unreadable === 0) {
    return { ...place, fault: { element: 'failure', message: `${counted(own.length, 'resource')} drifted`, text } };
  }
  const message = `${counted(unreadable, 'resource')} could not be read`;
  return { ...place, fault: { element: 'error', message, text } };
}

function caseXml({ manifest, file, line, fault, skipped }: TestCase): string {
  const [kind = '', ...name] = manifest.split('/');
  const where = file === undefined ? '' : ` file="${attribute(file)}"${line === undefined ? '' : ` line="${line}"`}`;
  const head = `    <testcase classname="${attribute(kind)}" name="${attribute(name.join('/'))}"${where} time="0"`;
  if (skipped !== undefined) return `${head}><skipped message="${attribute(skipped)}"/></testcase>`;
  if (fault === undefined) return `${head}/>`;
  const { element, message, text } = fault;
  return [
    `${head}>`,
    `      <${element} message="${attribute(message)}" type="${element === 'failure' ? 'drift' : 'unknown'}">${escapeMarkup(text)}</${element}>`,
    '    </testcase>',
  ].join('\n');
}

/** A parser would make spaces of the line breaks in an attribute. */
function attribute(text: string): string {
  return escapeMarkup(text).replaceAll('\n', '&#10;');
}
