import type {
  DescribeCapacityReservationInput,
  DescribeCapacityReservationOutput,
  ModifyCapacityReservationInput,
  ModifyCapacityReservationOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuse, refuseConfiguration, requireRange } from './constraints.ts';
import { requireLoadBalancer } from './find.ts';
import type { LoadBalancer } from './state.ts';

export function describeCapacityReservation(
  input: DescribeCapacityReservationInput,
  { world }: Call<World>,
): DescribeCapacityReservationOutput {
  return describe(requireLoadBalancer(world, input.LoadBalancerArn));
}

export function modifyCapacityReservation(
  input: ModifyCapacityReservationInput,
  { world }: Call<World>,
): ModifyCapacityReservationOutput {
  const loadBalancer = requireLoadBalancer(world, input.LoadBalancerArn);
  const units = input.MinimumLoadBalancerCapacity?.CapacityUnits;
  const reset = input.ResetCapacityReservation === true;
  if (reset === (units !== undefined))
    refuse('Specify either a minimum capacity or a reset of the capacity reservation');
  if (loadBalancer.type === 'gateway') {
    refuseConfiguration(`Capacity reservations are not supported on load balancers with type 'gateway'`);
  }
  requireRange(units, 'capacityUnits', 1, 100_000);
  loadBalancer.minimumCapacity = units === undefined ? undefined : { units, since: world.clock.now() };
  return describe(loadBalancer);
}

/** Capacity is there as soon as it is asked for. */
function describe({ minimumCapacity, zones }: LoadBalancer): DescribeCapacityReservationOutput {
  if (minimumCapacity === undefined) return { DecreaseRequestsRemaining: 2, CapacityReservationState: [] };
  return {
    LastModifiedTime: new Date(minimumCapacity.since),
    DecreaseRequestsRemaining: 2,
    MinimumLoadBalancerCapacity: { CapacityUnits: minimumCapacity.units },
    CapacityReservationState: zones.map((zone) => ({
      State: { Code: 'provisioned' },
      AvailabilityZone: zone.zoneName,
      EffectiveCapacityUnits: minimumCapacity.units / zones.length,
    })),
  };
}
