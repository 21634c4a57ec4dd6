import { counted } from '../text/counted.ts';
import { plainPaint, type Paint } from '../text/paint.ts';
import { paragraphs } from '../changes/sections.ts';
import { table } from '../text/table.ts';
import { indent } from '../text/values.ts';
import type { Bill, Item } from './pricing/bill.ts';
import { isComplete, type EstimatedResource, type Estimate } from './estimate.ts';
import { dollars, monthlyOf, rangeText } from './money.ts';
import { HOURS, priced } from './pricing/prices.ts';

/** What an estimate by the hour can't know. */
const notCounted = 'traffic (capacity units, data transfer), storage, logs, taxes and discounts';

/** An estimate as people read it: each resource with what it is made up of, then the total. */
export function costText(estimate: Estimate, { paint = plainPaint }: { readonly paint?: Paint } = {}): string {
  return paragraphs([
    ...estimate.resources.map((one) => resourceLines(one, paint)),
    [
      paint('bold', totalText(estimate)),
      `Not counted: ${notCounted}. Prices as of ${priced.on}, ${HOURS} hours a month.`,
    ],
  ]);
}

function resourceLines({ id, bill, total }: EstimatedResource, paint: Paint): string[] {
  const range = rangeText(total);
  const price = bill.items.length === 0 && bill.unpriced?.length ? 'no price known' : dollars(total.monthly);
  return [
    `${paint('bold', id)}  ${price}${range === undefined ? '' : ` (${range})`}`,
    ...indent(2, [...table(bill.items.map(itemCells)), ...remarks(bill, paint)]),
  ];
}

function itemCells(item: Item): string[] {
  const { what, count, range } = item;
  const often = range === undefined ? '' : ` (${range.least} to ${range.most})`;
  return [`${counted(count, what, plural(what))}${often}`, dollars(monthlyOf(item).monthly)];
}

/** `public IPv4 addresses`, `Fargate tasks (1 vCPU, 2 GB)`. */
function plural(what: string): string {
  const [, noun = what, rest = ''] = /^([^(]*[^( ])( \(.*)?$/.exec(what) ?? [];
  return `${noun}${noun.endsWith('s') ? 'es' : 's'}${rest}`;
}

function remarks({ unpriced = [], supposed = [] }: Bill, paint: Paint): string[] {
  return [
    ...unpriced.map((one) => `${paint('yellow', 'no price known:')} ${one}`),
    ...supposed.map((one) => paint('dim', `assumed: ${one}`)),
  ];
}

function totalText(estimate: Estimate): string {
  const { resources, total, region } = estimate;
  if (resources.length === 0) return `Nothing in the folder is billed by the hour.`;
  const range = rangeText(total);
  const varies = range === undefined ? '' : `, ${range} as it scales`;
  const known = isComplete(estimate) ? 'About' : 'Incomplete: at least';
  return `${known} ${dollars(total.monthly)} a month in ${region}${varies}.`;
}
