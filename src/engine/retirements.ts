import { groupBy, indexBy } from '../core/group-by.ts';
import { isRemoval, type Change } from '../core/plan.ts';
import type { Live } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { Resource } from '../resources/resource.ts';
import type { Node } from './nodes.ts';

/** What carrying out has to know of everything that is written. */
export interface Stage {
  readonly writes: readonly Change[];
  readonly live: ReadonlyMap<string, Live>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** The node that makes or deletes. */
  readonly nodeOf: (id: ResourceId) => string | undefined;
}

export function retiredName(replaced: ResourceId): string {
  return `${replaced} retired`;
}

function emptiedName(replaced: ResourceId): string {
  return `${replaced} emptied`;
}

/**
 * A replaced resource goes when its successor is whole, and when all who used it have let go. What it contains goes along,
 * save for what holds others: that is taken out first, or two that hold each other could never be deleted.
 */
export function retirements({ writes, live, resources, nodeOf }: Stage): Node[] {
  const byLive = new Map(writes.flatMap((change) => (change.live === undefined ? [] : [[change.live, change]])));
  const users = indexBy(live.values(), (one) => one.uses);
  const contained = groupBy(live.values(), (one) => one.parent);
  const builtOn = indexBy(
    writes.filter(({ action }) => !isRemoval(action)),
    (change) => change.after,
  );
  return writes.filter((change) => change.action === 'replace').flatMap(retire);

  function retire(change: Change): Node[] {
    const physical = change.live ?? '';
    const whole = [...successor(change)].flatMap((one) => nodeOf(one.id) ?? []);
    const holding = (contained.get(physical) ?? []).filter(isHolding);
    const emptied: Node = {
      name: emptiedName(change.id),
      changes: [change],
      kind: 'empty',
      needs: new Set(whole),
      run: (steps) => steps.take(holding),
    };
    const retired: Node = {
      name: retiredName(change.id),
      changes: [change],
      kind: 'retire',
      needs: new Set([...whole, ...(users.get(physical) ?? []).flatMap(lettingGo)]),
      run: (steps) => steps.retire(change),
    };
    if (holding.length === 0) return [retired];
    retired.needs.add(emptied.name);
    return [emptied, retired];
  }

  /** The change, and all that is made on top of it. */
  function successor(change: Change, found: Set<Change> = new Set()): Set<Change> {
    if (found.has(change)) return found;
    found.add(change);
    for (const next of builtOn.get(change.id) ?? []) successor(next, found);
    return found;
  }

  /** What makes a user let go: its own change, or else what takes it away along with its container. */
  function lettingGo(user: Live): string[] {
    const own = byLive.get(user.physical);
    if (own?.action === 'replace') return [retiredName(own.id)];
    if (own !== undefined && own.implied === undefined) return [nodeOf(own.id) ?? own.id];
    const container = live.get(user.parent ?? '');
    if (container === undefined) return [];
    const above = byLive.get(container.physical);
    return above?.action === 'replace' && isHolding(user) ? [emptiedName(above.id)] : lettingGo(container);
  }

  function isHolding(child: Live): boolean {
    return !byLive.has(child.physical) && resources.get(child.type)?.goesWithParent?.(child) !== true;
  }
}
