import { formatError } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Outcome } from '../../engine/outcome.ts';
import type { Log } from '../log.ts';
import { transitions } from '../reports/findings.ts';
import { explainedEvents, transitionEvents } from '../reports/words.ts';
import type { CycleResult, DaemonEvent } from '../status.ts';

type Event = Omit<DaemonEvent, 'sequence'>;

/** What is worth a line of one cycle, next to the one before it: nothing, where nothing has changed. */
export function eventsOf(place: string, earlier: CycleResult | undefined, cycle: CycleResult): Event[] {
  const at = cycle.endedAt;
  return [
    ...transitionEvents(transitions(earlier?.findings ?? [], cycle.findings), at),
    ...explainedEvents(cycle.explained ?? [], at),
    ...outcomeEvents(place, earlier?.outcomes ?? [], cycle),
  ];
}

function outcomeEvents(place: string, before: readonly Outcome[], cycle: CycleResult): Event[] {
  const { outcomes, endedAt: at } = cycle;
  const errors = new Map(before.map((outcome) => [outcome.change.id, outcome.error?.message]));
  return outcomes.flatMap(({ change, status, error }): Event[] => {
    const { id, manifest, action, cause } = change;
    if (status === 'done') return [{ at, place, kind: 'changed', id, manifest, message: `${action} (${cause})` }];
    if (status !== 'failed' || error === undefined || errors.get(id) === error.message) return [];
    return [{ at, place, kind: 'failed', id, manifest, message: formatError(error) }];
  });
}

const texts: Readonly<Record<DaemonEvent['kind'], string>> = {
  'drift-found': 'drift found',
  'drift-gone': 'drift healed',
  'drift-explained': 'drift explained',
  changed: 'changed',
  failed: 'failed',
  withheld: 'withheld',
  stalled: 'stalled',
  recovered: 'recovered',
  folder: 'folder',
  lease: 'lease',
};

const grave: ReadonlySet<DaemonEvent['kind']> = new Set(['drift-found', 'failed', 'withheld', 'stalled']);

/** What is done or to be done about one resource; of everything else the reason is what matters. */
const single: ReadonlySet<DaemonEvent['kind']> = new Set(['drift-found', 'drift-gone', 'drift-explained', 'changed']);

/** As many names as a line has room for. */
const mostNamed = 20;

/** A line for each, and one for all that have the same message: a long list of withheld deletions would fill the log. */
export function logEvents(log: Log, events: readonly Event[]): void {
  const lines = groupBy(events, ({ kind, place, id, message }) =>
    JSON.stringify([kind, place, message, single.has(kind) ? id : null]),
  );
  for (const [event, ...others] of lines.values()) logLine(log, event!, others);
}

function logLine(log: Log, { kind, place, id, manifest, message }: Event, others: readonly Event[]): void {
  const ids = [id, ...others.map((other) => other.id)];
  const whom =
    others.length > 0
      ? { count: ids.length, ids: ids.slice(0, mostNamed) }
      : { ...(id === undefined ? {} : { id }), ...(manifest === undefined ? {} : { manifest }) };
  const fields = { place, ...whom, what: message };
  if (grave.has(kind)) log.warn(fields, texts[kind]);
  else log.info(fields, texts[kind]);
}
