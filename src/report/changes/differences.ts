import { canonical, sameJson } from '../../core/json.ts';
import type { Diff } from '../../core/plan.ts';
import { clean, flow, block, hang, indent } from '../text/values.ts';

/** Lines that are longer are broken. */
const WIDTH = 108;

/** One difference as far in as it goes: a value, or elements of a list that are there on one side only. */
export type Detail =
  | { readonly path: string; readonly live: unknown; readonly wanted: unknown }
  | {
      readonly path: string;
      readonly gone: readonly unknown[];
      readonly added: readonly unknown[];
      readonly kept: number;
    };

/** A difference in as few words as tell it: what is the same on both sides is left out. */
export function differenceLines(diff: Diff): string[] {
  const note = diff.reset ? "  (no longer declared: reset to AWS's default)" : '';
  return narrow(diff.path, diff.live, diff.wanted).flatMap((detail) => linesOf(detail, note));
}

/** Of something that comes or goes as a whole there is one side only, and all its paths begin in the same place. */
export function contentLines(diffs: readonly Diff[]): string[] {
  const from = commonStart(diffs.map(({ path }) => path));
  const fields = diffs.map(({ path, live, wanted }) => ({
    name: clean(path.slice(from)),
    value: isNothing(live) ? wanted : live,
  }));
  const line = fields.map(({ name, value }) => `${name}: ${flow(value)}`).join(', ');
  if (line.length <= WIDTH) return line === '' ? [] : [line];
  return fields.flatMap(({ name, value }) => {
    const inline = `${name}: ${flow(value)}`;
    return inline.length <= WIDTH ? [inline] : [`${name}:`, ...indent(2, block(value, WIDTH))];
  });
}

/** How long the folder is that all paths have in common. */
export function commonStart([first = '', ...others]: readonly string[]): number {
  let length = first.lastIndexOf('/') + 1;
  while (length > 0 && !others.every((path) => path.startsWith(first.slice(0, length)))) {
    length = first.lastIndexOf('/', length - 2) + 1;
  }
  return length;
}

function linesOf(detail: Detail, note: string): string[] {
  const path = clean(detail.path);
  if ('gone' in detail) {
    const kept = detail.kept === 0 ? [] : [`  ${detail.kept} unchanged`];
    return [
      `${path}:${note}`,
      ...detail.gone.flatMap((item) => hang('  - ', block(item, WIDTH))),
      ...detail.added.flatMap((item) => hang('  + ', block(item, WIDTH))),
      ...kept,
    ];
  }
  const { live, wanted } = detail;
  if (sameJson(live, wanted)) return [`${path}: a secret in it differs`];
  const line = `${path}: ${sideOf(live)} → ${sideOf(wanted)}`;
  if (line.length <= WIDTH) return [`${line}${note}`];
  return [
    `${path}:${note}`,
    ...indent(2, hang('live    ', sideLines(live))),
    ...indent(2, hang('wanted  ', sideLines(wanted))),
  ];
}

function sideOf(value: unknown): string {
  return isNothing(value) ? '(not set)' : flow(value);
}

function sideLines(value: unknown): string[] {
  return isNothing(value) ? ['(not set)'] : block(value, WIDTH - 10);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** A difference as far in as it goes. */
export function narrow(path: string, live: unknown, wanted: unknown): Detail[] {
  if (Array.isArray(live) && Array.isArray(wanted)) return narrowLists(path, live, wanted);
  if (!isRecord(live) || !isRecord(wanted)) return [{ path, live, wanted }];
  const shared = Object.keys(wanted).filter((key) => key in live);
  if (shared.length === 0) return [{ path, live, wanted }];
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(live)])];
  const details = keys
    .filter((key) => !sameJson(live[key], wanted[key]))
    .flatMap((key) => narrow(`${path}/${key}`, live[key], wanted[key]));
  return details.length === 0 ? [{ path, live, wanted }] : details;
}

/** Equal elements cancel out, wherever they stand; a single one left on both sides is looked into. */
function narrowLists(path: string, live: readonly unknown[], wanted: readonly unknown[]): Detail[] {
  const gone = without(live, wanted);
  const added = without(wanted, live);
  const kept = live.length - gone.length;
  if (gone.length === 1 && added.length === 1 && isRecord(gone[0]) && isRecord(added[0])) {
    return narrow(`${path}/${wanted.indexOf(added[0])}`, gone[0], added[0]);
  }
  const isOrderOnly = gone.length === 0 && added.length === 0;
  return isOrderOnly || kept === 0 ? [{ path, live, wanted }] : [{ path, gone, added, kept }];
}

/** What is left of a list once every element of another has taken one equal one away. */
function without(list: readonly unknown[], others: readonly unknown[]): unknown[] {
  const taken = new Map<string, number>();
  for (const other of others) taken.set(canonical(other), (taken.get(canonical(other)) ?? 0) + 1);
  return list.filter((item) => {
    const left = taken.get(canonical(item)) ?? 0;
    taken.set(canonical(item), left - 1);
    return left <= 0;
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
