import type { News } from '../../aws/memory/sweep.ts';
import type { Aws } from '../../aws/ports.ts';
import type { Place } from '../../config/places.ts';
import { untilSecondLook } from '../../core/absence.ts';
import { noAbsences } from '../../core/missing.ts';
import type { Clock } from '../../core/clock.ts';
import { asEvenkeelError, formatError } from '../../core/errors.ts';
import { counted, noAttempts, type Attempts } from '../../core/guards/breaker.ts';
import { isFinalForADaemon, noRefusals, refusedBy, type Refusals } from '../../core/guards/refusals.ts';
import { knownAfter, nothingKnown, type Known } from '../../core/known.ts';
import type { PruneLimit } from '../../core/guards/prune-limit.ts';
import { lastKnown } from '../../core/last-known.ts';
import { isWrite } from '../../core/plan.ts';
import type { Wanted } from '../../core/resource.ts';
import type { Earlier } from '../../engine/earlier.ts';
import { inNamespace, type Cycle } from '../../engine/cycle.ts';
import { execute } from '../../engine/execute.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { withinNamespaces } from '../../engine/placed.ts';
import { madeBy, type Outcome } from '../../engine/outcome.ts';
import { resources } from '../../resources/registry.ts';
import type { Lease } from '../lease/lease.ts';
import type { Log } from '../log.ts';
import { findingsOf } from '../reports/findings.ts';
import type { CycleResult, PlaceStatus, Trigger } from '../status.ts';
import type { Store } from '../store.ts';
import { isAtRest } from './at-rest.ts';
import { attentionTo } from './attention.ts';
import { Outage } from './outage.ts';
import { jittered, type Random } from './backoff.ts';
import { callsBetween, callsThrough } from './calls.ts';
import { eventsOf, logEvents } from './events.ts';
import type { ManifestFolder } from './folder.ts';
import { guardedLook, type GuardedLook } from './guarded-look.ts';
import { Hearing } from './hearing.ts';
import { HeldBack } from './held-back.ts';
import { isOnItsWay, objectsSeen } from './objects.ts';
import type { OwnRequests } from './own-requests.ts';
import { Pace } from './pace.ts';
import { Remembering } from './remembering.ts';
import { ShownPlace } from './shown-place.ts';
import { untilThrottled } from './until-throttled.ts';
import type { Again } from './work-queue.ts';

export interface PlaceLoopOptions {
  readonly place: Place;
  readonly folder: ManifestFolder;
  readonly owner: string;
  /** Only manifests of this namespace are changed. */
  readonly namespace?: string | undefined;
  readonly intervalMs: number;
  readonly prunes: PruneLimit;
  /** The largest part of a group's targets that may leave at once because they are no longer found. */
  readonly deregisterShare?: number | undefined;
  readonly lease: Lease;
  readonly store: Store;
  readonly log: Log;
  /** The time of day, for what is reported. */
  readonly clock: Clock;
  /** For spans: it never goes back. */
  readonly steady: Clock;
  readonly random: Random;
  /** The same where the place says nothing of its own. */
  readonly readShare?: number | undefined;
  /** The same, from the first call on that is refused for its rate; absent where everything is read in every cycle, come what may. */
  readonly readShareOnceThrottled?: number | undefined;
  /** Something was seen beside a cycle: another is wanted after a while. */
  readonly onNews: (trigger: 'sweep' | 'event', afterMs: number) => void;
  /** What we wrote, by the ids of the requests. */
  readonly own: OwnRequests;
  /** Whether CloudTrail is asked what happened; absent where the authors of changes are not wanted. */
  readonly trail?: boolean | undefined;
  /** The end of the daemon: no call is sent to AWS any more. */
  readonly life: AbortSignal;
}

/** What takes longer is left to the next cycle, so that nothing else waits for it. */
const patienceMs = 3_000;
/** After a write AWS is looked at again this soon, and then less and less often. */
const firstLookMs = 1_000;

/** Nothing has happened that the daemon knows of. */
const byItself: ReadonlySet<Trigger> = new Set(['interval', 'sweep']);

const byPerson: ReadonlySet<Trigger> = new Set(['folder', 'request', 'hook', 'signal']);

/** Keeps one place as the folder says, a cycle at a time. Between cycles it remembers only what it saw and tried. */
export class PlaceLoop {
  readonly #options: PlaceLoopOptions;
  readonly #heldBack: HeldBack;
  readonly #shown: ShownPlace;
  readonly #outage: Outage;
  readonly #hearing: Hearing;
  readonly #pace = new Pace();
  #aws: Aws | undefined;
  #remembering: Remembering | undefined;
  /** What the last look was about that remembered; there may have been others before. */
  #asked: readonly Wanted[] | undefined;
  #readShare: number | undefined;
  #attempts: Attempts = noAttempts;
  #known: Known = nothingKnown;
  #refusals: Refusals = noRefusals;
  #last: CycleResult | undefined;
  /** What the last look came to and for which folder, where it holds until something changes. */
  #stands: { readonly loaded: Loaded; readonly seen: GuardedLook } | undefined;
  /** Cycles in a row after which something was still under way. */
  #unsettled = 0;
  /** When the first cycle looked. */
  #startedAt: number | undefined;

  constructor(options: PlaceLoopOptions) {
    this.#options = options;
    this.#readShare = options.readShare;
    this.#heldBack = new HeldBack(options.random);
    this.#shown = new ShownPlace(options.store, options.place.name);
    this.#outage = new Outage(options.place.name);
    this.#hearing = new Hearing({
      ...options,
      mayListen: () => options.lease.held(),
      onChange: (source) => this.#shown.showSource(source),
      onNews: (afterMs) => options.onNews('event', afterMs),
    });
  }

  /** Reads the folder, looks at AWS, writes and reports. The signal ends every wait for what takes its time. */
  async cycle(trigger: Trigger, signal: AbortSignal): Promise<Again> {
    const { clock, deregisterShare, folder, owner, namespace, place, prunes, life, steady } = this.#options;
    const startedAt = clock.now();
    const callsBefore = callsThrough(this.#aws);
    if (byPerson.has(trigger)) this.#startAfresh(trigger);
    this.#shown.show({ phase: 'looking' });
    const whole = await (trigger === 'folder' ? folder.asLastRead() : folder.read());
    const loaded = ownOf(place, whole);
    this.#aws ??= await place.open(life);
    const aws = this.#aws;
    this.#hearing.listen(aws);
    const earlier = this.#last;
    const [attempts, refusals, known, now] = [this.#attempts, this.#refusals, this.#known, clock.now()];
    const guards = { attempts, refusals, known, now, prunes, lastSeen: earlier?.known };
    const means = { clock: steady, owner, selected: inNamespace(namespace), deregisterShare, earlier: this.#earlier() };
    const judge = (door: Aws): Promise<GuardedLook> => guardedLook({ ...means, aws: door, loaded, ...guards });
    const stands = this.#standing(trigger, whole);
    const seen = await this.#look(aws, loaded, judge, stands);
    // A read that was cut off by our own shutdown does not make a resource unreadable.
    life.throwIfAborted();
    const cost = (): Pick<CycleResult, 'calls'> => ({ calls: callsBetween(callsBefore, callsThrough(aws)) });
    if (seen === stands && earlier !== undefined) {
      const at = clock.now();
      const again = { ...earlier, number: earlier.number + 1, trigger, startedAt, endedAt: at, ...cost() };
      return this.#finish({ ...again, known: { ...earlier.known, at }, ...this.#remembering?.known(at) });
    }
    this.#attempts = seen.attempts;
    this.#refusals = seen.refusals;
    const seenAt = clock.now();
    // Before all that is only reported: with many manifests that takes its time.
    const outcomes = await this.#write(aws, seen, loaded, signal);
    const before = earlier?.findings ?? [];
    const lastSeen = this.#hearing.named(lastKnown(earlier?.known, seen, seenAt), seen.wanted, before);
    const findings = findingsOf(place.name, lastSeen, earlier, seenAt);
    const explained = this.#hearing.explained(before, findings, seenAt);
    const done = outcomes.flatMap(({ change, status }) => (status === 'done' ? [change.id] : []));
    this.#known = knownAfter(known, seen.plan, new Set(done));
    const result: CycleResult = {
      number: (earlier?.number ?? 0) + 1,
      trigger,
      startedAt,
      endedAt: clock.now(),
      plan: seen.plan,
      wanted: seen.wanted,
      snapshot: seen.snapshot,
      known: lastSeen,
      objects: objectsSeen(loaded, { ...seen, ...lastSeen }, earlier?.objects ?? [], seenAt),
      outcomes,
      findings,
      ...(explained.length === 0 ? {} : { explained }),
      ...cost(),
      ...this.#remembering?.known(clock.now()),
    };
    this.#stands = isAtRest(result) ? { loaded: whole, seen } : undefined;
    return this.#finish(result);
  }

  /** Tells that a cycle did not come to its end: once, however often it is tried again for the same kind of reason. */
  failed(thrown: unknown, attempts: number, afterMs: number): void {
    const { clock, log, place } = this.#options;
    const error = asEvenkeelError(thrown);
    const message = formatError(error);
    const earlier = this.#shown.failure;
    const { code } = error;
    const now = clock.now();
    const { shown, events } = this.#outage.failed(this.#last, { code, message }, now);
    const isNews = events.length > 0;
    const fields = { place: place.name, error: message, code, attempts };
    if (!isNews) log.debug(fields, 'cycle failed again');
    else if (code === 'bug')
      log.error({ ...fields, stack: (error.cause as Error | undefined)?.stack }, 'cycle crashed');
    else log.warn(fields, 'cycle failed');
    const failure = { message, since: Math.min(earlier?.since ?? now, now), attempts, code };
    this.#shown.show({ phase: 'waiting', failure, next: now + afterMs, ...shown }, events);
  }

  /** What the last look came to, where only AWS's lists could say otherwise. */
  #standing(trigger: Trigger, folder: Loaded): GuardedLook | undefined {
    const isDue = this.#pace.newsWaitMs(this.#options.steady.now()) <= 0;
    if (isDue || !byItself.has(trigger) || this.#hearing.areHintsWaiting || this.#stands?.loaded !== folder)
      return undefined;
    return this.#stands.seen;
  }

  async #look(
    aws: Aws,
    { wanted }: Loaded,
    judge: (aws: Aws) => Promise<GuardedLook>,
    stands: GuardedLook | undefined,
  ): Promise<GuardedLook> {
    const { intervalMs, life, place, steady: clock } = this.#options;
    const share = place.readShare ?? this.#readShare;
    const hinted = this.#hearing.take();
    const [at, began] = [this.#options.clock.now(), clock.now()];
    if (share === undefined) {
      const seen = await this.#lookInFull(aws, judge);
      this.#hearing.looked({ wanted, snapshot: seen.snapshot, at }, hinted, clock.now() - began);
      return seen;
    }
    const onNews = (news: News): void => this.#options.onNews('sweep', this.#pace.newsAfterMs(news, clock.now()));
    this.#remembering ??= new Remembering({ aws, share, clock, intervalMs, life, onNews });
    const since = this.#last && this.#asked && { wanted: this.#asked, result: this.#last };
    const attention = attentionTo(wanted, since, hinted);
    const judging = (door: Aws): Promise<GuardedLook> => {
      this.#pace.begins(clock.now());
      return judge(door);
    };
    const { seen, listsMs } = await this.#remembering.look(attention, judging, stands);
    this.#asked = wanted;
    this.#pace.listed(listsMs);
    if (seen !== stands) this.#pace.ended(clock.now());
    // Until all was read, what is remembered may be as old as the daemon.
    this.#startedAt ??= at;
    const { eldestAt = this.#startedAt } = this.#remembering.known(this.#options.clock.now()).reading;
    this.#hearing.looked({ wanted, snapshot: seen.snapshot, at: Math.min(eldestAt, at) }, hinted, clock.now() - began);
    return seen;
  }

  /** For as long as the endpoint limits nobody. */
  async #lookInFull(aws: Aws, judge: (aws: Aws) => Promise<GuardedLook>): Promise<GuardedLook> {
    const { log, onNews, place, readShareOnceThrottled } = this.#options;
    if (readShareOnceThrottled === undefined) return judge(aws);
    const full = untilThrottled(aws);
    const seen = await judge(full.aws);
    if (!full.isThrottled()) return seen;
    this.#readShare = readShareOnceThrottled;
    log.info(
      { place: place.name, readShare: readShareOnceThrottled },
      'reads are limited: looks are remembered from now on',
    );
    onNews('sweep', 0);
    return seen;
  }

  /** Without it, what AWS's lists don't show for a moment would pass for something that never stood. */
  #earlier(): Earlier | undefined {
    return this.#last && { ...this.#last, made: madeBy(this.#last.outcomes) };
  }

  #startAfresh(trigger: Trigger): void {
    this.#heldBack.release();
    // What a manifest says is compared anyway.
    if (trigger !== 'folder') this.#refusals = noRefusals;
    this.#unsettled = 0;
  }

  async #write(aws: Aws, seen: Cycle, { secret }: Loaded, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { clock, lease, log, owner, place, steady } = this.#options;
    if (!lease.held() || signal.aborted) return [];
    const { plan, outcomes: held } = this.#heldBack.sift(seen.plan, steady.now());
    if (!plan.changes.some(isWrite)) return held;
    this.#shown.show({ phase: 'writing' });
    const writing = new AbortController();
    const stop = (): void => writing.abort();
    const stopListening = lease.onChange(() => lease.held() || stop());
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { wanted, snapshot } = seen;
      const means = { aws, clock: steady, owner, secret, resources, wanted, snapshot, patienceMs };
      const done = await execute(plan, { ...means, signal: writing.signal });
      this.#heldBack.learn(done, steady.now());
      this.#attempts = counted(
        this.#attempts,
        done.filter(({ status }) => status === 'done').map(({ change }) => change),
      );
      this.#refusals = refusedBy(this.#refusals, done, { wanted, isFinal: isFinalForADaemon });
      log.debug({ place: place.name, changes: done.length, at: clock.now() }, 'plan applied');
      return [...done, ...held];
    } finally {
      stopListening();
      signal.removeEventListener('abort', stop);
    }
  }

  #finish(result: CycleResult): Again {
    const { clock, place, log } = this.#options;
    const again = this.#again(result);
    const now = clock.now();
    const outage = this.#outage.looked(result, now);
    const events = [...outage.events, ...eventsOf(place.name, this.#last, result)];
    this.#last = result;
    logEvents(log, events);
    const { startedAt, endedAt, number, trigger } = result;
    log.debug({ place: place.name, number, trigger, ms: endedAt - startedAt }, 'cycle ended');
    const shown: Partial<PlaceStatus> = { ...outage.shown, phase: 'idle', next: now + again.afterMs };
    this.#shown.show(outage.shown.away === undefined ? { ...shown, lastSuccess: endedAt } : shown, events);
    return again;
  }

  #again({ outcomes, objects, snapshot }: CycleResult): Again {
    const { intervalMs, random, steady } = this.#options;
    const isUnderWay = outcomes.some(({ status }) => status === 'done') || objects.some(isOnItsWay);
    this.#unsettled = isUnderWay ? this.#unsettled + 1 : 0;
    const interval = jittered(this.#pace.intervalMs(intervalMs), random);
    const soon = isUnderWay ? firstLookMs * 2 ** Math.min(this.#unsettled - 1, 16) : Infinity;
    const retry = Math.max(firstLookMs, this.#heldBack.nextAfter(steady.now()) ?? Infinity);
    const secondLook = untilSecondLook(snapshot.absences ?? noAbsences, steady.now()) ?? Infinity;
    const news = Math.max(0, this.#pace.newsWaitMs(steady.now()));
    const afterMs = Math.min(interval, soon, retry, secondLook, news);
    return { afterMs, trigger: afterMs === interval ? 'interval' : 'retry' };
  }
}

function ownOf({ namespaces }: Place, loaded: Loaded): Loaded {
  return namespaces === undefined ? loaded : withinNamespaces(loaded, namespaces);
}
