import type { Hand } from '../hand.ts';

/** Something that somebody does by hand, and what evenkeel says of it. */
export interface Interference {
  readonly what: string;
  readonly act: (hand: Hand) => Promise<void>;
  /** The changes of the plan that heals it; none where it is nobody's business. What AWS names is shown as `*`. */
  readonly changes: readonly string[];
  readonly diffs?: readonly string[];
}

/** A system that people build, as it is shipped under `manifests/`. */
export interface System {
  readonly folder: string;
  /** What stands beforehand. */
  readonly fixture: string;
  readonly interferences: readonly Interference[];
}
