import { counted } from '../../report/text/counted.ts';
import { age } from '../../report/text/duration.ts';
import { clean, flow } from '../../report/text/values.ts';
import { isAuthor } from '../../core/author.ts';
import { byText } from '../../report/text/by-text.ts';
import type { DaemonEvent, Finding } from '../status.ts';
import { doingWords } from './doing.ts';
import { lastedMs, type Transitions } from './findings.ts';

/** As much of one value as a line has room for. */
const MOST_OF_A_VALUE = 120;

const kinds: Readonly<Record<Finding['doing'], DaemonEvent['kind']>> = {
  correct: 'drift-found',
  report: 'drift-found',
  withhold: 'withheld',
  blocked: 'stalled',
  unreadable: 'failed',
};

/** An event for each finding that came or went. */
export function transitionEvents({ found, gone }: Transitions, at: number): Omit<DaemonEvent, 'sequence'>[] {
  return [
    ...found.map((finding) => ({
      ...eventOf(finding, at),
      kind: kinds[finding.doing],
      message: foundText(finding, at),
    })),
    ...gone.map((finding) => ({
      ...eventOf(finding, at),
      kind: kinds[finding.doing] === 'drift-found' ? ('drift-gone' as const) : ('recovered' as const),
      message: goneText(finding, at),
    })),
  ];
}

function eventOf({ place, id, manifest }: Finding, at: number): Pick<DaemonEvent, 'at' | 'place' | 'id' | 'manifest'> {
  return { at, place, id, manifest };
}

/** What is wrong and what is done about it, on one line; with who it was, where that is known. */
export function foundText({ path, live, wanted, doing, reason, by }: Finding, now?: number): string {
  const who = isAuthor(by) ? ` (${byText(by, now)})` : '';
  return `${whatText(path, live, wanted, doing)}${doingText(doing, reason)}${who}`;
}

/** Who it was, of what was found without a name. */
export function explainedText({ path, by }: Finding, now: number): string {
  return `${path === undefined ? '' : `${clean(path)}: `}changed ${by === undefined ? '' : byText(by, now)}`;
}

/** An event for each finding of which it is known only now who it was. */
export function explainedEvents(explained: readonly Finding[], at: number): Omit<DaemonEvent, 'sequence'>[] {
  return explained.map((finding) => ({
    ...eventOf(finding, at),
    kind: 'drift-explained',
    message: explainedText(finding, at),
  }));
}

function doingText(doing: Finding['doing'], reason: string | undefined): string {
  if (reason === undefined) return doingWords[doing];
  const why = clean(reason);
  return why.startsWith(doingWords[doing]) ? why : `${doingWords[doing]} (${why})`;
}

function whatText(path: string | undefined, live: unknown, wanted: unknown, doing: Finding['doing']): string {
  if (doing === 'unreadable') return '';
  if (path !== undefined) return `${clean(path)}: ${sideOf(live)} → ${sideOf(wanted)}: `;
  if (live === null && wanted === null) return '';
  if (live === null) return 'missing: ';
  return wanted === null ? `no manifest declares ${extraText(live)}: ` : '';
}

/** What it is, so that nobody has to look it up: by the time that they read this it may be gone. */
function extraText(live: unknown): string {
  const fields = Object.entries(live ?? {}).filter(([, value]) => value !== '');
  const named = fields.map(([path, value]) => [path.slice(path.lastIndexOf('/') + 1), value] as const);
  return named.length === 0 ? 'it' : sideOf(Object.fromEntries(named));
}

function sideOf(value: unknown): string {
  const text = value === null || value === undefined ? '(not set)' : flow(value);
  return text.length > MOST_OF_A_VALUE ? `${text.slice(0, MOST_OF_A_VALUE)}…` : text;
}

const endings: Readonly<Record<Finding['doing'], string>> = {
  correct: 'healed in',
  report: 'healed in',
  withhold: 'no longer withheld, after',
  blocked: 'no longer blocked, after',
  unreadable: 'readable again after',
};

/** That it is over, for whatever reason, and how long it was there. */
export function goneText(finding: Finding, now: number): string {
  const { path, doing } = finding;
  return `${path === undefined ? '' : `${clean(path)}: `}${endings[doing]} ${age(lastedMs(finding, now))}`;
}

/** `3 findings, 1 resolved` */
export function transitionsText({ found, gone }: Transitions): string {
  const parts = [
    ...(found.length === 0 ? [] : [counted(found.length, 'finding')]),
    ...(gone.length === 0 ? [] : [`${gone.length} resolved`]),
  ];
  return parts.join(', ');
}
