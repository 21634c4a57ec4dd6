import type { TargetHealth } from '../../core/resource.ts';
import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import type { Remedy } from '../finding.ts';
import { placeOf, type Facts, type Subject } from '../facts.ts';

/** Names the subnets that would bring the load balancer into the zones of its targets. */
export function outsideZones(
  { inventory }: Facts,
  balancer: Subject<LoadBalancerState>,
  targets: readonly TargetHealth[],
): Remedy {
  const { subnets = [], scheme } = balancer.live.state;
  const own = subnets.flatMap(({ subnet }) => inventory.subnets.find(({ id }) => id === subnet) ?? []);
  const zones = new Set(own.map(({ zone }) => zone));
  const asked = new Set(targets.flatMap(({ zone }) => zone ?? []));
  const candidates = inventory.subnets.filter(
    ({ vpc, zone, public: open }) =>
      vpc === own[0]?.vpc &&
      !zones.has(zone) &&
      (asked.size === 0 || asked.has(zone)) &&
      (scheme !== 'internet-facing' || open !== false),
  );
  const names = candidates.map(({ id, name, zone }) => `${name ?? id} of ${zone}`).toSorted();
  const choice = names.length === 0 ? '' : `: ${names.join(', ')}`;
  return {
    text: `add a subnet of the targets' zone${choice}; the load balancer is in ${[...zones].toSorted().join(', ')}`,
    field: { ...placeOf(balancer), path: 'spec.subnets' },
  };
}
