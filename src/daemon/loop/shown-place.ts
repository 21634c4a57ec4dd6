import type { DaemonEvent, PlaceStatus, SourceStatus } from '../status.ts';
import type { Store } from '../store.ts';

/** What the store holds of one place. */
export class ShownPlace {
  readonly #store: Store;
  readonly #name: string;

  constructor(store: Store, name: string) {
    this.#store = store;
    this.#name = name;
  }

  get failure(): PlaceStatus['failure'] {
    return this.#store.status.places.find(({ name }) => name === this.#name)?.failure;
  }

  /** What one way of events has come to. */
  showSource(one: SourceStatus): void {
    const { sources = [] } = this.#store.status.places.find(({ name }) => name === this.#name) ?? {};
    const others = sources.filter(({ source }) => source !== one.source);
    this.show({ sources: [...others, one].toSorted((a, b) => (a.source < b.source ? -1 : 1)) });
  }

  /** A cycle that comes to its end ends the failure too, and says anew whether AWS is away. */
  show(change: Partial<PlaceStatus>, events: readonly Omit<DaemonEvent, 'sequence'>[] = []): void {
    this.#store.update(
      (status) => ({
        ...status,
        places: status.places.map((one) => (one.name === this.#name ? shownAs(one, change) : one)),
      }),
      events,
    );
  }
}

function shownAs(known: PlaceStatus, change: Partial<PlaceStatus>): PlaceStatus {
  const { name, region, phase, cycle, lastSuccess, failure, away, sources } = known;
  return {
    name,
    region,
    phase,
    ...(cycle === undefined ? {} : { cycle }),
    ...(lastSuccess === undefined ? {} : { lastSuccess }),
    ...(failure === undefined || change.phase === 'idle' ? {} : { failure }),
    ...(away === undefined || change.phase === 'idle' ? {} : { away }),
    ...(sources === undefined ? {} : { sources }),
    ...change,
  };
}
