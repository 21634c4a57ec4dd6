import type { Step } from './step.ts';

export type Result = 'done' | 'failed';

/** A step with what it is about, and how it stands with it. */
export interface Scheduled<About = unknown> {
  readonly step: Step;
  readonly about: About;
  /** Those that it comes after, where it was put in another order than its step says. */
  reordered: ReadonlySet<Scheduled<About>> | undefined;
  /** Those that came after it, some of which may have been put in another order since. */
  users: Scheduled<About>[];
  /** How many of its needs have not ended. */
  left: number;
  /** Whether one of them has failed. */
  isHeld: boolean;
  result: Result | undefined;
}

/** Which steps may begin: each counts what it still waits for, so that an end concerns only those that waited for it. */
export class Schedule<About> {
  readonly #byName = new Map<string, Scheduled<About>>();

  constructor(steps: readonly Step[], aboutOf: (step: Step) => About) {
    for (const step of steps) this.#byName.set(step.name, scheduled(step, aboutOf(step)));
    for (const one of this.#byName.values()) {
      const { needs } = one.step;
      one.left = needs.length;
      for (const name of needs) addUser(this.#byName.get(name)!, one);
    }
  }

  /** Those that wait for nothing. */
  first(): Scheduled<About>[] {
    return [...this.#byName.values()].filter(({ left }) => left === 0);
  }

  /** Records how a step ended; gives those that waited for nothing else. */
  end(ended: Scheduled<About>, result: Result): Scheduled<About>[] {
    ended.result = result;
    const ready: Scheduled<About>[] = [];
    for (const user of ended.users) {
      if (!isStillNeeded(ended, user)) continue;
      if (result === 'failed') user.isHeld = true;
      countDown(user, ready);
    }
    return ready;
  }

  /** The first step that this one needed and that failed. */
  failedBefore(held: Scheduled<About>): Step | undefined {
    if (!held.isHeld) return undefined;
    for (const need of this.#needsOf(held)) {
      if (need.result === 'failed') return need.step.kind === 'gather' ? this.failedBefore(need) : need.step;
    }
    return undefined;
  }

  /**
   * Puts a step that was begun in vain behind others that were to come after it, or with it: of those that are asked for, all
   * that have not failed and don't wait for it through still others. Gives what may begin now; nothing where there are none.
   */
  putBehind(begun: Scheduled<About>, isAskedFor: (other: Step) => boolean): Scheduled<About>[] | undefined {
    const waiting = allBehind(begun);
    const others = [...this.#byName.values()].filter(
      (other) =>
        isAskedFor(other.step) &&
        other.result !== 'failed' &&
        !this.#needsOf(other).some((need) => need !== begun && waiting.has(need)),
    );
    if (others.length === 0) return undefined;
    const open = others.filter(({ result }) => result === undefined);
    const ready: Scheduled<About>[] = open.length === 0 ? [begun] : [];
    begun.left = open.length;
    for (const other of open) addUser(other, begun);
    begun.reordered = new Set([...this.#needsOf(begun), ...others]);
    for (const other of others) {
      const needs = new Set(this.#needsOf(other));
      if (!needs.delete(begun)) continue;
      other.reordered = needs;
      countDown(other, ready);
    }
    return ready;
  }

  #needsOf({ step, reordered }: Scheduled<About>): readonly Scheduled<About>[] {
    return reordered === undefined ? step.needs.map((name) => this.#byName.get(name)!) : [...reordered];
  }
}

function scheduled<About>(step: Step, about: About): Scheduled<About> {
  return { step, about, reordered: undefined, users: nobody, left: 0, isHeld: false, result: undefined };
}

const nobody: never[] = [];

/** Most have one: an array that begins with it takes a fraction of the room of one that it is pushed to. */
function addUser<About>(one: Scheduled<About>, user: Scheduled<About>): void {
  if (one.users.length === 0) one.users = [user];
  else one.users.push(user);
}

/** It, and all that can't begin before it has ended. */
function allBehind<About>(one: Scheduled<About>): ReadonlySet<Scheduled<About>> {
  const found = new Set([one]);
  for (const each of found) for (const user of each.users) if (isStillNeeded(each, user)) found.add(user);
  return found;
}

function isStillNeeded(one: Scheduled, { reordered }: Scheduled): boolean {
  return reordered?.has(one) ?? true;
}

function countDown<About>(one: Scheduled<About>, ready: Scheduled<About>[]): void {
  one.left -= 1;
  if (one.left === 0) ready.push(one);
}
