import { indexBy } from '../core/group-by.ts';
import type { Change } from '../core/plan.ts';
import type { ResourceId } from '../core/value.ts';
import type { Resource } from '../resources/resource.ts';
import type { Node } from './nodes.ts';
import type { Stage } from './retirements.ts';

/** Whether something of what an update replaces is taken away in a step of its own. */
export function isLeaving({ action, diffs }: Change, resource: Resource | undefined): boolean {
  const leave = resource?.apply.leave;
  return action === 'update' && leave !== undefined && diffs.some(({ path }) => path.endsWith(leave.path));
}

/** By the change that it ends, the node that takes away what an update left standing for others. */
export function leavings({ writes, live, resources, nodeOf }: Stage): Map<ResourceId, Node> {
  const byLive = new Map(writes.flatMap((change) => (change.live === undefined ? [] : [[change.live, change]])));
  const users = indexBy(live.values(), (one) => one.uses);
  return new Map(writes.filter(leaves).map((change) => [change.id, nodeFor(change)]));

  function leaves(change: Change): boolean {
    return isLeaving(change, resources.get(change.type));
  }

  function leads({ type }: Change): boolean {
    return resources.get(type)?.apply.leave?.leads === true;
  }

  function nodeFor(change: Change): Node {
    const used = live.get(change.live ?? '')?.uses ?? [];
    const others = used.flatMap((one) => users.get(one) ?? []).flatMap(({ physical }) => byLive.get(physical) ?? []);
    const before = leads(change)
      ? others.filter((other) => leaves(other) && !leads(other)).map(({ id }) => leftName(id))
      : others.flatMap(({ id }) => nodeOf(id) ?? []);
    return {
      name: leftName(change.id),
      changes: [change],
      kind: 'leave',
      needs: new Set([nodeOf(change.id) ?? change.id, ...before]),
      run: (steps) => steps.leave(change),
    };
  }
}

function leftName(id: ResourceId): string {
  return `${id} left`;
}
