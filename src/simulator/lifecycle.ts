import type { World } from './world.ts';

/** A service whose things change by themselves as time goes by. */
export interface Lifecycle {
  /** The first instant after the world's time at which there is something to do; infinite where nothing is under way. */
  readonly dueAt: (world: World) => number;
  /** Does all that is due at the world's time, and what follows from it at once. */
  readonly step: (world: World) => void;
}
