/** A change of a lease that is announced. */
export interface LeaseChange {
  readonly held: boolean;
  /** A sentence for people: who holds it, or why it can't be held. */
  readonly message: string;
}

/** The right to write: of all that ask for the same lease, one at a time holds it. */
export interface Lease {
  /** Whether it is held at this very moment. To be asked right before each write, for time may have passed unnoticed. */
  held(): boolean;
  /** Begins to ask for it, and goes on by itself; resolves when it is known for the first time who holds it. */
  start(): Promise<void>;
  /** Hands it back, so that another may go on at once. To be called when the last write has been answered. */
  stop(): Promise<void>;
  /** Called when it is taken or lost, or when another daemon takes it. Returns the function that stops listening. */
  onChange(listener: (change: LeaseChange) => void): () => void;
}
