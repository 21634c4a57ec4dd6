import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { ListenerRuleGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { ListenerRuleState } from './state.ts';
import { listenerRuleType } from './type.ts';

export const listenerRule: Resource<ListenerRuleState, ListenerRuleGroup> = { ...listenerRuleType, observe, apply };
