import type { Clock } from '../core/clock.ts';
import { asEvenkeelError } from '../core/errors.ts';
import type { Change } from '../core/plan.ts';
import { Schedule, type Result, type Scheduled } from '../core/steps/schedule.ts';
import { isBetween, type Step } from '../core/steps/step.ts';
import type { ResourceId } from '../core/value.ts';
import { aboutFields } from './fields-of.ts';
import type { Outcome, Progress } from './outcome.ts';
import { withPatience } from './patience.ts';

export interface RunOptions {
  readonly clock: Clock;
  /** How long to go on trying what AWS says will be possible soon. */
  readonly patienceMs: number;
  /** Once aborted nothing new is begun; the calls in flight are finished. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A change at work. */
interface Work {
  readonly change: Change;
  /** The last of its steps. */
  last: Step | undefined;
  outcome: Outcome | undefined;
}

type AtWork = Scheduled<readonly Work[]>;

/** Steps at work at once; the token buckets pace the calls themselves. */
const concurrency = 24;

/**
 * Runs steps: dependencies first, independent work in parallel. A failure skips what depends on it and nobody else. Gives what
 * became of each change.
 */
export async function runSteps(
  steps: readonly Step[],
  changes: readonly Change[],
  perform: (step: Step) => Promise<void>,
  options: RunOptions,
): Promise<Outcome[]> {
  return new Run(steps, changes, perform, options).all();
}

class Run {
  readonly #perform: (step: Step) => Promise<void>;
  readonly #options: RunOptions;
  readonly #works: ReadonlyMap<ResourceId, Work>;
  readonly #schedule: Schedule<readonly Work[]>;
  /** Creations that a quota stopped once: they come again when the deletions have made room. */
  readonly #deferred = new Set<string>();
  /** What may begin, in the order in which it came to be so. */
  readonly #ready: AtWork[] = [];
  #begun = 0;
  #atWork = 0;

  constructor(
    steps: readonly Step[],
    changes: readonly Change[],
    perform: (step: Step) => Promise<void>,
    options: RunOptions,
  ) {
    this.#perform = perform;
    this.#options = options;
    const works = new Map<ResourceId, Work>();
    for (const change of changes) works.set(change.id, { change, last: undefined, outcome: undefined });
    this.#works = works;
    this.#schedule = new Schedule(steps, (step) => {
      const all = step.changes.map((id) => works.get(id)!);
      // Steps come in an order in which they could be made one by one.
      for (const work of all) work.last = step;
      return all;
    });
  }

  async all(): Promise<Outcome[]> {
    for (const one of this.#schedule.first()) this.#ready.push(one);
    await new Promise<void>((resolve, reject) => this.#go(resolve, reject));
    return Array.from(this.#works.values(), ({ change, outcome }) => outcome ?? { change, status: 'interrupted' });
  }

  /** Begins as many as may be at work at once, and goes on from each that ends. */
  #go(resolve: () => void, reject: (thrown: unknown) => void): void {
    while (this.#atWork < concurrency && this.#begun < this.#ready.length) {
      const next = this.#ready[this.#begun]!;
      this.#begun += 1;
      this.#atWork += 1;
      this.#run(next).then((ready) => {
        this.#atWork -= 1;
        for (const one of ready) this.#ready.push(one);
        this.#go(resolve, reject);
      }, reject);
    }
    if (this.#atWork === 0) resolve();
  }

  /** Gives the steps that may begin now. */
  async #run(scheduled: AtWork): Promise<AtWork[]> {
    const { step, about: works } = scheduled;
    if (this.#options.signal?.aborted) {
      return this.#finish(scheduled, 'failed', (change) => ({ change, status: 'interrupted' }));
    }
    const failed = this.#schedule.failedBefore(scheduled);
    if (failed !== undefined) {
      const because = failed.changes[0]!;
      return this.#finish(scheduled, 'failed', (change) => ({ change, status: 'skipped', because }));
    }
    if (!isBetween(step)) for (const { change } of works) this.#report({ kind: 'started', change });
    try {
      await withPatience(() => this.#perform(step), this.#patience(works));
      return this.#finish(scheduled, 'done', (change) => ({ change, status: 'done' }));
    } catch (thrown) {
      return this.#fail(scheduled, thrown);
    }
  }

  #patience([first]: readonly Work[]): Parameters<typeof withPatience>[1] {
    const { clock, patienceMs, signal } = this.#options;
    const since = clock.now();
    return {
      clock,
      patienceMs,
      signal,
      onWait: (error) => this.#report({ kind: 'waiting', change: first!.change, since, error }),
    };
  }

  #fail(scheduled: AtWork, thrown: unknown): AtWork[] {
    const freed = asEvenkeelError(thrown).code === 'quota' ? this.#freeFirst(scheduled) : undefined;
    if (freed !== undefined) return freed;
    const { change: first } = scheduled.about[0]!;
    return this.#finish(scheduled, 'failed', (change) =>
      change.implied && !first.implied
        ? { change, status: 'skipped', because: first.id }
        : { change, status: 'failed', error: aboutFields(asEvenkeelError(thrown, change.id), change) },
    );
  }

  /** At a quota, making before breaking is impossible: what is to go anyway goes first, then it is tried once more. */
  #freeFirst(scheduled: AtWork): AtWork[] | undefined {
    const { step } = scheduled;
    const { name, kind } = step;
    if (this.#deferred.has(name) || isBetween(step) || kind === 'retire' || isDeletion(kind)) return undefined;
    const typeOf = ({ changes }: Step): string => this.#works.get(changes[0]!)!.change.type;
    const freed = this.#schedule.putBehind(
      scheduled,
      (other) => isDeletion(other.kind) && typeOf(other) === typeOf(step),
    );
    if (freed !== undefined) this.#deferred.add(name);
    return freed;
  }

  #finish(scheduled: AtWork, result: Result, outcomeOf: (change: Change) => Outcome): AtWork[] {
    const { step, about: works } = scheduled;
    for (const work of step.kind === 'arrange' && result === 'done' ? [] : works) {
      const outcome = outcomeOf(work.change);
      if (isSettled(work, step, outcome)) continue;
      work.outcome = outcome;
      this.#report({ kind: 'finished', outcome });
    }
    return this.#schedule.end(scheduled, result);
  }

  #report(progress: Progress): void {
    this.#options.onProgress?.(progress);
  }
}

/** What takes several steps is done only with the last; the first thing that went wrong is what is reported. */
function isSettled({ outcome: earlier, last }: Work, step: Step, outcome: Outcome): boolean {
  if (earlier !== undefined && earlier.status !== 'done') return true;
  return outcome.status === 'done' && last !== step;
}

function isDeletion(kind: Step['kind']): boolean {
  return kind === 'delete' || kind === 'deregister';
}
