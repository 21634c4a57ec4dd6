import type { Path } from '../../../core/problem.ts';
import type { Fault } from '../../../schema/fault.ts';
import type { Check, ManifestFolder } from '../../check/folder.ts';
import { parseRef } from '../../references.ts';
import { backendChecks } from './backends.ts';
import { listing, type ListingBackend, type Service } from './listing.ts';
import { sharedGroups } from './shared-groups.ts';

/** Checks of what a Service says of its target groups, and of the targets that it lists. */
export const targetChecks: readonly Check<'Service'>[] = [groups, sharedGroups, ...backendChecks];

/** What each backend registers, which is what the target type of its groups must be. */
const targetTypes: Readonly<Record<ListingBackend, string>> = {
  instances: 'instance',
  ips: 'ip',
  lambda: 'lambda',
  loadBalancer: 'alb',
};

function* groups(manifest: Service, folder: ManifestFolder): Iterable<Fault> {
  const backend = listing(manifest);
  const { targetGroups = [], ecs } = manifest.spec;
  if (backend !== undefined && targetGroups.length === 0)
    yield {
      path: ['spec'],
      message: '"targetGroups" is missing',
      hint: `a Service of ${backend} gets no requests without one`,
    };
  const seen = new Set<string>();
  for (const [index, membership] of targetGroups.entries()) {
    const path: Path = ['spec', 'targetGroups', index];
    const key = JSON.stringify([membership.targetGroup, membership.port, membership.container]);
    if (seen.has(key)) yield { path, message: 'the same target group is listed twice with the same port' };
    seen.add(key);
    if (membership.container !== undefined && ecs === undefined)
      yield { path: [...path, 'container'], onKey: true, message: 'only an ecs Service has containers' };
    if (backend === undefined) continue;
    const { ref } = membership.targetGroup;
    if (ref === undefined) {
      const hint = 'write a TargetGroup manifest for it; evenkeel.dev/adopt: "true" adopts an existing one';
      yield {
        path: [...path, 'targetGroup'],
        message: `a Service of ${backend} registers in target groups of this folder only: point at it with ref`,
        hint,
      };
      continue;
    }
    const { namespace, name } = parseRef(ref, manifest.namespace);
    const group = folder.find('TargetGroup', namespace, name);
    const type = group?.spec.targetType ?? 'instance';
    if (group !== undefined && type !== targetTypes[backend])
      yield {
        path: [...path, 'targetGroup', 'ref'],
        message: `a Service of ${backend} needs a target group of targetType ${targetTypes[backend]}, ${name} has ${type}`,
      };
    if (membership.port !== undefined && backend === 'lambda')
      yield { path: [...path, 'port'], onKey: true, message: 'a function has no port' };
  }
}
