import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Target } from '../elbv2/state.ts';
import { sharesOf } from './shares.ts';

/** Whose turn it is, by rotation and never by chance: the same requests always meet the same targets. */
export class Turns {
  // Kept beside the records, not in them: they are AWS's state, and go when those go.
  readonly #balances = new WeakMap<Action, Map<string, number>>();
  readonly #served = new WeakMap<Target, number>();
  #count = 0;

  /** The target group to forward to: each as often as it weighs, and as evenly spread as can be. */
  group(action: Action): string | undefined {
    const shares = sharesOf(action);
    const balances = this.#balances.get(action) ?? new Map<string, number>();
    this.#balances.set(action, balances);
    const owed = shares.map(({ arn, weight }) => ({ arn, balance: (balances.get(arn) ?? 0) + weight }));
    for (const { arn, balance } of owed) balances.set(arn, balance);
    const next = owed.toSorted((a, b) => b.balance - a.balance)[0];
    const total = shares.reduce((sum, { weight }) => sum + weight, 0);
    if (next !== undefined) balances.set(next.arn, next.balance - total);
    return next?.arn;
  }

  /** Whoever has waited longest. */
  target(usable: readonly Target[]): Target | undefined {
    const next = usable.toSorted((a, b) => this.#lastOf(a) - this.#lastOf(b))[0];
    this.#count += 1;
    if (next !== undefined) this.#served.set(next, this.#count);
    return next;
  }

  #lastOf(target: Target): number {
    return this.#served.get(target) ?? 0;
  }
}
