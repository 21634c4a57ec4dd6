import { visible } from '../../core/visible.ts';
import type { DaemonStatus, Finding } from '../status.ts';
import type { CycleEnd } from './cycles.ts';
import { lastedMs } from './findings.ts';
import { foundText, goneText, transitionsText } from './words.ts';

/** As many findings as one message tells; the others are counted. */
const MOST_TOLD = 50;

/** As many lines as a message in a chat has. */
const MOST_LINES = 20;

/** As much as one of them has: a reason may list hundreds of names, and a chat refuses what is far too long. */
const LONGEST_LINE = 300;

/** What one cycle changed, for whoever is to be told. */
export interface Notice extends Pick<CycleEnd, 'found' | 'gone'> {
  readonly at: number;
  readonly place: string;
  readonly account: string;
  readonly region: string;
  readonly revision?: string;
}

/** Nothing where the cycle changed nothing. */
export function noticeOf({ place, cycle, found, gone }: CycleEnd, { folder }: DaemonStatus): Notice | undefined {
  if (found.length === 0 && gone.length === 0) return undefined;
  const { account, region } = cycle.plan;
  const revision = folder.revision?.commit;
  return {
    at: cycle.endedAt,
    place: place.name,
    account,
    region,
    found,
    gone,
    ...(revision === undefined ? {} : { revision }),
  };
}

/** As programs read it. */
export function webhookBody({ at, found, gone, ...where }: Notice): object {
  return {
    version: 1,
    source: 'evenkeel',
    at: new Date(at).toISOString(),
    ...where,
    text: transitionsText({ found, gone }),
    counts: { found: found.length, gone: gone.length },
    found: found.slice(0, MOST_TOLD),
    gone: gone.slice(0, MOST_TOLD).map((finding) => ({ ...finding, lastedMs: lastedMs(finding, at) })),
  };
}

/** As Slack, and those who read the same, show it. */
export function slackBody({ at, place, account, region, found, gone }: Notice): object {
  const lines = [
    ...found.map((finding) => `:warning: ${subjectOf(finding)} ${escaped(clipped(foundText(finding)))}`),
    ...gone.map((finding) => `:white_check_mark: ${subjectOf(finding)} ${escaped(goneText(finding, at))}`),
  ];
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more`] : [];
  const head = `*evenkeel* ${escaped(place)} (${account}, ${region}): ${transitionsText({ found, gone })}`;
  // Slack shows the text as its JSON says it: what JSON would carry unchanged must not be in it.
  return { text: visible([head, ...lines.slice(0, MOST_LINES), ...more].join('\n')) };
}

function subjectOf({ id, source }: Finding): string {
  return `\`${escaped(id).replaceAll('`', "'")}\`${source === undefined ? '' : ` ${escaped(source)}`}`;
}

function clipped(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}

/** The three signs that begin something in Slack's markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
