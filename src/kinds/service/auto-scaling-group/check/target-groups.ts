import type { Fault } from '../../../../schema/fault.ts';
import type { ManifestFolder } from '../../../check/folder.ts';
import type { Manifest } from '../../../manifest.ts';
import { parseRef } from '../../../references.ts';

/** AWS registers the instances itself: by their ids, on the port of the target group. */
export function* targetGroups({ namespace, spec }: Manifest<'Service'>, folder: ManifestFolder): Iterable<Fault> {
  if (spec.autoScalingGroup === undefined) return;
  for (const [index, { targetGroup, port }] of (spec.targetGroups ?? []).entries()) {
    const path = ['spec', 'targetGroups', index];
    const target = targetGroup.ref === undefined ? undefined : parseRef(targetGroup.ref, namespace);
    const group = target === undefined ? undefined : folder.find('TargetGroup', target.namespace, target.name);
    if (port !== undefined && port !== group?.spec.port)
      yield {
        path: [...path, 'port'],
        onKey: true,
        message: `an Auto Scaling group registers its instances on the port of the target group${portOf(group)}`,
        hint: 'remove this port, or give the target group this port',
      };
    const type = group?.spec.targetType ?? 'instance';
    if (group !== undefined && type !== 'instance')
      yield {
        path: [...path, 'targetGroup', 'ref'],
        message: `an Auto Scaling group registers instances, and ${group.id} has targetType ${type}`,
        hint: 'the target group needs targetType instance',
      };
  }
}

function portOf(group: Manifest<'TargetGroup'> | undefined): string {
  return group?.spec.port === undefined ? '' : `, ${group.spec.port}`;
}
