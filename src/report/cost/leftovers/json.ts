import { leftTotal, type PricedLeftover } from './leftovers.ts';
import { priced } from '../pricing/prices.ts';

/** What is left as other tools read it. Fields may be added; those that are there keep their meaning for as long as `version` is 1. */
interface LeftoversJson {
  readonly version: 1;
  readonly currency: 'USD';
  readonly region: string;
  readonly pricesAsOf: string;
  /** Of what is left and has a price. */
  readonly monthly: number;
  readonly leftovers: readonly PricedLeftover[];
  /** That task definitions name; whether they are there was not looked at. */
  readonly logGroups: readonly string[];
}

export function leftoversJson(
  leftovers: readonly PricedLeftover[],
  { region, logGroups }: { readonly region: string; readonly logGroups: readonly string[] },
): LeftoversJson {
  return {
    version: 1,
    currency: 'USD',
    region,
    pricesAsOf: priced.on,
    monthly: leftTotal(leftovers),
    leftovers,
    logGroups,
  };
}
