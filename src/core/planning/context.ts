import { readOwnership } from '../ownership.ts';
import { intended, type BlockReason, type Cause, type Change, type Action } from '../plan.ts';
import type { ResourceType, Live, Wanted } from '../resource.ts';
import type { Resolve, Target } from '../resolve.ts';
import type { ResourceId, Ref } from '../value.ts';
import { wasApplied } from '../known.ts';
import type { PlanInput } from './input.ts';
import type { FormerUses } from './lost.ts';
import type { Standing } from '../standing.ts';

/**
 * What planning knows so far. Roots and families are judged in order, so that whoever is referred to is known before; what was
 * judged is recorded in one place, and nobody else adds to it.
 */
export interface Planning {
  readonly input: PlanInput;
  readonly standing: Standing;
  readonly wanted: ReadonlyMap<ResourceId, Wanted>;
  readonly changes: ReadonlyMap<ResourceId, Change>;
  /** The live resource that each wanted one was found to be. */
  readonly matched: ReadonlyMap<ResourceId, Live>;
  readonly formerUses: FormerUses;
  /** Puts in what is known at this point of planning. */
  readonly resolve: Resolve;
}

/** What was found out about one resource: what is to be done, and which live one a wanted one is. */
export interface Judged {
  readonly change: Change;
  readonly live?: Live;
}

/** What is about nothing that is wanted and stands. */
export function alone(changes: readonly Change[]): Judged[] {
  return changes.map((change) => ({ change }));
}

/** A wanted resource with its refs resolved as far as is known, and why some could not be. */
export interface Prepared {
  readonly symbolic: Wanted;
  readonly wanted: Wanted;
  readonly problems: readonly string[];
  readonly unreadable: readonly string[];
}

export function typeOf(planning: Planning, name: string): ResourceType {
  const type = planning.input.types.get(name);
  if (type === undefined) throw new Error(`no resource type is called ${name}`);
  return type;
}

/** Whether a manifest's resources may be changed at all, or are only looked up by others. */
export function isActive(planning: Planning, wanted: Wanted): boolean {
  return !wanted.policy.suspend && (planning.input.selected?.(wanted.manifest) ?? true);
}

/** What a ref leads to, as far as is known at this point of planning. */
export function targetOf(planning: Planning, ref: Ref): Target {
  const wanted = planning.wanted.get(ref.$ref);
  if (wanted === undefined) {
    return { problem: `${ref.$ref} is not in the folder, or its manifest is invalid` };
  }
  const change = planning.changes.get(ref.$ref);
  const live = planning.matched.get(ref.$ref);
  if (change !== undefined && isToCome(planning, change, ref.output)) return { $unknown: ref.$ref };
  const value = live?.outputs[ref.output];
  if (value !== undefined) return { value };
  if (change?.blocked !== undefined) {
    const message = `${ref.$ref} can't be used: ${change.blocked.message}`;
    return change.blocked.reason === 'unreadable' ? { unreadable: message } : { problem: message };
  }
  return { problem: `${ref.$ref} does not exist yet and this run does not create it` };
}

/** Whether the value is known only after apply. */
function isToCome(planning: Planning, change: Change, output: string): boolean {
  if (change.action === 'create' || change.action === 'replace') return true;
  if (change.action !== 'update') return false;
  const { changesOutputs = {} } = typeOf(planning, change.type);
  return change.groups.some((group) => changesOutputs[group]?.includes(output) === true);
}

/** Whether something that is missing was applied once; `remembered` is what the tags in AWS say. */
export function stoodAsApplied(
  { input }: Planning,
  { id, manifest, policy }: Wanted,
  remembered: () => boolean,
): boolean {
  return wasApplied(input.known, { id, manifest, policy, isMaking: true }, remembered);
}

/** Whether what stands was once as its manifest says. */
export function standsAsApplied(
  { input }: Planning,
  { id, manifest, policy }: Pick<Wanted, 'id' | 'manifest' | 'policy'>,
  remembered: () => boolean,
): boolean {
  return wasApplied(input.known, { id, manifest, policy, isMaking: false }, remembered);
}

export interface Draft {
  readonly action: Action;
  readonly cause: Cause;
  readonly live?: Live;
  readonly undeclared?: Change['undeclared'];
}

export function changeOf({ id, type, manifest, source }: Wanted, draft: Draft): Change {
  const { action, cause, live, undeclared = none } = draft;
  const change: Writable<Change> = {
    id,
    type,
    manifest,
    action,
    cause,
    impact: 'none',
    diffs: none,
    source,
    groups: none,
    after: none,
    warnings: none,
    undeclared,
  };
  if (live !== undefined) change.live = live.physical;
  return change;
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

const none: readonly never[] = [];

export function blockedChange(change: Change, reason: BlockReason, message: string): Change {
  const would = intended(change);
  const { kept, ...rest } = change;
  // Where nothing of it is written anyhow, that is why.
  const own = kept !== undefined && reason === 'adopted-first' ? { kept } : {};
  return { ...rest, ...own, action: 'blocked', groups: [], blocked: { reason, message, would } };
}

/** A name for something that no manifest asks for, and that stands in what its tags name, or else in what `asker` asks for. */
export function idOfLive(planning: Planning, live: Live, asker: string): ResourceId {
  const parent = live.parent === undefined ? undefined : planning.standing.byPhysical.get(live.parent);
  const manifest = readOwnership(rootOf(planning, live).tags)?.manifest ?? asker;
  const tail = live.physical.slice(live.physical.lastIndexOf('/') + 1);
  const name = manifest.split('/').slice(1).join('/');
  const place = parent === undefined ? '' : partOf(live) || `${partOf(parent)}/${tail}`;
  const id = [live.type, ...name.split('/'), ...place.split('/')].filter((part) => part !== '').join('/');
  return planning.changes.has(id) || planning.wanted.has(id) ? `${id}#${tail}` : id;
}

/** What it is called within its manifest; a root is the manifest itself. */
function partOf(live: Live): string {
  return readOwnership(live.tags)?.part ?? '';
}

function rootOf(planning: Planning, live: Live): Live {
  const parent = live.parent === undefined ? undefined : planning.standing.byPhysical.get(live.parent);
  return parent === undefined ? live : rootOf(planning, parent);
}
