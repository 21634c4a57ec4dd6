import type { ResourceType } from '../../core/resource.ts';
import { listenerRuleFields } from './fields.ts';
import { pairRules } from './pair.ts';
import type { ListenerRuleState } from './state.ts';

export const listenerRuleType: ResourceType<ListenerRuleState> = {
  name: 'listener-rule',
  parent: 'listener',
  fields: listenerRuleFields,
  pair: pairRules,
  goesWithParent: () => true,
  taggable: true,
};
