import type { Wanted } from '../../core/resource.ts';
import { billTotal, sum, type Monthly } from './money.ts';
import type { Bill } from './pricing/bill.ts';
import { billsOf } from './pricing/pricers.ts';
import type { RegionPrices } from './pricing/prices.ts';

/** What a folder would cost a month if all of it stood. */
export interface Estimate {
  readonly region: string;
  readonly total: Monthly;
  /** Only what costs something, dearest first. */
  readonly resources: readonly EstimatedResource[];
}

export interface EstimatedResource {
  readonly id: string;
  readonly manifest: string;
  readonly bill: Bill;
  readonly total: Monthly;
}

/** Whether everything that costs something has a price. */
export function isComplete({ resources }: Estimate): boolean {
  return resources.every(({ bill }) => (bill.unpriced ?? []).length === 0);
}

/** Prices what is wanted; of those that are not selected only what the others point at matters. */
export function estimate(
  wanted: readonly Wanted[],
  prices: RegionPrices,
  selected: (manifest: string) => boolean = () => true,
): Estimate {
  const bills = billsOf(wanted, prices);
  const resources = wanted.flatMap(({ id, manifest }) => {
    const bill = bills.get(id);
    return bill === undefined || !selected(manifest) ? [] : [{ id, manifest, bill, total: billTotal(bill) }];
  });
  return {
    region: prices.region,
    total: sum(resources.map(({ total }) => total)),
    resources: resources.toSorted((a, b) => b.total.monthly - a.total.monthly || (a.id < b.id ? -1 : 1)),
  };
}
