import { canonical } from '../../core/json.ts';
import type { Live, Wanted } from '../../core/resource.ts';
import type { ResourceId } from '../../core/value.ts';
import { actionsKey } from '../action/normal.ts';
import { pairBy, sameIn, samePart, type Likeness } from '../pairing.ts';
import type { ListenerRuleState } from './state.ts';

/** A rule's name stands in its tag; whoever lost it is known by what the rule says, or at least by its place. */
const likenesses: readonly Likeness<ListenerRuleState>[] = [
  samePart,
  sameIn((state) => `${state.priority} ${contentOf(state)}`),
  sameIn(contentOf),
  sameIn((state) => String(state.priority)),
];

/** Which live rule of the listener is which wanted one. */
export function pairRules(
  wanted: readonly Wanted<ListenerRuleState>[],
  live: readonly Live<ListenerRuleState>[],
): Map<ResourceId, Live<ListenerRuleState>> {
  return pairBy(likenesses, wanted, live);
}

function contentOf({ conditions, actions }: ListenerRuleState): string {
  return `${canonical(conditions)} ${actionsKey(actions)}`;
}
