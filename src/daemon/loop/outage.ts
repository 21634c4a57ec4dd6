import type { ErrorCode } from '../../core/errors.ts';
import { lastKnown, failedLook, type LastKnown } from '../../core/last-known.ts';
import type { Unreadable } from '../../core/resource.ts';
import { age } from '../../report/text/duration.ts';
import { awayNote } from '../reports/away-text.ts';
import type { Away, CycleResult, DaemonEvent, PlaceStatus } from '../status.ts';

type Event = Omit<DaemonEvent, 'sequence'>;

interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

interface Shown {
  /** What changes of what is shown of the place. */
  readonly shown: Pick<PlaceStatus, 'away' | 'cycle'>;
  readonly events: readonly Event[];
}

/** Reports that AWS, or a part of it, cannot be read: once for each kind of reason, until all of it was read again. */
export class Outage {
  readonly #place: string;
  readonly #reported = new Set<string>();
  #away: Away | undefined;

  constructor(place: string) {
    this.#place = place;
  }

  /** No cycle came to its end: all that was known stays as it was last seen. */
  failed(last: CycleResult | undefined, failure: Failure, at: number): Shown {
    const { message } = failure;
    const vain = last && failedLook(last.known, message);
    const known = vain && lastKnown(last.known, vain, at);
    this.#away = awayOf({ earlier: this.#away, known, unreadable: vain?.snapshot.unreadable ?? [], failure, now: at });
    const shown = { away: this.#away! };
    return {
      shown: vain === undefined || known === undefined ? shown : { ...shown, cycle: { ...last!, ...vain, known } },
      events: this.#isNews(failure.code)
        ? [{ at, place: this.#place, kind: 'failed', message: awayNote(this.#away!) }]
        : [],
    };
  }

  /** A cycle came to its end. */
  looked(cycle: CycleResult, at: number): Shown {
    const { known, snapshot } = cycle;
    const earlier = this.#away;
    const unreadable = snapshot.unreadable.filter(({ notYet }) => !notYet);
    const away = awayOf({ earlier, known, unreadable, now: at });
    this.#away = away;
    if (away !== undefined) {
      const event: Event = { at, place: this.#place, kind: 'failed', message: awayNote(away) };
      return { shown: { cycle, away }, events: this.#isNews('part') ? [event] : [] };
    }
    this.#reported.clear();
    if (earlier === undefined) return { shown: { cycle }, events: [] };
    const message = `AWS is readable again after ${age(Math.max(0, at - earlier.since))}`;
    return { shown: { cycle }, events: [{ at, place: this.#place, kind: 'recovered', message }] };
  }

  #isNews(reason: string): boolean {
    return !this.#reported.has(reason) && this.#reported.add(reason) !== undefined;
  }
}

interface Absent {
  /** What was away before. */
  readonly earlier: Away | undefined;
  readonly known: LastKnown | undefined;
  readonly unreadable: readonly Unreadable[];
  readonly failure?: Failure;
  readonly now: number;
}

/** What is reported of it; nothing where all was read. */
function awayOf({ earlier, known, unreadable, failure, now }: Absent): Away | undefined {
  if (failure === undefined && unreadable.length === 0) return undefined;
  const objects = known?.snapshot.live.filter(({ physical }) => known.unseen.has(physical)) ?? [];
  const seen = [...(known?.unseen.values() ?? [])].map(({ seenAt }) => seenAt);
  return {
    since: Math.min(earlier?.since ?? now, now),
    types: [...new Set(unreadable.map(({ type }) => type))].sort(),
    unseen: objects.length,
    why: failure === undefined ? [...new Set(unreadable.map(({ message }) => message))] : [failure.message],
    ...(seen.length === 0 ? {} : { seenAt: Math.min(...seen) }),
    ...(failure === undefined ? {} : { failure: failure.code }),
  };
}
