import type { ResourceType } from '../../core/resource.ts';
import { listenerFields } from './fields.ts';
import { pairListeners } from './pair.ts';
import type { ListenerState } from './state.ts';

export const listenerType: ResourceType<ListenerState> = {
  name: 'listener',
  parent: 'load-balancer',
  fields: listenerFields,
  pair: pairListeners,
  goesWithParent: () => true,
  taggable: true,
};
