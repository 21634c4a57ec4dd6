import { groupBy } from '../../core/group-by.ts';
import type { ResourceId } from '../../core/value.ts';
import type { TargetsClaim } from '../context.ts';
import type { Manifest } from '../manifest.ts';
import { resourceId } from '../pointing.ts';

/** Whether a Service lists its targets itself, rather than leaving them to ECS or Auto Scaling. */
export function listsTargets({ spec }: Manifest<'Service'>): boolean {
  return spec.ecs === undefined && spec.autoScalingGroup === undefined;
}

/** What all Services say of each target group. What they list is remembered; what AWS registers is not theirs to say. */
export function claimsOf(services: readonly Manifest<'Service'>[]): ReadonlyMap<ResourceId, TargetsClaim> {
  const claims = services.flatMap((service) =>
    (service.spec.targetGroups ?? []).flatMap(({ targetGroup: { ref }, port }) =>
      ref === undefined ? [] : { group: resourceId('target-group', ref, service.namespace), service, port },
    ),
  );
  return new Map(
    [...groupBy(claims, ({ group }) => group)].map(([group, all]): [ResourceId, TargetsClaim] => {
      const from = all.flatMap(({ service }) => service.source.from ?? []);
      const listing = all.filter(({ service }) => listsTargets(service));
      if (listing.length === 0) return [group, { by: 'delegated', content: 'delegated', from }];
      const content = listing.map(({ service: { id, spec }, port }) => [id, port ?? null, listed(spec)]);
      return [group, { by: 'listed', content, from }];
    }),
  );
}

function listed({ instances, ips, lambda, loadBalancer }: Manifest<'Service'>['spec']): unknown {
  return instances ?? ips ?? lambda ?? loadBalancer;
}
