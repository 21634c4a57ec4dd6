import type { Bill } from './pricing/bill.ts';
import { isComplete, type Estimate } from './estimate.ts';
import { monthlyOf, type Monthly } from './money.ts';
import { HOURS, priced } from './pricing/prices.ts';

/** An estimate as other tools read it. Fields may be added; those that are there keep their meaning for as long as `version` is 1. */
interface CostJson extends Monthly {
  readonly version: 1;
  readonly currency: 'USD';
  readonly region: string;
  readonly pricesAsOf: string;
  readonly hours: number;
  /** Whether everything that costs something has a price. */
  readonly complete: boolean;
  readonly resources: readonly (Monthly & BillJson & { readonly id: string; readonly manifest: string })[];
}

interface BillJson {
  readonly items: readonly (Monthly & { readonly what: string; readonly count: number; readonly hourly: number })[];
  readonly unpriced: readonly string[];
  readonly supposed: readonly string[];
}

export function costJson(estimate: Estimate): CostJson {
  const { region, total, resources } = estimate;
  return {
    version: 1,
    currency: 'USD',
    region,
    pricesAsOf: priced.on,
    hours: HOURS,
    complete: isComplete(estimate),
    ...total,
    resources: resources.map(({ id, manifest, bill, total: own }) => ({ id, manifest, ...own, ...billJson(bill) })),
  };
}

function billJson({ items, unpriced = [], supposed = [] }: Bill): BillJson {
  return {
    items: items.map((item) => ({ what: item.what, count: item.count, hourly: item.hourly, ...monthlyOf(item) })),
    unpriced,
    supposed,
  };
}
