/** The right to write, which one daemon of an owner has at a time. */
export interface Lease {
  held(): boolean;
  /** Gives the way to stop listening. */
  onChange(listener: () => void): () => void;
}

/** Where nobody else is to be expected. */
export const soleWriter: Lease = { held: () => true, onChange: () => () => undefined };
