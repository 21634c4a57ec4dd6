import type { Aws } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { unlessGone } from '../ensure.ts';
import type { Apply } from '../resource.ts';
import { place } from './place.ts';
import type { ScalableTargetGroup, ScalableTargetState } from './type.ts';

export const scalableTargetApply: Apply<ScalableTargetState, ScalableTargetGroup> = {
  async create({ aws }, { wanted }) {
    const service = plain(wanted.service);
    await register(aws, service, wanted);
    return { physical: service, outputs: { resourceId: service } };
  },
  update: {
    bounds: ({ aws }, { live, wanted }) => register(aws, live.physical, wanted),
  },
  async remove({ aws }, { physical }) {
    await unlessGone(aws.applicationAutoScaling.deregisterScalableTarget({ ...place, ResourceId: physical }));
  },
};

/** One that stands takes the new bounds, so that it does no harm to register it again. */
async function register(
  { applicationAutoScaling }: Aws,
  service: string,
  { min, max }: ScalableTargetState,
): Promise<void> {
  await applicationAutoScaling.registerScalableTarget({
    ...place,
    ResourceId: service,
    MinCapacity: min,
    MaxCapacity: max,
  });
}
