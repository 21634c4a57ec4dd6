import { isWrite } from '../core/plan.ts';
import type { Snapshot, Wanted } from '../core/resource.ts';
import type { Resource } from '../resources/resource.ts';
import type { Cycle } from './cycle.ts';
import type { Outcome } from './outcome.ts';
import type { Tries } from './tries.ts';

interface AwaitOptions {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly selected: (manifest: string) => boolean;
  readonly ignoreTargets?: boolean;
}

/** What was just written, and what stood unready before; not what failed, which has been reported. */
export function awaited(
  { wanted, plan, snapshot }: Cycle,
  tries: Tries,
  { selected, resources, ignoreTargets = false }: AwaitOptions,
): Wanted[] {
  const changes = new Map(plan.changes.map((change) => [change.id, change]));
  const unready = new Set(snapshot.live.filter((live) => live.status?.ready === false).map((live) => live.physical));
  const moved = movedMembers(snapshot, wanted, tries.outcomes());
  return wanted.filter((one) => {
    const change = changes.get(one.id);
    if (change === undefined || one.policy.suspend || !selected(one.manifest)) return false;
    if (resources.get(one.type)?.awaits === 'members') {
      return !ignoreTargets && (moved.has(one.id) || moved.has(change.live ?? ''));
    }
    return isWrite(change) ? tries.isDone(change) : unready.has(change.live ?? '');
  });
}

/** Containers in which something was registered or deregistered, by their ids or what AWS calls them. */
function movedMembers(
  { live }: Snapshot,
  wanted: readonly Wanted[],
  outcomes: readonly Outcome[],
): ReadonlySet<string> {
  const parents = new Map<string, string | undefined>([
    ...live.map((one): [string, string | undefined] => [one.physical, one.parent]),
    ...wanted.map((one): [string, string | undefined] => [one.id, one.parent]),
  ]);
  const moves = outcomes.filter(
    ({ change, status }) => status === 'done' && (change.action === 'register' || change.action === 'deregister'),
  );
  return new Set(moves.flatMap(({ change }) => parents.get(change.live ?? change.id) ?? []));
}
