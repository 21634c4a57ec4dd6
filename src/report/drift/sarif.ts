import { driftOf } from '../../core/drift.ts';
import { digest } from '../../core/json.ts';
import type { Change, Plan } from '../../core/plan.ts';
import type { Problem } from '../../core/problem.ts';
import { contentLines, differenceLines } from '../changes/differences.ts';
import { driftKind, type DriftKind } from './kind.ts';
import { clean } from '../text/values.ts';
import { blockTexts, causeText, wordOf } from '../changes/words.ts';
import { byLines } from '../changes/by-lines.ts';

type Level = 'error' | 'warning' | 'note';

interface Rule {
  readonly id: string;
  readonly level: Level;
  readonly says: string;
}

/** The list in this order is what `ruleIndex` counts in. */
const rules = {
  changed: { id: 'drift/changed', level: 'warning', says: 'A field in AWS differs from the last apply.' },
  missing: { id: 'drift/missing', level: 'error', says: 'The manifest declares it, and it was deleted from AWS.' },
  extra: { id: 'drift/extra', level: 'warning', says: 'It exists in AWS, and no manifest declares it.' },
  unreadable: { id: 'drift/unreadable', level: 'error', says: 'AWS could not be read, so drift is unknown.' },
  invalid: {
    id: 'manifest/invalid',
    level: 'error',
    says: 'The manifest is invalid, so drift is unknown.',
  },
  notCreated: { id: 'drift/not-created', level: 'note', says: 'The manifest declares it, and it was not created yet.' },
} as const satisfies Readonly<Record<DriftKind | 'invalid' | 'notCreated', Rule>>;

interface SarifOptions {
  readonly problems: readonly Problem[];
  /** The folder of manifests, as whoever reads the report would call it. */
  readonly folder: string;
}

interface Result {
  readonly rule: keyof typeof rules;
  readonly text: string;
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
  /** What the finding is known by in the next report. */
  readonly identity: readonly unknown[];
}

/** Drift as SARIF 2.1.0, for code scanning: a result for each field, and one for what is missing or one too many. */
export function driftSarif(plan: Plan, { problems, folder }: SarifOptions): object {
  const { drifted, notCreated, unreadable, verdict } = driftOf(plan, problems.length);
  const identityOf = ({ id }: Change): readonly unknown[] => [plan.account, plan.region, id];
  const results = [
    ...problems.map(problemResult),
    ...[...drifted, ...unreadable].flatMap((change) => changeResults(change, driftKind(change), identityOf(change))),
    ...notCreated.flatMap((change) => changeResults(change, 'notCreated', identityOf(change))),
  ];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'evenkeel', rules: Object.values(rules).map(ruleJson) } },
        invocations: [{ executionSuccessful: verdict !== 'unknown' }],
        columnKind: 'unicodeCodePoints',
        properties: { account: plan.account, region: plan.region, verdict },
        results: results.map((result) => resultJson(result, folder)),
      },
    ],
  };
}

function ruleJson({ id, level, says }: Rule): object {
  return { id, shortDescription: { text: says }, defaultConfiguration: { level } };
}

function problemResult({ file, position, manifest, path, message, hint }: Problem): Result {
  const subject = [manifest, path].filter((part) => part !== undefined && part !== '').join(' ');
  return {
    rule: 'invalid',
    text: clean(`${subject === '' ? '' : `${subject}: `}${message}${hint === undefined ? '' : ` (${hint})`}`),
    at: { file, ...position },
    identity: [file, manifest, path, message],
  };
}

function changeResults(change: Change, rule: Result['rule'], identity: readonly unknown[]): Result[] {
  const { source: at, id, diffs } = change;
  const common = { rule, ...(at === undefined ? {} : { at }) };
  const doing = doingText(change);
  if (rule === 'changed' && diffs.length > 0) {
    return diffs.map((diff) => ({
      ...common,
      text: [`${id}: ${differenceLines(diff).join('\n')}`, ...byLines({ diffs: [diff] }), doing].join('\n'),
      identity: [...identity, diff.path],
    }));
  }
  const cause = causeText(change);
  const head = cause === undefined ? id : `${id}: ${cause}`;
  return [{ ...common, text: [head, ...contentLines(diffs), ...byLines(change), doing].join('\n'), identity }];
}

/** What is done about it. */
function doingText(change: Change): string {
  return change.blocked === undefined ? `action: ${wordOf(change)}` : blockTexts(change.blocked).join('; ');
}

function resultJson({ rule, text, at, identity }: Result, folder: string): object {
  return {
    ruleId: rules[rule].id,
    ruleIndex: Object.keys(rules).indexOf(rule),
    level: rules[rule].level,
    message: { text },
    ...(at === undefined ? {} : { locations: [locationOf(at, folder)] }),
    partialFingerprints: { 'evenkeel/v1': digest(identity) },
  };
}

function locationOf({ file, line, column }: NonNullable<Result['at']>, folder: string): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(folder, file) },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** Relative where the folder is, so that it is found in the repository. */
function uriOf(folder: string, file: string): string {
  const steps = `${folder}/${file}`.split('/').filter((step, index) => step !== '.' && (step !== '' || index === 0));
  const path = steps.map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
