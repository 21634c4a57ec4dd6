import { formatError } from '../../core/errors.ts';
import type { Outcome } from '../../engine/outcome.ts';
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
