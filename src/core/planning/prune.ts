import { ownTags, readOwnership } from '../ownership.ts';
import type { Change } from '../plan.ts';
import type { Live } from '../resource.ts';
import { blockedChange, idOfLive, typeOf, type Planning } from './context.ts';

/** What is ours and no manifest asks for any more: children first, users before used. */
export function planPrune(planning: Planning): Change[] {
  const { input, standing } = planning;
  const asked = new Set(input.wanted.map((wanted) => wanted.manifest));
  const changes: Change[] = [];
  for (const [manifest, roots] of standing.owned) {
    if (input.invalid?.includes(manifest) || !(input.selected?.(manifest) ?? true)) continue;
    for (const root of roots) {
      if (planning.settled.has(root.physical)) continue;
      if (!asked.has(manifest)) changes.push(...pruned(planning, manifest, root));
      else if (canRetire(planning, manifest)) changes.push(...deletion(planning, manifest, root, 'dependency'));
    }
  }
  const withheld = withholding(planning);
  return withheld === undefined ? changes : changes.map((change) => hold(change, withheld));
}

/** A pruning after a bad read would delete what was merely not seen. */
export function withholding({ input, standing }: Planning): string | undefined {
  if (input.withhold !== undefined) return input.withhold;
  if (input.invalid !== undefined && input.invalid.length > 0) {
    return `nothing is deleted while a document is invalid (${input.invalid.join(', ')})`;
  }
  const unread = standing.snapshot.unreadable[0];
  return unread === undefined ? undefined : `nothing is deleted while AWS can't be read whole (${unread.message})`;
}

function hold(change: Change, message: string): Change {
  return change.cause === 'prune' ? blockedChange(change, 'prune-withheld', message) : change;
}

function pruned(planning: Planning, manifest: string, root: Live): Change[] {
  if (!isRetained(planning, manifest, root)) return deletion(planning, manifest, root, 'prune');
  planning.settled.add(root.physical);
  const diffs = Object.entries(ownTags(root.tags)).map(([key, value]) => ({
    path: `/metadata/tags/${key}`,
    live: value,
    wanted: null,
  }));
  return [{ ...removal(planning, manifest, root, 'prune'), action: 'update', groups: ['forget'], diffs }];
}

function isRetained({ input }: Planning, manifest: string, root: Live): boolean {
  const told = input.deletion?.(manifest);
  return told === undefined ? readOwnership(root.tags)?.retain === true : told === 'retain';
}

/** What is left over of a replacement goes once its successor has been judged and nothing stops it. */
function canRetire(planning: Planning, manifest: string): boolean {
  const wanted = planning.input.wanted.find((one) => one.manifest === manifest && one.parent === undefined);
  const change = wanted && planning.changes.get(wanted.id);
  return change !== undefined && change.blocked === undefined && planning.matched.has(change.id);
}

function deletion(planning: Planning, manifest: string, live: Live, cause: Change['cause']): Change[] {
  planning.settled.add(live.physical);
  const children = [...planning.input.types.values()]
    .filter((type) => type.parent === live.type)
    .flatMap((type) => planning.standing.children(live.physical, type.name))
    .flatMap((child) => deletion(planning, manifest, child, cause));
  return [...children, removal(planning, manifest, live, cause)];
}

function removal(planning: Planning, manifest: string, live: Live, cause: Change['cause']): Change {
  const type = typeOf(planning, live.type);
  const implied = live.parent !== undefined && (type.goesWithParent?.(live) ?? false);
  return {
    id: idOfLive(planning, live),
    type: live.type,
    manifest,
    action: 'delete',
    cause,
    impact: 'none',
    diffs: [],
    live: live.physical,
    groups: [],
    after: [],
    warnings: [],
    undeclared: [],
    ...(implied ? { implied: true } : {}),
  };
}
