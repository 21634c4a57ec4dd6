import { groupBy } from '../../core/group-by.ts';
import { visible } from '../../core/visible.ts';
import { counted } from '../../report/text/counted.ts';
import { awayNote } from './away-text.ts';
import type { DaemonStatus, Finding } from '../status.ts';
import type { CycleEnd } from './cycles.ts';
import { lastedMs } from './findings.ts';
import { explainedText, foundText, goneText, transitionsText } from './words.ts';

/** As many findings as one message tells; the others are counted. */
const MOST_TOLD = 50;

/** As many lines as a message in a chat has. */
const MOST_LINES = 20;

/** As much as one of them has: a reason may list hundreds of names, and a chat refuses what is far too long. */
const LONGEST_LINE = 300;
const MOST_OF_THE_END = 80;

/** What one cycle changed, for whoever is to be told. */
export interface Notice extends Pick<CycleEnd, 'found' | 'gone'> {
  /** What was found before, and of which is known only now who it was. */
  readonly explained: readonly Finding[];
  readonly at: number;
  readonly place: string;
  readonly account: string;
  readonly region: string;
  readonly revision?: string;
  /** What can't be read, where it can't any more. */
  readonly away?: string;
  /** That all of AWS is read again. */
  readonly whole?: true;
}

/** Nothing where the cycle changed nothing. */
export function noticeOf(
  { place, cycle, found, gone, reading }: CycleEnd,
  { folder }: DaemonStatus,
): Notice | undefined {
  const { explained = [] } = cycle;
  if (found.length + gone.length + explained.length === 0 && reading === undefined) return undefined;
  const { account, region } = cycle.plan;
  const revision = folder.revision?.commit;
  return {
    at: cycle.endedAt,
    place: place.name,
    account,
    region,
    found,
    gone,
    explained,
    ...(revision === undefined ? {} : { revision }),
    ...(reading === 'away' ? { away: awayNote(place.away!) } : {}),
    ...(reading === 'whole' ? { whole: true } : {}),
  };
}

/** As programs read it. */
export function webhookBody({ at, found, gone, explained, ...where }: Notice): object {
  return {
    version: 1,
    source: 'evenkeel',
    at: new Date(at).toISOString(),
    ...where,
    text: textOf({ found, gone, explained, ...where }),
    counts: { found: found.length, gone: gone.length },
    found: found.slice(0, MOST_TOLD),
    gone: gone.slice(0, MOST_TOLD).map((finding) => ({ ...finding, lastedMs: lastedMs(finding, at) })),
    ...(explained.length === 0 ? {} : { explained: explained.slice(0, MOST_TOLD) }),
  };
}

/** As Slack, and those who read the same, show it. */
export function slackBody(notice: Notice): object {
  const { at, place, account, region, found, gone, explained, away, whole } = notice;
  const held = groupBy(
    found.filter(({ doing }) => doing === 'withhold'),
    ({ reason = '' }) => reason,
  );
  const lines = [
    ...(away === undefined ? [] : [`:warning: ${escaped(clipped(away))}`]),
    ...(whole === undefined ? [] : [`:white_check_mark: ${wholeText}`]),
    ...[...held].map(
      ([why, { length }]) => `:warning: ${counted(length, 'deletion')} withheld: ${escaped(clipped(why))}`,
    ),
    ...found
      .filter(({ doing }) => doing !== 'withhold')
      .map((finding) => `:warning: ${subjectOf(finding)} ${escaped(clipped(foundText(finding, at)))}`),
    ...gone.map((finding) => `:white_check_mark: ${subjectOf(finding)} ${escaped(goneText(finding, at))}`),
    ...explained.map((finding) => `:mag: ${subjectOf(finding)} ${escaped(clipped(explainedText(finding, at)))}`),
  ];
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more`] : [];
  const head = `*evenkeel* ${escaped(place)} (${account}, ${region}): ${escaped(clipped(textOf(notice)))}`;
  // Slack shows the text as its JSON says it: what JSON would carry unchanged must not be in it.
  return { text: visible([head, ...lines.slice(0, MOST_LINES), ...more].join('\n')) };
}

function subjectOf({ id, source }: Finding): string {
  return `\`${escaped(id).replaceAll('`', "'")}\`${source === undefined ? '' : ` ${escaped(source)}`}`;
}

/** Out of the middle, for what is to be done about it stands at the end. */
function clipped(text: string): string {
  return text.length > LONGEST_LINE
    ? `${text.slice(0, LONGEST_LINE - MOST_OF_THE_END)}…${text.slice(-MOST_OF_THE_END)}`
    : text;
}

const wholeText = 'AWS is readable again';

type TextParts = Pick<Notice, 'found' | 'gone' | 'explained' | 'away' | 'whole'>;

/** In a few words, whatever it is about. */
function textOf({ found, gone, explained, away, whole }: TextParts): string {
  const parts = [
    transitionsText({ found, gone }),
    explained.length === 0 ? '' : `${explained.length} explained`,
    away === undefined ? '' : 'part of AWS is unreadable',
    whole ? wholeText : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The three signs that begin something in Slack's markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
