import type { CycleResult, Finding, PlaceStatus } from '../status.ts';
import type { Store } from '../store.ts';
import { transitions, type Transitions } from './findings.ts';

/** A cycle that came to its end, and what it changed of what is known. */
export interface CycleEnd extends Transitions {
  readonly place: PlaceStatus;
  readonly cycle: CycleResult;
}

/** Tells each cycle once, the one that ended before anybody listened too. Gives the way to stop. */
export function onCycleEnd(store: Store, listener: (end: CycleEnd) => void): () => void {
  const last = new Map<string, { readonly number: number; readonly findings: readonly Finding[] }>();
  const look = (places: readonly PlaceStatus[]): void => {
    for (const place of places) {
      const { cycle, name } = place;
      const before = last.get(name);
      if (cycle === undefined || cycle.number === before?.number) continue;
      last.set(name, { number: cycle.number, findings: cycle.findings });
      listener({ place, cycle, ...transitions(before?.findings ?? [], cycle.findings) });
    }
  };
  look(store.status.places);
  return store.subscribe(({ status }) => look(status.places));
}
