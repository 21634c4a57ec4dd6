import type { Fields } from '../../core/fields.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { Live, ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import { pairBy, sameIn } from '../pairing.ts';

/** The number of tasks of a service, given to Application Auto Scaling to decide. */
export interface ScalableTargetState {
  /** `service/demo/web`. */
  readonly service: Text;
  readonly min: number;
  readonly max: number;
  readonly suspended?: Suspended;
}

/** What is not done for now. Each key is compared on its own. */
export interface Suspended {
  readonly scaleIn?: boolean;
  readonly scaleOut?: boolean;
  readonly scheduled?: boolean;
}

export type ScalableTargetGroup = 'bounds';

/** AWS's own. */
export const nothingSuspended = { scaleIn: false, scaleOut: false, scheduled: false };

const scalableTargetFields: Fields<ScalableTargetState, ScalableTargetGroup> = {
  // A service has one at most, so that it can only differ while the service is being replaced.
  service: { onChange: 'replace', same: () => true, path: '' },
  min: { onChange: 'bounds' },
  max: { onChange: 'bounds' },
  suspended: { onChange: 'bounds', keyed: true, default: () => nothingSuspended },
};

export const scalableTargetType: ResourceType<ScalableTargetState> = {
  name: 'scalable-target',
  parent: 'ecs-service',
  fields: scalableTargetFields,
  pair: (wanted, live) => pairBy([sameIn(() => '')], wanted, live),
  spares: (_, wanted, { container }) => wanted.length === 0 && !isOrWasScaled(container),
  repeatable: true,
  taggable: false,
};

/** Where no manifest ever said that the service scales, somebody else's scaling of it is left alone. */
function isOrWasScaled({ tags }: Live): boolean {
  return readOwnership(tags)?.once('scaling') ?? false;
}
