import { HOURS } from './pricing/prices.ts';
import type { Bill, Item } from './pricing/bill.ts';

/** Least and most differ where something scales by itself. In whole cents, so that what is shown adds up. */
export interface Monthly {
  readonly monthly: number;
  readonly least: number;
  readonly most: number;
}

export const nothing: Monthly = { monthly: 0, least: 0, most: 0 };

export function monthlyOf({ count, hourly, range = { least: count, most: count } }: Item): Monthly {
  return { monthly: monthly(hourly, count), least: monthly(hourly, range.least), most: monthly(hourly, range.most) };
}

/** What a resource costs a month. */
export function billTotal({ items }: Bill): Monthly {
  return sum(items.map(monthlyOf));
}

export function sum(all: readonly Monthly[]): Monthly {
  return all.reduce(plus, nothing);
}

function plus(a: Monthly, b: Monthly): Monthly {
  return {
    monthly: toCents(a.monthly + b.monthly),
    least: toCents(a.least + b.least),
    most: toCents(a.most + b.most),
  };
}

/** What one costs more than the other. */
export function difference(after: Monthly, before: Monthly): number {
  return toCents(after.monthly - before.monthly);
}

export function sumOf(amounts: readonly number[]): number {
  return toCents(amounts.reduce((total, amount) => total + amount, 0));
}

/** `$16.43`. */
export function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

/** `+$16.43`, `-$3.65`. */
export function signedDollars(amount: number): string {
  return `${amount < 0 ? '-' : '+'}${dollars(Math.abs(amount))}`;
}

/** `$16.94 to $33.87`, where it varies. */
export function rangeText({ least, most }: Monthly): string | undefined {
  return least === most ? undefined : `${dollars(least)} to ${dollars(most)}`;
}

function monthly(hourly: number, count: number): number {
  return toCents(hourly * count * HOURS);
}

/** Half a cent counts as one, also where the fraction falls a hair short of it. */
function toCents(amount: number): number {
  return Math.round(amount * 100 + 1e-6) / 100;
}
