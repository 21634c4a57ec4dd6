import { plain } from '../../core/inventory.ts';
import type { Live } from '../../core/resource.ts';
import { defaultOf } from '../../resources/target-group/attributes.ts';
import { targetGroupType, type TargetGroupState } from '../../resources/target-group/type.ts';
import type { Identity, Imported, ImportContext } from '../import/context.ts';
import { vpcPointer } from '../import/pointers.ts';
import { asItStands, attributesIn, specOf, unsaid } from '../import/spec.ts';

/** A target group; what is registered in it is for Services to say. */
export function importTargetGroup(live: Live<TargetGroupState>, identity: Identity, context: ImportContext): Imported {
  const spec = specOf(targetGroupType, live.state, {
    name: (name) => (name === identity.name ? undefined : name),
    targetType: asItStands,
    vpc: (vpc) => vpcPointer(plain(vpc), context),
    attributes: (attributes, state) => attributesIn(attributes, (key) => defaultOf(key, state)),
    loadBalancer: unsaid,
  });
  return { ...identity, spec, notes: [] };
}
