import type { Bill, Costed, Pricer, PricingContext } from './bill.ts';
import { priceAutoScalingGroup } from './auto-scaling-group.ts';
import { priceEcsService } from './ecs-service.ts';
import { priceLoadBalancer } from './load-balancer.ts';
import type { RegionPrices } from './prices.ts';

/** Every type that costs something by the hour; all others are free. A new one is one row. */
const pricers: Readonly<Record<string, Pricer<never>>> = {
  'auto-scaling-group': priceAutoScalingGroup,
  'ecs-service': priceEcsService,
  'load-balancer': priceLoadBalancer,
};

/** Whether there is nothing to pay for a resource of that type. */
export function isFree(type: string): boolean {
  return !Object.hasOwn(pricers, type);
}

/** The bills of those resources that cost something, by id. They may point at one another, and at nothing else. */
export function billsOf(resources: readonly Costed[], prices: RegionPrices): ReadonlyMap<string, Bill> {
  const byId = new Map(resources.map((one) => [one.id, one.state]));
  const bills = new Map<string, Bill>();
  for (const { id, type, state } of resources) {
    const pricer = Object.hasOwn(pricers, type) ? pricers[type] : undefined;
    if (pricer === undefined) continue;
    const context: PricingContext = {
      prices,
      pointedAt: (pointer) => byId.get(idOf(pointer)),
    };
    bills.set(id, pricer(state as never, context));
  }
  return bills;
}

/** What is live says whom it points at; what is wanted says whom it means. */
function idOf(pointer: unknown): string {
  if (typeof pointer === 'string') return pointer;
  if (typeof pointer !== 'object' || pointer === null) return '';
  const { $ref, $unknown } = pointer as { readonly $ref?: string; readonly $unknown?: string };
  return $ref ?? $unknown ?? '';
}
