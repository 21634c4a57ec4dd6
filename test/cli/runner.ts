import type { Clock } from '../../src/core/clock.ts';

/** What a run of the command line left. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line, in surroundings that have nothing but what is given. */
export interface Runner {
  /** Where it does not live in real time. */
  readonly clock?: Clock;
  run(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ran>;
}
