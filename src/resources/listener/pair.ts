import type { Live, Wanted } from '../../core/resource.ts';
import type { ResourceId } from '../../core/value.ts';
import { pairBy, sameIn, samePart, type Likeness } from '../pairing.ts';
import type { ListenerState } from './state.ts';

const likenesses: readonly Likeness<ListenerState>[] = [sameIn(({ port }) => String(port)), samePart];

/**
 * Which live listener of the load balancer is which wanted one: by the port that it takes, so that no two are ever in each
 * other's way, or by its tag.
 */
export function pairListeners(
  wanted: readonly Wanted<ListenerState>[],
  live: readonly Live<ListenerState>[],
): Map<ResourceId, Live<ListenerState>> {
  return pairBy(likenesses, wanted, live);
}
