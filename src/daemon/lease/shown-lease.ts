import type { DaemonStatus } from '../status.ts';
import type { Store } from '../store.ts';
import type { Lease, LeaseChange } from './lease.ts';

/**
 * The lease as the daemon asks for it: whatever it answers is what is shown, so that nothing is written under another role
 * than everybody is told. It lapses without a word where its renewal gets no answer or the time of day jumps, and is as
 * quietly held again.
 */
export class ShownLease implements Lease {
  readonly #lease: Lease;
  readonly #store: Store;

  constructor(lease: Lease, store: Store) {
    this.#lease = lease;
    this.#store = store;
  }

  held(): boolean {
    const held = this.#lease.held();
    const role: DaemonStatus['role'] = held ? 'leading' : 'standing-by';
    if (this.#store.status.role !== role) this.#store.update((status) => ({ ...status, role }));
    return held;
  }

  start(): Promise<void> {
    return this.#lease.start();
  }

  stop(): Promise<void> {
    return this.#lease.stop();
  }

  onChange(listener: (change: LeaseChange) => void): () => void {
    return this.#lease.onChange(listener);
  }
}
