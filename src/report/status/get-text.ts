import { countDrift, driftOf } from '../../core/drift.ts';
import { intended, isMaking, isRoot, type Change } from '../../core/plan.ts';
import { healthText } from '../../resources/target-group/targets.ts';
import { counted } from '../text/counted.ts';
import { age } from '../text/duration.ts';
import type { ReportedObject } from './objects.ts';
import { fitting, table } from '../text/table.ts';

interface GetTextOptions {
  readonly now: number;
  /** Also tell the AWS id and the place in the folder. */
  readonly wide?: boolean;
  /** Tell the namespace in any case. */
  readonly spaced?: boolean;
  /** How wide the terminal is; as wide as it takes, where there is none. */
  readonly width?: number | undefined;
}

/** An ARN and a path say most at their ends. */
const cut = { ADDRESS: 'end', ID: 'start', SOURCE: 'start' } as const;
const drop = ['SOURCE', 'ID', 'AGE', 'ADDRESS', 'DRIFT'];

/** A table as it is before it is made to fit. */
export interface Rows {
  readonly heads: readonly string[];
  /** One for each object. */
  readonly rows: readonly (readonly string[])[];
}

/** The objects as a table, one a line. */
export function getText(objects: readonly ReportedObject[], options: GetTextOptions): string {
  if (objects.length === 0) return noneFound;
  const { heads, rows } = getRows(objects, options);
  return `${tableLines([heads, ...rows], options.width).join('\n')}\n`;
}

export const noneFound = 'No resources found.\n';

export function getRows(
  objects: readonly ReportedObject[],
  { now, wide = false, spaced: isAsked = false }: Omit<GetTextOptions, 'width'>,
): Rows {
  const spaced = isAsked || objects.some(({ namespace }) => namespace !== objects[0]!.namespace);
  const head = ['NAME', 'READY', 'STATUS', 'DRIFT', 'ADDRESS', 'AGE'];
  const rows = objects.map((object) => [
    ...(spaced ? [object.namespace] : []),
    nameOf(object),
    ...rowOf(object, now),
    ...(wide ? [object.root?.physical ?? '-', object.place] : []),
  ]);
  return { heads: [...(spaced ? ['NAMESPACE'] : []), ...head, ...(wide ? ['ID', 'SOURCE'] : [])], rows };
}

/** The first row has the heads. */
export function tableLines(rows: readonly (readonly string[])[], width: number | undefined): string[] {
  return table(width === undefined ? rows : fitting(rows, { width, cut, drop }));
}

/** The names alone, each as `get` takes it back. */
export function getNames(objects: readonly ReportedObject[]): string {
  return objects.map((object) => `${nameOf(object)}\n`).join('');
}

function nameOf({ kind, name }: ReportedObject): string {
  return `${kind.toLowerCase()}/${name}`;
}

function rowOf(object: ReportedObject, now: number): string[] {
  const ready = object.conditions.find(({ type }) => type === 'Ready');
  const created = object.root?.createdAt;
  return [
    ready?.status ?? 'Unknown',
    statusText(object, ready?.reason ?? 'Unknown'),
    driftCell(object),
    addressOf(object),
    created === undefined ? '-' : age(now - created),
  ];
}

/** The word of the condition; where all is well, AWS's own where it says more. */
function statusText(object: ReportedObject, reason: string): string {
  const { root, serving } = object;
  const targets = targetsText(object);
  if (reason !== 'Active')
    return reason === serving?.reason && targets !== undefined ? `${reason} (${targets})` : reason;
  const text = targets ?? root?.status?.text;
  return text === undefined || text === 'active' ? reason : text;
}

/** Of a target group, or of a Service that is nothing but its targets. */
function targetsText({ root, live }: ReportedObject): string | undefined {
  const targets = live.flatMap(({ status }) => status?.targets ?? []);
  if (targets.length === 0) return undefined;
  return root === undefined ? healthText(targets) : root.status?.text;
}

function driftCell({ changes, conditions }: ReportedObject): string {
  if (conditions.find(({ type }) => type === 'Drifted')?.status === 'Unknown') return '?';
  const { drifted, notCreated } = driftOf({ changes });
  if (drifted.some(isRootToMake)) return 'missing';
  if (drifted.length === 0 && notCreated.some(isRootToMake)) return 'not created';
  const { fields, missing, extra } = countDrift(drifted);
  const parts = [
    ...(fields === 0 ? [] : [counted(fields, 'field')]),
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(extra === 0 ? [] : [`${extra} extra`]),
    ...(notCreated.length === 0 ? [] : [`${notCreated.length} not created`]),
  ];
  return parts.length === 0 ? '-' : parts.join(', ');
}

function isRootToMake(change: Change): boolean {
  return isRoot(change) && isMaking(intended(change));
}

/** What clients call, else what AWS calls it, without what every ARN begins with. */
function addressOf({ root }: ReportedObject): string {
  if (root === undefined) return '-';
  return root.outputs['dnsName'] ?? root.outputs['name'] ?? root.physical.split(':').at(-1)!;
}
