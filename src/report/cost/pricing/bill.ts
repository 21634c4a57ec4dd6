import type { Live } from '../../../core/resource.ts';
import type { RegionPrices } from './prices.ts';

/** So many of one thing, at a price an hour each. */
export interface Item {
  /** `public IPv4 address`, `t3.micro instance`. */
  readonly what: string;
  readonly count: number;
  readonly hourly: number;
  /** Where it scales by itself: the fewest and the most there may be. */
  readonly range?: { readonly least: number; readonly most: number };
}

/** What one resource costs. */
export interface Bill {
  readonly items: readonly Item[];
  /** What could not be priced, and what had to be supposed: a total with any of the first is incomplete. */
  readonly unpriced?: readonly string[];
  readonly supposed?: readonly string[];
}

/** A wanted or live resource, as far as its price goes. */
export interface Costed {
  /** Its resource id, or what AWS calls it. */
  readonly id: string;
  readonly type: string;
  readonly state: object;
}

/** What stands, as something that has a price. */
export function costed({ physical, type, state }: Live): Costed {
  return { id: physical, type, state };
}

/** What a price depends on besides the resource itself. */
export interface PricingContext {
  readonly prices: RegionPrices;
  /** The state of another resource that this one points at, where it is known. */
  readonly pointedAt: (pointer: unknown) => object | undefined;
}

/** How a type of resource is priced. A state that changes shape has to be priced anew: see the table in pricers.ts. */
export type Pricer<State> = (state: State, context: PricingContext) => Bill;
