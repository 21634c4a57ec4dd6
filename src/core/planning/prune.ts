import { awaitingConfirmation } from '../absence.ts';
import { lazy } from '../lazy.ts';
import { isNameOf } from '../naming.ts';
import { ownTags, readOwnership } from '../ownership.ts';
import type { Change } from '../plan.ts';
import type { Live, Wanted } from '../resource.ts';
import { childTypes } from './child-types.ts';
import { blockedChange, idOfLive, isActive, typeOf, type Planning } from './context.ts';
import { elsewhereOf, isOthersBusiness } from './elsewhere.ts';

/** What is ours and no manifest asks for any more: children first, users before used. */
export function planPrune(planning: Planning): Change[] {
  const { input, standing } = planning;
  const asked = lazy(() => new Set(input.wanted.map((wanted) => wanted.manifest)));
  const found = new Set<string>();
  for (const { physical, parent } of planning.matched.values()) if (parent === undefined) found.add(physical);
  const changes: Change[] = [];
  for (const [manifest, roots] of standing.owned) {
    if (input.invalid?.includes(manifest) || !(input.selected?.(manifest) ?? true)) continue;
    for (const root of roots) {
      if (found.has(root.physical)) continue;
      if (!asked().has(manifest)) changes.push(...unasked(planning, manifest, root));
      else changes.push(...leftOver(planning, manifest, root));
    }
  }
  const withheld = withholding(planning);
  return withheld === undefined ? changes : changes.map((change) => hold(change, withheld));
}

/** What no manifest of this run asks for; those of another may. */
function unasked(planning: Planning, manifest: string, root: Live): Change[] {
  if (isOthersBusiness(planning, root)) return [];
  const elsewhere = elsewhereOf(planning, root);
  const changes = pruned(planning, manifest, root);
  return elsewhere === undefined ? changes : changes.map((change) => ({ ...change, elsewhere }));
}

/** A pruning after a bad read would delete what was merely not seen. */
export function withholding({ input, standing }: Planning): string | undefined {
  if (input.withhold !== undefined) return input.withhold;
  if (input.invalid !== undefined && input.invalid.length > 0) {
    return `nothing is deleted while a manifest is invalid (${input.invalid.join(', ')})`;
  }
  const unread = standing.snapshot.unreadable[0];
  return unread === undefined ? undefined : `nothing is deleted while part of AWS can't be read (${unread.message})`;
}

function hold(change: Change, message: string): Change {
  return change.cause === 'prune' ? blockedChange(change, 'prune-withheld', message) : change;
}

function pruned(planning: Planning, manifest: string, root: Live): Change[] {
  if (!isRetained(planning, manifest, root)) return deletion(planning, manifest, root, 'prune');
  return forgotten(planning, manifest, root);
}

/** It stays, with all that it contains, and nothing of it bears our tags any more. */
function forgotten(planning: Planning, manifest: string, live: Live): Change[] {
  const diffs = Object.entries(ownTags(live.tags)).map(([key, value]) => ({
    path: `/metadata/tags/${key}`,
    live: value,
    wanted: null,
  }));
  const children = childrenOf(planning, live).flatMap((child) => forgotten(planning, manifest, child));
  if (diffs.length === 0) return children;
  return [...children, { ...removal(planning, manifest, live, 'prune'), action: 'update', groups: ['forget'], diffs }];
}

function isRetained({ input }: Planning, manifest: string, root: Live): boolean {
  const declared = input.deletion?.(manifest);
  return declared === undefined ? readOwnership(root.tags)?.retain === true : declared === 'retain';
}

/**
 * A second one of what stands once: left over of a replacement, which goes once its successor has been judged and nothing
 * stops it. Tags can be copied, though: what does not bear its name as well only goes where pruning is allowed.
 */
function leftOver(planning: Planning, manifest: string, live: Live): Change[] {
  const roots = planning.input.wanted.filter((one) => one.manifest === manifest && one.parent === undefined);
  const wanted = roots.find(({ type }) => type === live.type);
  // The manifest asks for something of another sort by now.
  if (wanted === undefined) return isLookedAtOnly(planning, manifest) ? [] : pruned(planning, manifest, live);
  const change = planning.changes.get(wanted.id);
  if (change === undefined || change.blocked !== undefined) return [];
  const successor = planning.matched.get(change.id);
  if (successor === undefined) return [];
  const cause = bearsName(planning, wanted, live) ? 'dependency' : 'prune';
  // Where the successor is gone by now, this one is all that is left.
  const absence = { type: 'successor', id: `${successor.physical} ${live.physical}` };
  return deletion(planning, manifest, live, cause).map((one) =>
    awaitingConfirmation(one, [absence], planning.input.snapshot.absences),
  );
}

function isLookedAtOnly(planning: Planning, manifest: string): boolean {
  return planning.input.wanted.some((one) => one.manifest === manifest && !isActive(planning, one));
}

function bearsName(planning: Planning, wanted: Wanted, live: Live): boolean {
  const type = typeOf(planning, wanted.type);
  const name = type.nameOf?.(wanted.state);
  if (name === undefined || live.name === undefined) return true;
  return isNameOf(name, live.name, type.nameLimit ?? name.length);
}

function deletion(planning: Planning, manifest: string, live: Live, cause: Change['cause']): Change[] {
  const children = childrenOf(planning, live).flatMap((child) => deletion(planning, manifest, child, cause));
  return [...children, removal(planning, manifest, live, cause)];
}

function childrenOf({ input, standing }: Planning, live: Live): Live[] {
  return childTypes(input.types, live.type).flatMap(({ name }) => standing.children(live.physical, name));
}

function removal(planning: Planning, manifest: string, live: Live, cause: Change['cause']): Change {
  const type = typeOf(planning, live.type);
  const implied = live.parent !== undefined && (type.goesWithParent?.(live) ?? false);
  return {
    id: idOfLive(planning, live, manifest),
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
