import { isWrite, type Change, type Plan } from '../../core/plan.ts';
import { resolve } from '../../core/resolve.ts';
import type { Snapshot, Wanted } from '../../core/resource.ts';
import { refsOf, type ResourceId } from '../../core/value.ts';
import { isRelease } from '../changes/words.ts';
import { costed, type Bill, type Costed } from './pricing/bill.ts';
import { billTotal, difference, nothing, sumOf } from './money.ts';
import { billsOf } from './pricing/pricers.ts';
import { pricesIn } from './pricing/prices.ts';

/** What a plan changes of the monthly costs. */
export interface CostDelta {
  readonly monthly: number;
  /** Those that cost more or less afterwards, the largest difference first. */
  readonly changes: readonly { readonly id: ResourceId; readonly monthly: number }[];
  /** What is changed and has no known price. */
  readonly unpriced: readonly string[];
}

interface Looked {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
}

/** Nothing where the region's prices are not known, or where the costs stay what they are. */
export function costDelta({ plan, snapshot }: Looked, wanted: readonly Wanted[]): CostDelta | undefined {
  const prices = pricesIn(plan.region);
  if (prices === undefined) return undefined;
  const before = billsOf(snapshot.live.map(costed), prices);
  const after = billsOf(wantedOn(plan, snapshot, wanted), prices);
  const touched = plan.changes.filter(touches(plan, wanted));
  const changes = touched.flatMap(({ id, live, action }) => {
    const monthly = difference(
      totalOf(action === 'delete' ? undefined : after.get(id)),
      totalOf(live === undefined ? undefined : before.get(live)),
    );
    return monthly === 0 ? [] : [{ id, monthly }];
  });
  const unpriced = touched.flatMap(({ id }) => after.get(id)?.unpriced ?? []);
  if (changes.length === 0 && unpriced.length === 0) return undefined;
  return {
    monthly: sumOf(changes.map(({ monthly }) => monthly)),
    changes: changes.toSorted((a, b) => Math.abs(b.monthly) - Math.abs(a.monthly)),
    unpriced: [...new Set(unpriced)],
  };
}

/** What is written, and what points at it: a group costs what its launch template says. */
function touches(plan: Plan, wanted: readonly Wanted[]): (change: Change) => boolean {
  const written = new Set(plan.changes.filter(isWrite).map(({ id }) => id));
  const pointing = new Set(
    wanted.filter(({ state }) => refsOf(state).some(({ $ref }) => written.has($ref))).map(({ id }) => id),
  );
  return (change) => {
    if (change.action === 'blocked' || isRelease(change)) return false;
    return written.has(change.id) || pointing.has(change.id);
  };
}

/** As it will stand: what the manifest leaves open stays as it is, and look-ups are resolved as in the plan. */
function wantedOn({ changes }: Plan, { live, inventory }: Snapshot, wanted: readonly Wanted[]): Costed[] {
  const physicalOf = new Map(changes.map((change) => [change.id, change.live]));
  const states = new Map(live.map(({ physical, state }) => [physical, state]));
  return wanted.map(({ id, type, state }) => {
    const resolved = resolve(state, ({ $ref }) => ({ $unknown: $ref }), inventory);
    return { id, type, state: overlaid(states.get(physicalOf.get(id) ?? ''), resolved.state) };
  });
}

/** Parts of a field that the manifest leaves open stay as they are too. */
function overlaid(live: object | undefined, wanted: object): object {
  if (live === undefined) return wanted;
  const standing = new Map<string, unknown>(Object.entries(live));
  const merged = Object.entries(wanted).map(([field, value]) => {
    const other = standing.get(field);
    return [field, isPlain(value) && isPlain(other) ? { ...other, ...value } : value];
  });
  return { ...live, ...Object.fromEntries(merged) };
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function totalOf(bill: Bill | undefined) {
  return bill === undefined ? nothing : billTotal(bill);
}
