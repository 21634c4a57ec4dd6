import { losesMembers } from '../fields.ts';
import { isMaking, isMemory, isRemoval, isWrite, type Change, type Diff, type Plan } from '../plan.ts';
import type { Snapshot, Wanted } from '../resource.ts';
import type { ResourceId } from '../value.ts';

/** What the plans of one run have shown so far, and what follows from it. */
export interface Shown {
  /** What is made or replaced: what comes to stand with it is of this run. */
  readonly made: ReadonlySet<ResourceId>;
  /** `physical` of what goes: removed, replaced, or to be removed once something else has been done. */
  readonly going: ReadonlySet<string>;
  /** The fields that are written, as `id path`. */
  readonly written: ReadonlySet<string>;
  /** Manifests of which anything is written. */
  readonly manifests: ReadonlySet<string>;
}

/** A plan, and what it was made for. */
interface Seen {
  readonly plan: Plan;
  readonly snapshot: Pick<Snapshot, 'live'>;
  readonly wanted: readonly Wanted[];
}

/** What a later plan would do that no earlier one has shown. */
export interface News {
  readonly changes: readonly Change[];
  /** Those of them that take something away. */
  readonly takes: readonly Change[];
}

export function showing({ changes }: Plan, before?: Shown): Shown {
  const writes = changes.filter(isWrite);
  const going = changes.filter((change) => takesWhole(change) || change.blocked?.later);
  return {
    made: new Set([...(before?.made ?? []), ...writes.filter(makes).map(({ id }) => id)]),
    going: new Set([...(before?.going ?? []), ...going.flatMap(({ live }) => live ?? [])]),
    written: new Set([...(before?.written ?? []), ...writes.flatMap(fieldsOf)]),
    manifests: new Set([...(before?.manifests ?? []), ...writes.map(({ manifest }) => manifest)]),
  };
}

/** What goes along with what was shown to go, or came along with what was shown to be made, was shown as well. */
export function newsIn(shown: Shown, { plan, snapshot, wanted }: Seen): News {
  const parents = new Map(snapshot.live.map(({ physical, parent }) => [physical, parent]));
  const places = new Map(wanted.map(({ id, at }) => [id, at]));
  const own = new Set(plan.changes.flatMap(({ id, live }) => (shown.made.has(id) ? (live ?? []) : [])));
  // Where a round was cut short, one of the two that stand while something is replaced is left over.
  const second = new Set(plan.changes.flatMap((change) => (isSecond(change) ? (change.live ?? []) : [])));
  const changes = plan.changes.filter((change) => isWrite(change) && !isShown(change));
  return { changes, takes: changes.filter(takesAway) };

  function isShown(change: Change): boolean {
    if (isRemoval(change.action)) return goes(change);
    if (shown.made.has(change.id)) return true;
    if (change.action === 'replace') return shown.going.has(change.live ?? '');
    if (isMaking(change.action)) return false;
    return isRemembering(change) || fieldsOf(change).every((field) => shown.written.has(field));
  }

  /** What is registered is never made by the way, so that whoever did it meant it. */
  function goes({ action, live = '' }: Change): boolean {
    const around = containersOf(live);
    if ([live, ...around].some((physical) => shown.going.has(physical) || second.has(physical))) return true;
    return action === 'delete' && around.some((physical) => own.has(physical));
  }

  function isSecond({ action, cause, type, manifest }: Change): boolean {
    if (action !== 'delete' || cause !== 'dependency') return false;
    return shown.made.has(`${type}${manifest.slice(manifest.indexOf('/'))}`);
  }

  function containersOf(physical: string): string[] {
    const parent = parents.get(physical);
    return parent === undefined ? [] : [parent, ...containersOf(parent)];
  }

  /** That what was shown is now remembered as applied. */
  function isRemembering(change: Change): boolean {
    if (!isMemory(change) || change.adopted || !shown.manifests.has(change.manifest)) return false;
    return change.diffs.every(({ path }) => path === places.get(change.id));
  }

  function takesAway(change: Change): boolean {
    if (takesWhole(change) || change.groups.includes('forget')) return true;
    return change.action === 'update' && change.diffs.some((diff) => loses(diff) && isNew(change, diff));
  }

  function isNew({ id }: Change, { path }: Diff): boolean {
    return !shown.written.has(fieldOf(id, path));
  }
}

function makes({ action }: Change): boolean {
  return isMaking(action) || action === 'replace';
}

function takesWhole({ action }: Change): boolean {
  return isRemoval(action) || action === 'replace';
}

function fieldsOf({ id, diffs }: Change): string[] {
  return diffs.map(({ path }) => fieldOf(id, path));
}

function fieldOf(id: ResourceId, path: string): string {
  return `${id} ${path}`;
}

/** Whether a value is taken back, or a list is left without one that stands in it. */
function loses({ live, wanted, reset }: Diff): boolean {
  return reset === true || (wanted === null && live !== null) || losesMembers(wanted, live);
}
