import type { AutoScalingGroupState } from '../../../resources/auto-scaling-group/type.ts';
import { usualDistribution } from '../../../resources/auto-scaling-group/mixed-instances.ts';
import type { LaunchTemplateState } from '../../../resources/launch-template/type.ts';
import type { Bill, Item, PricingContext } from './bill.ts';
import { instancePrice } from './instance-prices.ts';

/** Its instances, at the desired number; with the range within which it scales. */
export function priceAutoScalingGroup(state: AutoScalingGroupState, { prices, pointedAt }: PricingContext): Bill {
  const {
    minSize: least = 0,
    maxSize: most = least,
    initialCapacity = least,
    desiredCapacity: count = initialCapacity,
  } = state;
  const [override] = state.overrides ?? [];
  if (override?.instanceRequirements !== undefined)
    return { items: [], unpriced: ['instances of types that AWS chooses by what they have to have'] };
  const template = pointedAt(state.launchTemplate?.id) as LaunchTemplateState | undefined;
  const instanceType = override?.instanceType ?? template?.instanceType;
  if (instanceType === undefined)
    return { items: [], unpriced: ['instances of a launch template without an instance type'] };
  const hourly = instancePrice(prices.instances, instanceType);
  if (hourly === undefined) return { items: [], unpriced: [`${instanceType} instances in ${prices.region}`] };
  const [now, fewest, greatest] = [count, least, most].map((capacity) => instancesFor(state, capacity)) as [
    Instances,
    Instances,
    Instances,
  ];
  const item = (sort: keyof Instances, what: string): Item[] => {
    if (greatest[sort] === 0) return [];
    const range = fewest[sort] === greatest[sort] ? {} : { range: { least: fewest[sort], most: greatest[sort] } };
    return [{ what, count: now[sort], hourly, ...range }];
  };
  const spot = item('spot', `${instanceType} Spot instance`);
  return {
    items: [...item('onDemand', `${instanceType} instance`), ...spot],
    ...(spot.length === 0 ? {} : { supposed: ['Spot instances at the On-Demand price, which they cost at most'] }),
  };
}

interface Instances {
  readonly onDemand: number;
  readonly spot: number;
}

/** Of the first type that it launches; what AWS takes in its place is not known beforehand. */
function instancesFor(state: AutoScalingGroupState, capacity: number): Instances {
  const { onDemandBaseCapacity: base = 0, onDemandPercentageAboveBaseCapacity: share = 100 } = {
    ...usualDistribution(state),
    ...state.instancesDistribution,
  };
  const { weightedCapacity: weight = 1 } = state.overrides?.[0] ?? {};
  const onDemand = Math.min(capacity, base + Math.ceil((Math.max(0, capacity - base) * share) / 100));
  return { onDemand: Math.ceil(onDemand / weight), spot: Math.ceil((capacity - onDemand) / weight) };
}
