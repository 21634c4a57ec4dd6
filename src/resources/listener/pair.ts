import type { Live, Wanted } from '../../core/resource.ts';
import type { ResourceId } from '../../core/value.ts';
import { pairBy, sameIn, samePart, type Likeness } from '../pairing.ts';
import type { ListenerState } from './state.ts';

const likenesses: readonly Likeness<ListenerState>[] = [samePart, sameIn(({ port }) => String(port))];

/** Which live listener of the load balancer is which wanted one: by its tag, or by the port that it takes. */
export function pairListeners(
  wanted: readonly Wanted<ListenerState>[],
  live: readonly Live<ListenerState>[],
): Map<ResourceId, Live<ListenerState>> {
  return pairBy(likenesses, wanted, live);
}
