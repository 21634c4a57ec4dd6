import type { Fields } from '../../core/fields.ts';
import { sameActions } from '../action/normal.ts';
import type { ListenerRuleState } from './state.ts';

export type ListenerRuleGroup = 'rule' | 'priority';

export const listenerRuleFields: Fields<ListenerRuleState, ListenerRuleGroup> = {
  // Rules are paired within their listener, so that they can only differ in it while it is being replaced.
  listener: { onChange: 'replace', same: () => true, path: '' },
  priority: { onChange: 'priority' },
  conditions: { onChange: 'rule' },
  actions: { onChange: 'rule', same: sameActions },
  transforms: { onChange: 'rule', default: () => [] },
};
