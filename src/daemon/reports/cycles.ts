import type { CycleResult, Finding, PlaceStatus } from '../status.ts';
import type { Store } from '../store.ts';
import { transitions, type Transitions } from './findings.ts';

/** A cycle that came to its end, and what it changed of what is known. */
export interface CycleEnd extends Transitions {
  readonly place: PlaceStatus;
  readonly cycle: CycleResult;
  /** That a part of AWS can't be read any more, or that all of it can be read again; absent where that is as it was. */
  readonly reading?: 'away' | 'whole';
}

/** Tells each cycle once, the one that ended before anybody listened too. Gives the way to stop. */
export function onCycleEnd(store: Store, listener: (end: CycleEnd) => void): () => void {
  const last = new Map<
    string,
    { readonly number: number; readonly findings: readonly Finding[]; readonly isAway: boolean }
  >();
  const look = (places: readonly PlaceStatus[]): void => {
    for (const place of places) {
      const { cycle, name, away } = place;
      const before = last.get(name);
      if (cycle === undefined || cycle.number === before?.number) continue;
      const isAway = away !== undefined;
      last.set(name, { number: cycle.number, findings: cycle.findings, isAway });
      const changed = isAway === (before?.isAway ?? false) ? {} : ({ reading: isAway ? 'away' : 'whole' } as const);
      listener({ place, cycle, ...changed, ...transitions(before?.findings ?? [], cycle.findings) });
    }
  };
  look(store.status.places);
  return store.subscribe(({ status }) => look(status.places));
}
