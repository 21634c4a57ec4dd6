import type { Hint } from '../../aws/events/hint.ts';
import { isAuthor, type By } from '../../core/author.ts';
import type { Plan } from '../../core/plan.ts';
import type { ResourceId } from '../../core/value.ts';
import { callIn, Scene, type Clues } from '../../engine/authors/clues.ts';
import { neverCame, notYet, TRAIL_LATE_MS } from '../../engine/authors/unknown.ts';
import { authorOf, withAuthors } from '../../engine/authors/with-authors.ts';
import type { Cycle } from '../../engine/cycle.ts';
import { findingKey } from '../reports/findings.ts';
import type { Finding } from '../status.ts';
import { SKEW_MS } from './skew.ts';
import type { OwnRequests } from './own-requests.ts';

/** As many calls as are remembered, and for how long after a finding its call is waited for. */
const MOST = 2_000;
const PATIENCE_MS = 3_600_000;

interface Open {
  readonly finding: Finding;
  readonly clues: Clues;
  readonly fittedAt: number;
}

/** Knows from events who made AWS differ at one place, and finds it out later where an event is late. */
export class Authors {
  readonly #place: string;
  readonly #own: OwnRequests;
  #hints: readonly Hint[] = [];
  /** What each resource was called last, for what is gone. */
  readonly #former = new Map<ResourceId, string>();
  /** By the finding's key. */
  #clues = new Map<string, Clues>();
  /** By the finding's key: until when AWS was as the manifest says, as far as that was looked at. */
  #fittedAt = new Map<string, number>();
  readonly #open = new Map<string, Open>();
  /** Calls that explain what was put right since: they are no reason for what comes later. */
  readonly #spent = new Set<string>();
  /** When it was first looked: what differed then may be of any age. */
  #firstAt: number | undefined;

  constructor(place: string, own: OwnRequests) {
    this.#place = place;
    this.#own = own;
  }

  /** What did not come before. */
  hear(fresh: readonly Hint[]): void {
    if (fresh.length > 0) this.#hints = [...this.#hints, ...fresh].slice(-MOST);
  }

  /**
   * The plan with who made AWS differ, as far as an event has come; with the reason where none has. `before`: what happened until
   * then, the looks before this one have seen.
   */
  named(
    cycle: Cycle,
    earlier: readonly Finding[],
    when: { readonly now: number; readonly before: number },
    whyNot: By,
  ): Plan {
    const { now, before } = when;
    this.#firstAt ??= now;
    const scene = new Scene(cycle, this.#former);
    const since = new Map(earlier.map((finding) => [finding.key, finding.since]));
    this.#clues = new Map();
    const fittedAt = this.#fittedAt;
    this.#fittedAt = new Map();
    for (const { id, live } of cycle.plan.changes) if (live !== undefined) this.#former.set(id, live);
    return withAuthors(cycle.plan, (change, diff) => {
      const key = findingKey(this.#place, change, diff?.path);
      const clues = scene.cluesOf(change, diff);
      this.#clues.set(key, clues);
      const at = (since.has(key) ? fittedAt.get(key) : undefined) ?? before;
      this.#fittedAt.set(key, at);
      const foundAt = since.get(key) ?? now;
      const isLate = whyNot === notYet && now - foundAt >= TRAIL_LATE_MS;
      return this.#answer(key, clues, foundAt, at) ?? (isLate ? neverCame : whyNot);
    });
  }

  /** What was found before without a name and has one now, be it open or put right. */
  explained(earlier: readonly Finding[], findings: readonly Finding[], now: number): Finding[] {
    const keys = new Set(findings.map(({ key }) => key));
    const explained = [...this.#open.values()].flatMap(({ finding, clues, fittedAt }): Finding[] => {
      const by = this.#answer(finding.key, clues, finding.since, fittedAt);
      return by === undefined ? [] : [{ ...finding, by }];
    });
    for (const { key, since } of [...this.#open.values()].map(({ finding }) => finding))
      if (since < now - PATIENCE_MS) this.#open.delete(key);
    for (const { key } of explained) this.#open.delete(key);
    for (const finding of findings) this.#wait(finding);
    for (const finding of [...earlier, ...explained]) if (!keys.has(finding.key)) this.#spend(finding);
    return explained;
  }

  #wait(finding: Finding): void {
    const clues = this.#clues.get(finding.key);
    const fittedAt = this.#fittedAt.get(finding.key);
    if (clues === undefined || fittedAt === undefined || finding.by === undefined || isAuthor(finding.by)) return;
    this.#open.set(finding.key, { finding, clues, fittedAt });
  }

  #spend({ key, by }: Finding): void {
    if (!isAuthor(by)) return;
    this.#spent.add(`${key} ${by.call} ${by.at}`);
    if (this.#spent.size > MOST) this.#spent.delete(this.#spent.values().next().value!);
  }

  #answer(key: string, clues: Clues, since: number, fittedAt: number): By | undefined {
    const isOfAnyAge = since <= (this.#firstAt ?? since);
    // What was called before AWS was last seen to be as it should cannot be the reason.
    const from = isOfAnyAge ? Number.NEGATIVE_INFINITY : Math.max(since - PATIENCE_MS, fittedAt - SKEW_MS);
    const possible = this.#hints.filter((hint) => {
      if (hint.at < from) return false;
      // What we wrote since then put it right.
      if (this.#isOurs(hint)) return hint.at < since - SKEW_MS;
      const latest = hint.by?.tool === 'evenkeel' ? since - SKEW_MS : since + SKEW_MS;
      return hint.at <= latest && !this.#spent.has(`${key} ${hint.call} ${hint.at}`);
    });
    const hint = callIn(possible, clues);
    return hint === undefined || this.#isOurs(hint) ? undefined : authorOf(hint);
  }

  /** By the request; of what was written before this daemon began, by the tool. */
  #isOurs({ requestId, by, at }: Hint): boolean {
    return this.#own.has(requestId) || (by?.tool === 'evenkeel' && at < (this.#firstAt ?? 0));
  }
}
