import type { Step } from './step.ts';

export type Result = 'done' | 'failed';

/** A step, and how it stands with it. */
export interface Scheduled {
  readonly step: Step;
  /** Those that it comes after: not as its step says where it was put in another order. */
  needs: readonly Scheduled[];
  /** The same, where it was put in another order. */
  reordered: ReadonlySet<Scheduled> | undefined;
  /** Those that came after it, some of which may have been put in another order since. */
  users: Scheduled[];
  /** How many of its needs have not ended. */
  left: number;
  /** Whether one of them has failed. */
  isHeld: boolean;
  result: Result | undefined;
}

/** Which steps may begin: each counts what it still waits for, so that an end concerns only those that waited for it. */
export class Schedule {
  readonly #all: readonly Scheduled[];

  constructor(steps: readonly Step[]) {
    const byName = new Map<string, Scheduled>();
    for (const step of steps) byName.set(step.name, scheduled(step));
    this.#all = [...byName.values()];
    for (const one of this.#all) {
      if (one.step.needs.length > 0) one.needs = one.step.needs.map((name) => byName.get(name)!);
      one.left = one.needs.length;
      for (const need of one.needs) addUser(need, one);
    }
  }

  /** Those that wait for nothing. */
  first(): Scheduled[] {
    return this.#all.filter(({ left }) => left === 0);
  }

  /** Records how a step ended; gives those that waited for nothing else. */
  end(ended: Scheduled, result: Result): Scheduled[] {
    ended.result = result;
    const ready: Scheduled[] = [];
    for (const user of ended.users) {
      if (!isStillNeeded(ended, user)) continue;
      if (result === 'failed') user.isHeld = true;
      countDown(user, ready);
    }
    return ready;
  }

  /** The first step that this one needed and that failed. */
  failedBefore({ isHeld, needs }: Scheduled): Step | undefined {
    if (!isHeld) return undefined;
    for (const need of needs) {
      if (need.result === 'failed') return need.step.kind === 'gather' ? this.failedBefore(need) : need.step;
    }
    return undefined;
  }

  /**
   * Puts a step that was begun in vain behind others that were to come after it, or with it: of those that are asked for, all
   * that have not failed and don't wait for it through still others. Gives what may begin now; nothing where there are none.
   */
  putBehind(begun: Scheduled, isAskedFor: (other: Step) => boolean): Scheduled[] | undefined {
    const waiting = allBehind(begun);
    const others = this.#all.filter(
      (other) =>
        isAskedFor(other.step) &&
        other.result !== 'failed' &&
        !other.needs.some((need) => need !== begun && waiting.has(need)),
    );
    if (others.length === 0) return undefined;
    const open = others.filter(({ result }) => result === undefined);
    const ready: Scheduled[] = open.length === 0 ? [begun] : [];
    begun.left = open.length;
    for (const other of open) addUser(other, begun);
    reorder(begun, new Set([...begun.needs, ...others]));
    for (const other of others) {
      const needs = new Set(other.needs);
      if (!needs.delete(begun)) continue;
      reorder(other, needs);
      countDown(other, ready);
    }
    return ready;
  }
}

function scheduled(step: Step): Scheduled {
  return { step, needs: nobody, reordered: undefined, users: nobody, left: 0, isHeld: false, result: undefined };
}

const nobody: Scheduled[] = [];

/** Most have one: an array that begins with it takes a fraction of the room of one that it is pushed to. */
function addUser(one: Scheduled, user: Scheduled): void {
  if (one.users.length === 0) one.users = [user];
  else one.users.push(user);
}

function reorder(one: Scheduled, needs: ReadonlySet<Scheduled>): void {
  one.needs = [...needs];
  one.reordered = needs;
}

/** It, and all that can't begin before it has ended. */
function allBehind(one: Scheduled): ReadonlySet<Scheduled> {
  const found = new Set([one]);
  for (const each of found) for (const user of each.users) if (isStillNeeded(each, user)) found.add(user);
  return found;
}

function isStillNeeded(one: Scheduled, { reordered }: Scheduled): boolean {
  return reordered?.has(one) ?? true;
}

function countDown(one: Scheduled, ready: Scheduled[]): void {
  one.left -= 1;
  if (one.left === 0) ready.push(one);
}
