import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { ListenerGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { ListenerState } from './state.ts';
import { listenerType } from './type.ts';

export const listener: Resource<ListenerState, ListenerGroup> = { ...listenerType, observe, apply };
