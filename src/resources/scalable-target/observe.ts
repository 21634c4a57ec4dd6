import type { ScalableTarget, SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import { allPages, SCALABLE_TARGETS_PAGE } from '../../aws/pages.ts';
import type { Live, Unreadable } from '../../core/resource.ts';
import { reading } from '../reading.ts';
import type { ObserveContext, Observed, Reads } from '../resource.ts';
import { place } from './place.ts';
import type { ScalableTargetState, Suspended } from './type.ts';

/** How it is read. */
export const scalableTargetReads: Reads<ScalableTargetState> = { ofServices: true, observe };

/** All of ECS in one list; none is asked for where no service was observed. */
async function observe({ aws, observed }: ObserveContext): Promise<Observed<ScalableTargetState>> {
  const services = new Map(observed('ecs-service').map(({ outputs, physical }) => [outputs['resourceId'], physical]));
  if (services.size === 0) return { live: [], unreadable: [] };
  const unreadable: Unreadable[] = [];
  const targets = await reading(
    'scalable-target',
    unreadable,
  )(
    allPages(
      aws.applicationAutoScaling.describeScalableTargets,
      { ...place, MaxResults: SCALABLE_TARGETS_PAGE },
      (page) => page.ScalableTargets,
      { tokenIn: 'NextToken' },
    ),
  );
  return { live: (targets ?? []).flatMap((target) => toLive(target, services)), unreadable };
}

function toLive(
  { ResourceId: service = '', MinCapacity: min = 0, MaxCapacity: max = 0, SuspendedState: suspended }: ScalableTarget,
  services: ReadonlyMap<string | undefined, string>,
): Live<ScalableTargetState>[] {
  const parent = services.get(service);
  if (parent === undefined) return [];
  return [
    {
      type: 'scalable-target',
      physical: service,
      parent,
      state: { service, min, max, suspended: fromSuspended(suspended) },
      tags: {},
      outputs: { resourceId: service },
      uses: [],
    },
  ];
}

function fromSuspended(told: SuspendedState = {}): Suspended {
  return {
    scaleIn: told.DynamicScalingInSuspended === true,
    scaleOut: told.DynamicScalingOutSuspended === true,
    scheduled: told.ScheduledScalingSuspended === true,
  };
}
