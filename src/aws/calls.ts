import type { ErrorCode } from '../core/errors.ts';
import type { CallKind, Service } from './operations.ts';

/** One request as AWS saw it: a retry is a call of its own. */
export interface CallRecord {
  readonly service: Service;
  readonly operation: string;
  readonly kind: CallKind;
  readonly ms: number;
  readonly outcome: 'ok' | ErrorCode;
  /** As AWS answered it with. */
  readonly requestId?: string;
}

/** What one operation has cost so far. */
export interface CallTotals {
  readonly service: Service;
  readonly operation: string;
  readonly kind: CallKind;
  readonly calls: number;
  readonly failed: number;
  readonly throttled: number;
  readonly ms: number;
}

/** Counts every request, for budgets, reports and metrics. */
export class CallCounter {
  readonly #totals = new Map<string, CallTotals>();

  record({ service, operation, kind, ms, outcome }: CallRecord): void {
    const key = `${service} ${operation}`;
    const sum = this.#totals.get(key) ?? { service, operation, kind, calls: 0, failed: 0, throttled: 0, ms: 0 };
    this.#totals.set(key, {
      ...sum,
      calls: sum.calls + 1,
      failed: sum.failed + (outcome === 'ok' ? 0 : 1),
      throttled: sum.throttled + (outcome === 'throttled' ? 1 : 0),
      ms: sum.ms + ms,
    });
  }

  /** Every operation called so far, the first called first. */
  totals(): readonly CallTotals[] {
    return [...this.#totals.values()];
  }

  get reads(): number {
    return this.#sum((sum) => (sum.kind === 'read' ? sum.calls : 0));
  }

  get writes(): number {
    return this.#sum((sum) => (sum.kind === 'write' ? sum.calls : 0));
  }

  get throttled(): number {
    return this.#sum((sum) => sum.throttled);
  }

  #sum(of: (totals: CallTotals) => number): number {
    return this.totals().reduce((sum, totals) => sum + of(totals), 0);
  }
}
