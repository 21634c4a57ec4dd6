import { SECOND_LOOK_MS } from '../core/absence.ts';
import { absenceKey, noAbsences, type Absence, type Absences, type Doubt } from '../core/missing.ts';
import type { Snapshot, Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import { standingBefore, standingIn, type Earlier } from './earlier.ts';

interface Looking {
  readonly wanted: ReadonlyMap<ResourceId, Wanted>;
  readonly earlier?: Earlier | undefined;
  /** On a clock that is the same from look to look. */
  readonly now: number;
}

/** What is believed of each absence, by what was answered and by what earlier looks saw. Makes no calls. */
export class Verdicts {
  readonly #looking: Looking;
  readonly #familiar: ReadonlySet<ResourceId>;
  readonly #confirmed: Set<string>;
  readonly #gone: Set<string>;
  readonly #doubts: Map<string, Doubt>;

  constructor({ absences = noAbsences }: Snapshot, looking: Looking) {
    this.#looking = looking;
    this.#familiar = standingBefore(looking.earlier);
    this.#confirmed = new Set(absences.confirmed);
    this.#gone = new Set(absences.gone);
    this.#doubts = new Map(absences.doubts);
  }

  all(): Absences {
    return { at: this.#looking.now, confirmed: this.#confirmed, gone: this.#gone, doubts: this.#doubts };
  }

  isSettled(absence: Absence): boolean {
    const key = absenceKey(absence);
    return this.#confirmed.has(key) || this.#doubts.has(key);
  }

  confirm(absence: Absence): void {
    this.#confirmed.add(absenceKey(absence));
  }

  /** It never comes back. */
  confirmForGood(absence: Absence): void {
    this.confirm(absence);
    this.#gone.add(absenceKey(absence));
  }

  refute(absence: Absence, physical: string): void {
    const again = `checked again in ${SECOND_LOOK_MS / 1_000} s`;
    this.leaveOpen(absence, `${physical} exists, although a list omitted it; ${again}`);
  }

  /** The next look that misses it is the first. */
  leaveOpen(absence: Absence, message: string): void {
    this.#doubts.set(absenceKey(absence), { since: this.#looking.now, message, anew: true });
  }

  /** Whether it was known to be absent when it was last looked at, or its container was made since; and nobody made it. */
  wasNeverThere(absence: Absence): boolean {
    const { earlier, wanted } = this.#looking;
    if (earlier === undefined || earlier.made.has(absence.id)) return false;
    const wasAbsent = earlier.snapshot.absences?.confirmed.has(absenceKey(absence)) === true;
    return wasAbsent || earlier.made.has(wanted.get(absence.id)?.parent ?? '');
  }

  /** Whether it stood when it was last looked at, or was missed by that look already. */
  wasSeen(absence: Absence): boolean {
    return this.#familiar.has(absence.id) || this.#before(absence) !== undefined;
  }

  /** Where nobody can be asked: what the manifest newly says needs no proof, since AWS refuses to make such a thing twice. */
  judge(absence: Absence): void {
    if (absence.said === true && !this.wasSeen(absence)) this.confirm(absence);
    else this.miss(absence);
  }

  /** Seen missing, now and perhaps long enough before. */
  miss(absence: Absence): void {
    const { now } = this.#looking;
    const before = this.#before(absence);
    const since = before === undefined ? this.#firstMissed(absence) : before.anew ? now : before.since;
    const left = since + SECOND_LOOK_MS - now;
    if (left <= 0) return this.confirm(absence);
    const message = `missing in one read; checked again in ${Math.ceil(left / 1_000)} s`;
    this.#doubts.set(absenceKey(absence), { since, message });
  }

  /** A part that is wanted and did not stand when it was last looked either, was missed by that look. */
  #firstMissed({ type, id }: Absence): number {
    const { earlier, now, wanted } = this.#looking;
    const one = wanted.get(id);
    if (earlier === undefined || one === undefined || this.#familiar.has(id)) return now;
    // Who misses a container misses all that is in it.
    if (one.parent !== undefined && !standingIn(earlier.plan).has(one.parent)) return now;
    const { absences = noAbsences, unreadable } = earlier.snapshot;
    return unreadable.some((other) => other.type === type) ? now : absences.at;
  }

  #before(absence: Absence): Doubt | undefined {
    return this.#looking.earlier?.snapshot.absences?.doubts.get(absenceKey(absence));
  }
}
