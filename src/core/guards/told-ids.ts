import type { Change } from '../plan.ts';

/** Ids that are told of a withheld list; a hash is over all of them. */
const MOST_TOLD = 10;

export function toldIds(changes: readonly Change[]): string {
  const ids = changes.map(({ id }) => id).sort();
  const more = ids.length - MOST_TOLD;
  return `${ids.slice(0, MOST_TOLD).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
