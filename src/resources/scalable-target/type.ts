import { readOwnership } from '../../core/ownership.ts';
import type { Live, ResourceType } from '../../core/resource.ts';
import { pairBy, sameIn } from '../pairing.ts';
import { scalableTargetFields } from './fields.ts';
import type { ScalableTargetState } from './state.ts';

export const scalableTargetType: ResourceType<ScalableTargetState> = {
  name: 'scalable-target',
  parent: 'ecs-service',
  fields: scalableTargetFields,
  pair: (wanted, live) => pairBy([sameIn(() => '')], wanted, live),
  leaves: (_, wanted, { container }) => wanted.length === 0 && !isOrWasScaled(container),
  repeatable: true,
  taggable: false,
};

/** Where no manifest ever said that the service scales, somebody else's scaling of it is left alone. */
function isOrWasScaled({ tags }: Live): boolean {
  return readOwnership(tags)?.once('scaling') ?? false;
}
