import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import type { Aws } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { unlessGone } from '../ensure.ts';
import type { Apply } from '../resource.ts';
import { place } from './place.ts';
import { nothingSuspended, type ScalableTargetGroup, type ScalableTargetState, type Suspended } from './type.ts';

export const scalableTargetApply: Apply<ScalableTargetState, ScalableTargetGroup> = {
  async create({ aws }, { wanted }) {
    const service = plain(wanted.service);
    await register(aws, service, wanted);
    return { physical: service, outputs: { resourceId: service } };
  },
  update: {
    bounds: ({ aws }, { live, wanted, differences }) => {
      const suspends = differences.some(({ field }) => field === 'suspended');
      const suspended = suspends ? { suspended: { ...nothingSuspended, ...wanted.suspended } } : {};
      return register(aws, live.physical, { ...wanted, ...suspended });
    },
  },
  async remove({ aws }, { physical }) {
    await unlessGone(aws.applicationAutoScaling.deregisterScalableTarget({ ...place, ResourceId: physical }));
  },
};

/** One that stands takes the new bounds, so that it does no harm to register it again. */
async function register(
  { applicationAutoScaling }: Aws,
  service: string,
  { min, max, suspended }: ScalableTargetState,
): Promise<void> {
  await applicationAutoScaling.registerScalableTarget({
    ...place,
    ResourceId: service,
    MinCapacity: min,
    MaxCapacity: max,
    ...(suspended === undefined ? {} : { SuspendedState: toSuspended(suspended) }),
  });
}

function toSuspended({ scaleIn, scaleOut, scheduled }: Suspended): SuspendedState {
  return {
    DynamicScalingInSuspended: scaleIn,
    DynamicScalingOutSuspended: scaleOut,
    ScheduledScalingSuspended: scheduled,
  };
}
