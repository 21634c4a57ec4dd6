import type { Leftover } from '../../../core/leftover.ts';
import type { Snapshot } from '../../../core/resource.ts';
import { costed } from '../pricing/bill.ts';
import { billTotal, monthlyOf, sumOf } from '../money.ts';
import { billsOf, isFree } from '../pricing/pricers.ts';
import { pricesIn, PUBLIC_IPV4, type RegionPrices } from '../pricing/prices.ts';
import { commonType, nounOf, removalOf } from './removals.ts';

/** Something left, as it is told: what it is, what it costs, how it goes. */
export interface PricedLeftover extends Pick<Leftover, 'id' | 'standing' | 'manifest'> {
  readonly what: string;
  /** Absent where it is not known. */
  readonly monthly?: number;
  readonly command?: string;
}

interface Found {
  readonly leftovers: readonly Leftover[];
  readonly snapshot: Snapshot;
}

export function pricedLeftovers({ leftovers, snapshot }: Found): PricedLeftover[] {
  const { region, live } = snapshot;
  const prices = pricesIn(region);
  const bills = prices && billsOf(live.map(costed), prices);

  function monthly({ id, type, live: observed }: Leftover): number | undefined {
    const bill = bills?.get(id);
    if (bill !== undefined) return (bill.unpriced ?? []).length === 0 ? billTotal(bill).monthly : undefined;
    if (observed !== undefined) return isFree(type) ? 0 : undefined;
    return prices && around(commonType(type), prices);
  }

  return leftovers.map((leftover) => {
    const { id, type, standing, manifest } = leftover;
    const [costs, command] = [monthly(leftover), removalOf(leftover, region)];
    return {
      id,
      what: nounOf(type),
      standing,
      ...(manifest === undefined ? {} : { manifest }),
      ...(costs === undefined ? {} : { monthly: costs }),
      ...(command === undefined ? {} : { command }),
    };
  });
}

/** What all of it costs that has a price; of what serves somebody that is nobody's business. */
export function leftTotal(priced: readonly PricedLeftover[]): number {
  return sumOf(priced.filter(isLeft).map(({ monthly = 0 }) => monthly));
}

export function isLeft({ standing }: Pick<Leftover, 'standing'>): boolean {
  return standing !== 'in-use';
}

function around(type: string, prices: RegionPrices): number | undefined {
  const hourly = { 'elastic-ip': PUBLIC_IPV4, 'nat-gateway': prices.natGateway }[type];
  return hourly === undefined ? undefined : monthlyOf({ what: type, count: 1, hourly }).monthly;
}
