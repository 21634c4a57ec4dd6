import type { Hint } from '../../aws/events/hint.ts';
import { Named } from '../../engine/named.ts';
import type { Cycle } from '../../engine/cycle.ts';
import type { OwnRequests } from './own-requests.ts';
import { SKEW_MS } from './skew.ts';

/** What was taken for granted at last, to be looked at again where an event names it. */
export interface Seen extends Pick<Cycle, 'wanted' | 'snapshot'> {
  /** What happened before was seen, by the time of day; what happened since may not have been. */
  readonly at: number;
}

export interface Sorted {
  /** What did not come before, by this way or another. */
  readonly fresh: readonly Hint[];
  /** They name something that a place knows, and did not come before. */
  readonly news: readonly Hint[];
  /** Our own writes. */
  readonly ours: number;
  /** About nothing here, or of what was seen since, or known already. */
  readonly ignored: number;
}

/** As many events as are known again. */
const MOST_KNOWN = 10_000;
/** Each costs a handful of reads that wait for nothing: together fewer than AWS allows at once. */
const MOST_AT_ONCE = 4;

/** What events say, until a cycle has looked there. */
export class Hints {
  readonly #region: string;
  readonly #own: OwnRequests;
  readonly #known = new Set<string>();
  readonly #waiting = new Set<string>();
  #names: { readonly of: Seen['snapshot']; readonly named: Named } | undefined;

  constructor(region: string, own: OwnRequests) {
    this.#region = region;
    this.#own = own;
  }

  /** Sorts what came, and keeps what is to be looked at. Before the first look all is new, and that look sees it. */
  sort(hints: readonly Hint[], seen: Seen | undefined): Sorted {
    const fresh = hints.filter(({ id }) => this.#isFresh(id));
    const foreign = fresh.filter(({ requestId }) => !this.#own.has(requestId));
    const news = foreign.filter((hint) => this.#isNews(hint, seen));
    const ours = hints.filter(({ requestId }) => this.#own.has(requestId)).length;
    return { fresh, news, ours, ignored: hints.length - ours - news.length };
  }

  /** What the cycle that begins now looks at; the rest waits for the next. */
  take(): readonly string[] {
    const taken = [...this.#waiting].slice(0, MOST_AT_ONCE);
    for (const subject of taken) this.#waiting.delete(subject);
    return taken;
  }

  get areWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  #isFresh(id: string): boolean {
    if (this.#known.has(id)) return false;
    this.#known.add(id);
    if (this.#known.size > MOST_KNOWN) this.#known.delete(this.#known.values().next().value!);
    return true;
  }

  #isNews({ objects, at, region }: Hint, seen: Seen | undefined): boolean {
    if (region !== undefined && region !== this.#region) return false;
    if (seen === undefined || at < seen.at - SKEW_MS) return false;
    const named = this.#namedIn(seen);
    const subjects = objects.flatMap((object) => named.subjectsOf(object));
    for (const subject of subjects) this.#waiting.add(subject);
    return subjects.length > 0;
  }

  #namedIn(seen: Seen): Named {
    if (this.#names?.of !== seen.snapshot) this.#names = { of: seen.snapshot, named: new Named(seen) };
    return this.#names.named;
  }
}
