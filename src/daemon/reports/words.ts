import { counted } from '../../report/counted.ts';
import { age } from '../../report/duration.ts';
import { clean, flow } from '../../report/values.ts';
import type { DaemonEvent, Finding } from '../status.ts';
import type { Transitions } from './findings.ts';

/** As much of one value as a line has room for. */
const MOST_OF_A_VALUE = 120;

const found: Readonly<Record<Finding['doing'], DaemonEvent['kind']>> = {
  correct: 'drift-found',
  report: 'drift-found',
  withhold: 'withheld',
  blocked: 'stalled',
  unreadable: 'failed',
};

const doings: Readonly<Record<Finding['doing'], string>> = {
  correct: 'being put right',
  report: 'left as it is',
  withhold: 'withheld',
  blocked: 'blocked',
  unreadable: 'could not be read',
};

/** An event for each finding that came or went. */
export function transitionEvents({ found: came, gone }: Transitions, at: number): Omit<DaemonEvent, 'sequence'>[] {
  return [
    ...came.map((finding) => ({ ...eventOf(finding, at), kind: found[finding.doing], message: foundText(finding) })),
    ...gone.map((finding) => ({
      ...eventOf(finding, at),
      kind: found[finding.doing] === 'drift-found' ? ('drift-gone' as const) : ('recovered' as const),
      message: goneText(finding, at),
    })),
  ];
}

function eventOf({ place, id, manifest }: Finding, at: number): Pick<DaemonEvent, 'at' | 'place' | 'id' | 'manifest'> {
  return { at, place, id, manifest };
}

/** What is wrong and what is done about it, on one line. */
export function foundText({ path, live, wanted, doing, reason }: Finding): string {
  return `${whatText(path, live, wanted, doing)}${doingText(doing, reason)}`;
}

function doingText(doing: Finding['doing'], reason: string | undefined): string {
  if (reason === undefined) return doings[doing];
  const why = clean(reason);
  return why.startsWith(doings[doing]) ? why : `${doings[doing]} (${why})`;
}

function whatText(path: string | undefined, live: unknown, wanted: unknown, doing: Finding['doing']): string {
  if (doing === 'unreadable') return '';
  if (path !== undefined) return `${clean(path)}: ${sideOf(live)} → ${sideOf(wanted)}: `;
  if (live === null && wanted === null) return '';
  if (live === null) return 'missing: ';
  return wanted === null ? 'no manifest asks for it: ' : '';
}

function sideOf(value: unknown): string {
  const text = value === null || value === undefined ? '(not set)' : flow(value);
  return text.length > MOST_OF_A_VALUE ? `${text.slice(0, MOST_OF_A_VALUE)}…` : text;
}

/** That it is over, and how long it was there. */
export function goneText({ path, since }: Finding, now: number): string {
  return `${path === undefined ? '' : `${clean(path)}: `}as it should be again, after ${age(now - since)}`;
}

/** `3 findings, 1 gone` */
export function transitionsText({ found: came, gone }: Transitions): string {
  const parts = [
    ...(came.length === 0 ? [] : [counted(came.length, 'finding')]),
    ...(gone.length === 0 ? [] : [`${gone.length} gone`]),
  ];
  return parts.join(', ');
}
