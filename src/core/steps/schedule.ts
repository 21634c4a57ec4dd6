import type { Step } from './step.ts';

export type Result = 'done' | 'failed';

/** How it stands with a step. */
interface Place {
  readonly step: Step;
  /** Those that it comes after: not as its step says where it was put in another order. */
  needs: Iterable<Place>;
  reordered: ReadonlySet<Place> | undefined;
  /** Those that came after it, some of which may have been put in another order since. */
  readonly users: Place[];
  /** How many of its needs have not ended. */
  left: number;
  result: Result | undefined;
}

/** Which steps may begin: each counts what it still waits for, so that an end concerns only those that waited for it. */
export class Schedule {
  readonly #places: ReadonlyMap<string, Place>;

  constructor(steps: readonly Step[]) {
    this.#places = new Map(steps.map((step) => [step.name, placeOf(step)]));
    for (const place of this.#places.values()) {
      const needs = place.step.needs.map((name) => this.#places.get(name)!);
      place.needs = needs;
      place.left = needs.length;
      for (const need of needs) need.users.push(place);
    }
  }

  /** Those that wait for nothing. */
  first(): Step[] {
    return [...this.#places.values()].flatMap(({ step, left }) => (left === 0 ? [step] : []));
  }

  /** Tells how a step ended; gives those that waited for nothing else. */
  end(step: Step, result: Result): Step[] {
    const place = this.#places.get(step.name)!;
    place.result = result;
    const ready: Step[] = [];
    for (const user of place.users) if (isStillNeeded(place, user)) countDown(user, ready);
    return ready;
  }

  /** The first step that this one needed and that failed. */
  failedBefore(step: Step): Step | undefined {
    for (const need of this.#places.get(step.name)!.needs) {
      if (need.result === 'failed') return need.step.kind === 'gather' ? this.failedBefore(need.step) : need.step;
    }
    return undefined;
  }

  /**
   * Puts a step that was begun in vain behind others that were to come after it, or with it: of those that are asked for, all
   * that have not failed and don't wait for it through still others. Gives what may begin now; nothing where there are none.
   */
  putBehind(step: Step, isAskedFor: (other: Step) => boolean): Step[] | undefined {
    const place = this.#places.get(step.name)!;
    const waiting = allBehind(place);
    const others = [...this.#places.values()].filter(
      (other) =>
        isAskedFor(other.step) &&
        other.result !== 'failed' &&
        ![...other.needs].some((need) => need !== place && waiting.has(need)),
    );
    if (others.length === 0) return undefined;
    const open = others.filter(({ result }) => result === undefined);
    const ready: Step[] = open.length === 0 ? [step] : [];
    place.left = open.length;
    for (const other of open) other.users.push(place);
    reorder(place, new Set([...place.needs, ...others]));
    for (const other of others) {
      const needs = new Set(other.needs);
      if (!needs.delete(place)) continue;
      reorder(other, needs);
      countDown(other, ready);
    }
    return ready;
  }
}

function placeOf(step: Step): Place {
  return { step, needs: [], reordered: undefined, users: [], left: 0, result: undefined };
}

function reorder(place: Place, needs: ReadonlySet<Place>): void {
  place.needs = needs;
  place.reordered = needs;
}

/** It, and all that can't begin before it has ended. */
function allBehind(place: Place): ReadonlySet<Place> {
  const found = new Set([place]);
  for (const one of found) for (const user of one.users) if (isStillNeeded(one, user)) found.add(user);
  return found;
}

function isStillNeeded(place: Place, { reordered }: Place): boolean {
  return reordered?.has(place) ?? true;
}

function countDown(place: Place, ready: Step[]): void {
  place.left -= 1;
  if (place.left === 0) ready.push(place.step);
}
