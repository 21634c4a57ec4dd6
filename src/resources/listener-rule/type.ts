import type { Fields } from '../../core/fields.ts';
import { canonical, sameJson } from '../../core/json.ts';
import type { Live, ResourceType, Wanted } from '../../core/resource.ts';
import type { ResourceId, Text } from '../../core/value.ts';
import { actionsKey, sameActions } from '../action/normal.ts';
import type { Action } from '../action/type.ts';
import { pairBy, sameIn, samePart, type Likeness } from '../pairing.ts';

export interface ListenerRuleState {
  readonly listener: Text;
  readonly priority: number;
  readonly conditions: readonly Condition[];
  readonly actions: readonly Action[];
  /** At most one of each kind. */
  readonly transforms?: readonly Transform[];
}

/** Normalised: values sorted, since AWS keeps no order, and in lower case where case means nothing; exactly one key. */
export type Condition =
  | { readonly pathPattern: readonly string[] }
  | { readonly pathPatternRegex: readonly string[] }
  | { readonly hostHeader: readonly string[] }
  | { readonly hostHeaderRegex: readonly string[] }
  | {
      readonly httpHeader: {
        readonly name: string;
        readonly values?: readonly string[];
        readonly regex?: readonly string[];
      };
    }
  | { readonly httpRequestMethod: readonly string[] }
  | { readonly queryString: readonly { readonly key?: string; readonly value: string }[] }
  | { readonly sourceIp: readonly string[] };

export type Transform = { readonly urlRewrite: Rewrite } | { readonly hostHeaderRewrite: Rewrite };

export interface Rewrite {
  readonly regex: string;
  readonly replace: string;
}

export type ListenerRuleGroup = 'rule' | 'priority';

const listenerRuleFields: Fields<ListenerRuleState, ListenerRuleGroup> = {
  // Rules are paired within their listener, so that they can only differ in it while it is being replaced.
  listener: { onChange: 'replace', same: () => true, path: '' },
  priority: { onChange: 'priority' },
  conditions: { onChange: 'rule' },
  actions: { onChange: 'rule', same: sameActions },
  transforms: { onChange: 'rule', default: () => [] },
};

export const listenerRuleType: ResourceType<ListenerRuleState> = {
  name: 'listener-rule',
  parent: 'listener',
  segment: 'rules',
  fields: listenerRuleFields,
  pair: pairRules,
  goesWithParent: () => true,
  arranged: true,
  detaches: { path: '/actions', leads: true },
  taggable: true,
};

/**
 * By what it says first: rules are moved all at once, and rewritten one by one, so that rules that exchange what they say would
 * leave gaps. The name in its tag tells a rule that says something new; who has no name is known at least by its place.
 */
const likenesses: readonly Likeness<ListenerRuleState>[] = [
  // The common case: rules that have not changed.
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
