import type { Step } from './step.ts';

export type Result = 'done' | 'failed';

/** Which steps may begin: each counts what it still waits for, so that an end concerns only those that waited for it. */
export class Schedule {
  readonly #steps: ReadonlyMap<string, Step>;
  /** The needs of those that were put in another order. */
  readonly #reordered = new Map<string, Set<string>>();
  readonly #users = new Map<string, string[]>();
  /** How many of its needs have not ended. */
  readonly #left = new Map<string, number>();
  readonly #results = new Map<string, Result>();

  constructor(steps: readonly Step[]) {
    this.#steps = new Map(steps.map((step) => [step.name, step]));
    for (const { name, needs } of steps) {
      this.#left.set(name, needs.length);
      for (const need of needs) this.#addUser(need, name);
    }
  }

  /** Those that wait for nothing. */
  first(): Step[] {
    return [...this.#steps.values()].filter(({ name }) => this.#left.get(name) === 0);
  }

  /** Tells how a step ended; gives those that waited for nothing else. */
  end({ name }: Step, result: Result): Step[] {
    this.#results.set(name, result);
    const ready: Step[] = [];
    for (const user of this.#users.get(name) ?? []) if (this.#isStillNeeded(name, user)) this.#countDown(user, ready);
    return ready;
  }

  /** The first step that this one needed and that failed. */
  failedBefore(step: Step): Step | undefined {
    for (const need of this.#needsOf(step)) {
      if (this.#results.get(need) !== 'failed') continue;
      const failed = this.#steps.get(need)!;
      return failed.kind === 'gather' ? this.failedBefore(failed) : failed;
    }
    return undefined;
  }

  /**
   * Puts a step that was begun in vain behind others that were to come after it, or with it: of those that are asked for, all
   * that have not failed and don't wait for it through still others. Gives what may begin now; nothing where there are none.
   */
  putBehind(step: Step, isAskedFor: (other: Step) => boolean): Step[] | undefined {
    const { name } = step;
    const waiting = this.#allBehind(name);
    const others = [...this.#steps.values()].filter(
      (other) =>
        isAskedFor(other) &&
        this.#results.get(other.name) !== 'failed' &&
        ![...this.#needsOf(other)].some((need) => need !== name && waiting.has(need)),
    );
    if (others.length === 0) return undefined;
    const open = others.filter((other) => !this.#results.has(other.name));
    const ready: Step[] = open.length === 0 ? [step] : [];
    this.#left.set(name, open.length);
    for (const other of open) this.#addUser(other.name, name);
    this.#reordered.set(name, new Set([...this.#needsOf(step), ...others.map((other) => other.name)]));
    for (const other of others) {
      const needs = new Set(this.#needsOf(other));
      if (!needs.delete(name)) continue;
      this.#reordered.set(other.name, needs);
      this.#countDown(other.name, ready);
    }
    return ready;
  }

  /** It, and all that can't begin before it has ended. */
  #allBehind(name: string): ReadonlySet<string> {
    const found = new Set([name]);
    for (const one of found) {
      for (const user of this.#users.get(one) ?? []) if (this.#isStillNeeded(one, user)) found.add(user);
    }
    return found;
  }

  #needsOf({ name, needs }: Step): Iterable<string> {
    return this.#reordered.get(name) ?? needs;
  }

  #isStillNeeded(name: string, user: string): boolean {
    return this.#reordered.get(user)?.has(name) ?? true;
  }

  #addUser(name: string, user: string): void {
    const users = this.#users.get(name);
    if (users === undefined) this.#users.set(name, [user]);
    else users.push(user);
  }

  #countDown(name: string, ready: Step[]): void {
    const left = this.#left.get(name)! - 1;
    this.#left.set(name, left);
    if (left === 0) ready.push(this.#steps.get(name)!);
  }
}
