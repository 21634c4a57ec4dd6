import type { Loaded } from '../engine/load.ts';

/** Without --prune, what no manifest asks for any more is told, and left. */
export function withPrune(loaded: Loaded, prune: boolean): Loaded {
  if (prune || loaded.withhold !== undefined) return loaded;
  return { ...loaded, withhold: 'no manifest asks for it any more; it is deleted only with --prune' };
}
