import { hashed } from '../core/ownership.ts';
import type { Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { DesireContext } from './context.ts';
import { desireLoadBalancer } from './load-balancer/desire.ts';
import type { Manifest } from './manifest.ts';
import { desireSecurityGroup } from './security-group/desire.ts';
import { referencesOf } from './references.ts';
import { claimsOf } from './service/claims.ts';
import { desireService } from './service/desire.ts';
import { shiftsByRule } from './service/ecs/shifts.ts';
import { desireTargetGroup } from './target-group/desire.ts';

/** What all manifests together ask for. */
export function desire(manifests: readonly Manifest[], secretDigest: DesireContext['secretDigest']): Wanted[] {
  const owners = loadBalancersByTargetGroup(manifests);
  const claims = claimsOf(manifests.filter((manifest) => manifest.kind === 'Service'));
  const groups = new Map(manifests.flatMap((each) => (each.kind === 'TargetGroup' ? [[each.id, each.spec]] : [])));
  const shifts = shiftsByRule(manifests);
  const context: DesireContext = {
    loadBalancerOf: (targetGroup) => owners.get(targetGroup),
    targetsOf: (targetGroup) => claims.get(targetGroup),
    groupOf: ({ namespace, name }) => groups.get(`TargetGroup/${namespace}/${name}`),
    shiftsOf: (rule) => shifts.get(rule),
    secretDigest,
  };
  return manifests.flatMap((manifest) => desireOne(manifest, context)).map(hashed);
}

function desireOne(manifest: Manifest, context: DesireContext): Wanted[] {
  switch (manifest.kind) {
    case 'SecurityGroup':
      return desireSecurityGroup(manifest);
    case 'TargetGroup':
      return [desireTargetGroup(manifest, context)];
    case 'LoadBalancer':
      return desireLoadBalancer(manifest, context);
    case 'Service':
      return desireService(manifest, context);
  }
}

function loadBalancersByTargetGroup(manifests: readonly Manifest[]): Map<ResourceId, ResourceId> {
  const owners = new Map<ResourceId, ResourceId>();
  for (const manifest of manifests) {
    if (manifest.kind !== 'LoadBalancer') continue;
    const id = `load-balancer/${manifest.namespace}/${manifest.name}`;
    for (const { kind, namespace, name } of referencesOf(manifest)) {
      if (kind === 'TargetGroup') owners.set(`target-group/${namespace}/${name}`, id);
    }
  }
  return owners;
}
