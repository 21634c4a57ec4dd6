import type { Path } from '../../../core/problem.ts';
import type { Fault } from '../../../schema/fault.ts';
import type { ManifestFolder } from '../../check/folder.ts';
import type { Manifest } from '../../manifest.ts';
import { parseRef } from '../../references.ts';
import { listsTargets } from '../claims.ts';
import type { Service } from './listing.ts';

/** Of these, AWS allows one in a target group. */
const loneTargets = ['lambda', 'loadBalancer'] as const;

/** Who lists all targets of a group would take out those that ECS or Auto Scaling register in it. */
export function* sharedGroups(manifest: Service, folder: ManifestFolder): Iterable<Fault> {
  const others = folder.fact(servicesByGroup);
  for (const [index, { targetGroup }] of (manifest.spec.targetGroups ?? []).entries()) {
    const all = targetGroup.ref === undefined ? [] : (others.get(groupId(targetGroup.ref, manifest.namespace)) ?? []);
    const other = all.find((each) => listsTargets(each) !== listsTargets(manifest));
    const lone = loneTargets.find((backend) => manifest.spec[backend] !== undefined);
    const namesake = lone && all.find((each) => each !== manifest && each.spec[lone] !== undefined);
    const path: Path = ['spec', 'targetGroups', index, 'targetGroup', 'ref'];
    if (other !== undefined)
      yield {
        path,
        message: `${other.id} registers in this target group too, and targets could not be told apart`,
        hint: 'give each of them a target group of its own, and forward to both by weight',
      };
    else if (namesake !== undefined)
      yield { path, message: `${namesake.id} registers in this target group too; AWS allows it one target` };
  }
}

function servicesByGroup(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Service[]> {
  const found = new Map<string, Service[]>();
  for (const manifest of manifests) {
    if (manifest.kind !== 'Service') continue;
    const refs = (manifest.spec.targetGroups ?? []).flatMap(({ targetGroup }) => targetGroup.ref ?? []);
    for (const id of new Set(refs.map((ref) => groupId(ref, manifest.namespace))))
      found.set(id, [...(found.get(id) ?? []), manifest]);
  }
  return found;
}

function groupId(ref: string, namespace: string): string {
  const group = parseRef(ref, namespace);
  return `${group.namespace}/${group.name}`;
}
