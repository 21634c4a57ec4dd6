import type { By } from './author.ts';
import type { Absence } from './missing.ts';
import type { Undeclared } from './fields.ts';
import type { Source } from './resource.ts';
import type { SourceLabel } from './source-label.ts';
import type { ResourceId } from './value.ts';

export type Action = 'create' | 'update' | 'replace' | 'delete' | 'register' | 'deregister' | 'blocked' | 'noop';

/** `spec`: the manifest changed since it was last applied; `drift`: AWS changed under us; `adoption`: it was nobody's. */
export type Cause = 'spec' | 'drift' | 'dependency' | 'prune' | 'adoption';

export type Impact = 'none' | 'brief' | 'replacement';

/** Why a change is not made. */
export type BlockReason =
  | 'foreign-owner'
  | 'unresolved-ref'
  | 'prune-withheld'
  | 'unreadable'
  | 'drift-warn'
  | 'would-empty'
  | 'adopted-first'
  | 'rejected'
  | 'depends-on-invalid'
  | 'non-converging'
  | 'refused'
  /** It rests on something being absent that only one look has missed. */
  | 'unconfirmed'
  /** More would leave a target group at once than may. */
  | 'deregister-limit';

/** One difference as people see it. */
export interface Diff {
  /** In the manifest: `/spec/listeners/443/sslPolicy`. */
  readonly path: string;
  readonly live: unknown;
  readonly wanted: unknown;
  /** No longer declared: what is wanted is AWS's default. */
  readonly reset?: true;
  /** Of drift: who changed it. */
  readonly by?: By;
}

export interface Blocked {
  readonly reason: BlockReason;
  readonly message: string;
  readonly would: Action;
  /** Of a list that it is withheld with: the hash by which a person allows exactly it, and why it is held. */
  readonly list?: { readonly hash: string; readonly why: string };
  /** It is made in the same run, once what stands in the way has been done. */
  readonly later?: true;
}

/** One thing to do, or not to do, about one AWS object. Plain data: what the reports, the exit code and the executor read. */
export interface Change {
  readonly id: ResourceId;
  readonly type: string;
  readonly manifest: string;
  /** Of a membership: the manifest of what it is a member of, where it is remembered as applied. */
  readonly holder?: string;
  readonly action: Action;
  readonly cause: Cause;
  readonly impact: Impact;
  readonly diffs: readonly Diff[];
  readonly source?: Source;
  /** The AWS object that is changed, replaced or deleted. */
  readonly live?: string;
  /** The groups of fields to be written, from the field table; `tags` where only our memory is renewed. */
  readonly groups: readonly string[];
  /** Changes that must be done first. */
  readonly after: readonly ResourceId[];
  readonly blocked?: Blocked;
  /** Fields that are left as they stand while the others are written. */
  readonly stuck?: { readonly diffs: readonly Diff[]; readonly message: string };
  /** Lists of an adopted resource that would lose members: left as they stand until somebody has seen that. */
  readonly kept?: {
    /** The root, whose tags remember it. */
    readonly root: ResourceId;
    readonly fields: readonly string[];
    readonly diffs: readonly Diff[];
    readonly message: string;
  };
  /** What AWS would accept and the user would regret. */
  readonly warnings: readonly string[];
  readonly undeclared: readonly Undeclared[];
  /** A deletion that AWS makes along with the container's. */
  readonly implied?: true;
  /** What is to go was applied from these sources, which this run was not given; empty where it is unknown which. */
  readonly elsewhere?: readonly SourceLabel[];
  /** What must be absent for it to be right. */
  readonly rests?: readonly Absence[];
  /** It had no owner until now. */
  readonly adopted?: true;
  /** Of drift: who made it, or took it away. Of what was changed, each difference has its own. */
  readonly by?: By;
  /** Of what stood in an adopted resource and no manifest lists: the root, whose tags remember it. */
  readonly inherited?: ResourceId;
}

/** The difference between a folder and an account. JSON all through. */
export interface Plan {
  readonly account: string;
  readonly region: string;
  /** In an order in which they could be made one by one; noops included. */
  readonly changes: readonly Change[];
  /** It was made by somebody who had looked before, and knows what was deleted since. */
  readonly informed?: true;
}

/** Whether something comes to stand by it; a membership is registered. */
export function isMaking(action: Action | undefined): boolean {
  return action === 'create' || action === 'register';
}

/** Whether something goes by it; a membership is deregistered. */
export function isRemoval(action: Action | undefined): boolean {
  return action === 'delete' || action === 'deregister';
}

type Doing = Pick<Change, 'action' | 'blocked'>;

/** What is done, or would be if nothing blocked it. */
export function intended({ action, blocked }: Doing): Action {
  return blocked?.would ?? action;
}

/** Whether all of a resource differs: it is missing, one too many, or can't be compared field by field. */
export function isAsWhole(change: Doing & Pick<Change, 'diffs'>): boolean {
  const would = intended(change);
  return isMaking(would) || isRemoval(would) || change.diffs.length === 0;
}

/** Whether a change writes to AWS. */
export function isWrite(change: Change): boolean {
  return change.action !== 'noop' && change.action !== 'blocked';
}

/** Whether it is about the resource that a manifest is named for, and not about a part of it. */
export function isRoot({ id, type, manifest }: Change): boolean {
  return id === `${type}${manifest.slice(manifest.indexOf('/'))}`;
}

/** Whether only tags of a root are written, among them the memory of what was applied. */
export function isMemory(change: Change): boolean {
  return change.action === 'update' && isRoot(change) && change.groups.every((group) => group === 'tags');
}

/** What is wanted where nothing differs but our memory of what was applied. */
export const REMEMBERED = '(recorded: this version)';

/** Nothing prevents these: a person chose, or has yet to choose, that what exists is left as it is. */
const chosen: ReadonlySet<BlockReason> = new Set(['drift-warn', 'adopted-first']);

/** Manifests of which a part can't be made, for whatever reason. */
export function stuckManifests(changes: Iterable<Change>): Set<string> {
  const stuck = new Set<string>();
  for (const { blocked, manifest, holder } of changes) {
    if (blocked === undefined || chosen.has(blocked.reason)) continue;
    stuck.add(manifest);
    if (holder !== undefined) stuck.add(holder);
  }
  return stuck;
}

/** What waits until a person agrees that it is deleted. */
export function isHeld({ blocked }: Change): boolean {
  return blocked?.reason === 'adopted-first';
}

/** Whether all of it, or some of its fields, waits for that. */
export function holdsBack(change: Change): boolean {
  return isHeld(change) || change.kept !== undefined;
}

/** The name under which it is remembered that a list of an adopted resource is yet to lose members. */
export function listName(id: ResourceId, field: string): string {
  return `${id} ${field}`;
}

/** By root, the names of all that is held: what AWS calls it, or which list it is. */
export function heldIn(changes: Iterable<Change>): ReadonlyMap<ResourceId, readonly string[]> {
  const held = new Map<ResourceId, string[]>();
  for (const change of changes) {
    const { id, inherited, kept, live } = change;
    if (kept !== undefined)
      hold(
        kept.root,
        kept.fields.map((field) => listName(id, field)),
      );
    else if (isHeld(change) && inherited !== undefined && live !== undefined) hold(inherited, [live]);
  }
  return held;

  function hold(root: ResourceId, names: readonly string[]): void {
    held.set(root, [...(held.get(root) ?? []), ...names]);
  }
}

export type Summary = Readonly<Record<Action, number>>;

export function summarise(plan: Plan): Summary {
  const summary = { create: 0, update: 0, replace: 0, delete: 0, register: 0, deregister: 0, blocked: 0, noop: 0 };
  for (const change of plan.changes) summary[change.action] += 1;
  return summary;
}
