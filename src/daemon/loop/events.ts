import { formatError } from '../../core/errors.ts';
import type { Outcome } from '../../engine/outcome.ts';
import type { Log } from '../log.ts';
import { transitions } from '../reports/findings.ts';
import { transitionEvents } from '../reports/words.ts';
import type { CycleResult, DaemonEvent } from '../status.ts';

type Event = Omit<DaemonEvent, 'sequence'>;

/** What is worth a line of one cycle, next to the one before it: nothing, where nothing has changed. */
export function eventsOf(place: string, earlier: CycleResult | undefined, cycle: CycleResult): Event[] {
  const at = cycle.endedAt;
  return [
    ...transitionEvents(transitions(earlier?.findings ?? [], cycle.findings), at),
    ...outcomeEvents(place, earlier?.outcomes ?? [], cycle),
  ];
}

function outcomeEvents(place: string, before: readonly Outcome[], { outcomes, endedAt: at }: CycleResult): Event[] {
  const told = new Map(before.map((outcome) => [outcome.change.id, outcome.error?.message]));
  return outcomes.flatMap(({ change, status, error }): Event[] => {
    const { id, manifest, action, cause } = change;
    if (status === 'done') return [{ at, place, kind: 'changed', id, manifest, message: `${action} (${cause})` }];
    if (status !== 'failed' || error === undefined || told.get(id) === error.message) return [];
    return [{ at, place, kind: 'failed', id, manifest, message: formatError(error) }];
  });
}

const texts: Readonly<Record<DaemonEvent['kind'], string>> = {
  'drift-found': 'drift found',
  'drift-gone': 'drift gone',
  changed: 'changed',
  failed: 'failed',
  withheld: 'withheld',
  stalled: 'stalled',
  recovered: 'recovered',
  folder: 'folder',
  lease: 'lease',
};

const grave: ReadonlySet<DaemonEvent['kind']> = new Set(['drift-found', 'failed', 'withheld', 'stalled']);

/** One line for each. */
export function logEvent(log: Log, { kind, place, id, manifest, message }: Event): void {
  const fields = {
    place,
    ...(id === undefined ? {} : { id }),
    ...(manifest === undefined ? {} : { manifest }),
    what: message,
  };
  if (grave.has(kind)) log.warn(fields, texts[kind]);
  else log.info(fields, texts[kind]);
}
