import { canonical } from '../json.ts';
import type { Change, Diff, Plan } from '../plan.ts';
import type { Wanted } from '../resource.ts';
import type { ResourceId } from '../value.ts';

/** How often the same field is written without effect before it is left. */
const MOST_WRITES = 3;

/** A field that was written and still differed when AWS was looked at again. */
interface Attempt {
  readonly wanted: string;
  readonly writes: number;
}

/** What was written without effect, by resource and path. A value: each cycle makes the next one. */
export type Attempts = ReadonlyMap<ResourceId, ReadonlyMap<string, Attempt>>;

export const noAttempts: Attempts = new Map();

/** Those that still differ, and for the same wish. What has come right, or is wished otherwise, starts anew. */
export function stillOpen(attempts: Attempts, plan: Plan): Attempts {
  const open = new Map<ResourceId, ReadonlyMap<string, Attempt>>();
  for (const { id, diffs } of plan.changes) {
    const known = attempts.get(id);
    if (known === undefined) continue;
    const kept = diffs.flatMap((diff) => {
      const attempt = known.get(diff.path);
      return attempt?.wanted === canonical(diff.wanted) ? [[diff.path, attempt] as const] : [];
    });
    if (kept.length > 0) open.set(id, new Map(kept));
  }
  return open;
}

/** Counts the fields that these changes have written. */
export function counted(attempts: Attempts, written: readonly Change[]): Attempts {
  const next = new Map(attempts);
  for (const { id, action, diffs } of written) {
    if (action !== 'update' && action !== 'replace') continue;
    const fields = new Map(next.get(id));
    for (const { path, wanted } of diffs) {
      fields.set(path, { wanted: canonical(wanted), writes: (fields.get(path)?.writes ?? 0) + 1 });
    }
    next.set(id, fields);
  }
  return next;
}

/** The paths of each resource that are written no more. */
export type Stuck = ReadonlyMap<ResourceId, ReadonlySet<string>>;

export function stuckOf(attempts: Attempts): Stuck {
  const stuck = new Map<ResourceId, ReadonlySet<string>>();
  for (const [id, fields] of attempts) {
    const paths = [...fields].filter(([, { writes }]) => writes >= MOST_WRITES).map(([path]) => path);
    if (paths.length > 0) stuck.set(id, new Set(paths));
  }
  return stuck;
}

/** The same wishes, with the stuck fields left as they stand. */
export function withoutStuck(wanted: readonly Wanted[], stuck: Stuck): readonly Wanted[] {
  if (stuck.size === 0) return wanted;
  return wanted.map((one) => {
    const paths = [...(stuck.get(one.id) ?? [])];
    if (paths.length === 0) return one;
    return { ...one, policy: { ...one.policy, ignoreFields: [...one.policy.ignoreFields, ...paths] } };
  });
}

/** The plan without the stuck fields, marked with what the whole plan says of them. */
export function markStuck(plan: Plan, whole: Plan, stuck: Stuck): Plan {
  const before = new Map(whole.changes.map((change) => [change.id, change]));
  const changes = plan.changes.map((change) => {
    const paths = stuck.get(change.id);
    const full = before.get(change.id);
    if (paths === undefined || full === undefined) return change;
    // Where nothing of it would be written anyhow, that is why.
    if (full.blocked !== undefined) return full;
    const diffs = full.diffs.filter((diff) => paths.has(diff.path));
    return change.action === 'noop' ? blocked(full, diffs) : withRest(change, diffs);
  });
  return { ...plan, changes };
}

function withRest(change: Change, diffs: readonly Diff[]): Change {
  const message = words(diffs);
  return { ...change, stuck: { diffs, message }, warnings: [...change.warnings, message] };
}

function blocked(change: Change, diffs: readonly Diff[]): Change {
  return {
    ...change,
    action: 'blocked',
    impact: 'none',
    diffs,
    groups: [],
    after: [],
    blocked: { reason: 'non-converging', message: words(diffs), would: change.action },
  };
}

function words(diffs: readonly Diff[]): string {
  const paths = diffs.map(({ path }) => path).join(', ');
  return `${paths}: written ${MOST_WRITES} times without effect, so evenkeel leaves it alone: AWS does not keep the value, or something else overwrites it; it is written again when the manifest changes`;
}
