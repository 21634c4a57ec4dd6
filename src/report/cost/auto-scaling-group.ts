import type { Bill, Surroundings } from './bill.ts';
import { instancePrice } from './instance-prices.ts';

/** What of an Auto Scaling group its price depends on. */
interface Group {
  readonly launchTemplate?: { readonly id: unknown };
  readonly minSize?: number;
  readonly maxSize?: number;
  readonly desiredCapacity?: number;
}

interface Template {
  readonly instanceType?: string;
}

/** Its instances, at the desired number; with the range within which it scales. */
export function priceAutoScalingGroup(state: Group, { prices, pointedAt }: Surroundings): Bill {
  const { minSize: least = 0, maxSize: most = least, desiredCapacity: count = least } = state;
  const { instanceType } = (pointedAt(state.launchTemplate?.id) ?? {}) as Template;
  if (instanceType === undefined)
    return { items: [], unpriced: ['instances of a launch template that does not name their type'] };
  const hourly = instancePrice(prices.instances, instanceType);
  if (hourly === undefined) return { items: [], unpriced: [`${instanceType} instances in ${prices.region}`] };
  const range = least === most ? {} : { range: { least, most } };
  return { items: [{ what: `${instanceType} instance`, count, hourly, ...range }] };
}
