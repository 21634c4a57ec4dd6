import { canonical, sameJson } from '../../core/json.ts';
import type { Live, Wanted } from '../../core/resource.ts';
import type { ResourceId } from '../../core/value.ts';
import { actionsKey, sameActions } from '../action/normal.ts';
import { pairBy, sameIn, samePart, type Likeness } from '../pairing.ts';
import type { ListenerRuleState } from './state.ts';

/**
 * By what it says first: rules are moved all at once, and rewritten one by one, so that rules that exchange what they say would
 * leave gaps. The name in its tag tells a rule that says something new; who has no name is known at least by its place.
 */
const likenesses: readonly Likeness<ListenerRuleState>[] = [
  // Nearly all rules, nearly always: those that nobody touched.
  { ...samePart, also: isUntouched },
  sameIn((state) => `${state.priority} ${contentOf(state)}`),
  sameIn(contentOf),
  samePart,
  sameIn((state) => String(state.priority)),
];

/** Which live rule of the listener is which wanted one. */
export function pairRules(
  wanted: readonly Wanted<ListenerRuleState>[],
  live: readonly Live<ListenerRuleState>[],
): Map<ResourceId, Live<ListenerRuleState>> {
  return pairBy(likenesses, wanted, live);
}

function isUntouched(wanted: ListenerRuleState, live: ListenerRuleState): boolean {
  return (
    wanted.priority === live.priority &&
    sameJson(wanted.conditions, live.conditions) &&
    sameActions(wanted.actions, live.actions)
  );
}

function contentOf({ conditions, actions }: ListenerRuleState): string {
  return `${canonical(conditions)} ${actionsKey(actions)}`;
}
