import type { AutoScalingGroupState } from '../../../resources/auto-scaling-group/type.ts';
import type { LaunchTemplateState } from '../../../resources/launch-template/type.ts';
import type { Bill, PricingContext } from './bill.ts';
import { instancePrice } from './instance-prices.ts';

/** Its instances, at the desired number; with the range within which it scales. */
export function priceAutoScalingGroup(state: AutoScalingGroupState, { prices, pointedAt }: PricingContext): Bill {
  const {
    minSize: least = 0,
    maxSize: most = least,
    initialCapacity = least,
    desiredCapacity: count = initialCapacity,
  } = state;
  const template = pointedAt(state.launchTemplate?.id) as LaunchTemplateState | undefined;
  const instanceType = template?.instanceType;
  if (instanceType === undefined)
    return { items: [], unpriced: ['instances of a launch template without an instance type'] };
  const hourly = instancePrice(prices.instances, instanceType);
  if (hourly === undefined) return { items: [], unpriced: [`${instanceType} instances in ${prices.region}`] };
  const range = least === most ? {} : { range: { least, most } };
  return { items: [{ what: `${instanceType} instance`, count, hourly, ...range }] };
}
