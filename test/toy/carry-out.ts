import { emptyInventory } from '../../src/core/inventory.ts';
import { digest } from '../../src/core/json.ts';
import { hashedName } from '../../src/core/naming.ts';
import { inheritanceTags, isOurTag, ownershipTags, ownTags } from '../../src/core/ownership.ts';
import { heldIn, isWrite, type Change, type Plan } from '../../src/core/plan.ts';
import { withKept } from '../../src/core/planning/inherited.ts';
import { judge } from '../../src/core/planning/judge.ts';
import { plan } from '../../src/core/planning/make-plan.ts';
import type { PlanInput } from '../../src/core/planning/input.ts';
import { resolve, type Target } from '../../src/core/resolve.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import { hasUnknown, isRef } from '../../src/core/value.ts';
import type { Cloud } from './cloud.ts';
import { NAME_LIMIT, types } from './types.ts';

export const owner = 'toys';

/** The plan that leads from what stands to what is wanted. */
export function planFor(cloud: Cloud, wanted: readonly Wanted[], limits: Partial<PlanInput> = {}): Plan {
  return plan({ wanted, snapshot: cloud.snapshot(), types, owner, ...limits });
}

/** What became of it: what was made, by id; and the order in which things were made and taken away. */
export interface Carried {
  readonly made: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
}

/** Makes the changes of a plan one by one in its own order; cut short after so many, as if the process had died. */
export function carryOut(cloud: Cloud, { changes }: Plan, wanted: readonly Wanted[], steps = Infinity): Carried {
  const asked = new Map(wanted.map((one) => [one.id, one]));
  const stood = new Map(cloud.snapshot().live.map((live) => [live.physical, live]));
  const outputs = new Map<string, string>();
  const made = new Map<string, string>();
  const removed: string[] = [];
  const retiring = new Set<string>();
  const held = heldIn(changes);
  for (const { id, action, live } of changes) if (live !== undefined && action !== 'delete') outputs.set(id, live);

  const writes = changes.filter(isWrite);
  for (const change of writes.slice(0, steps)) make(change);
  if (steps === Infinity) for (const physical of retiring) retire(physical);
  return { made, removed };

  function make(change: Change): void {
    const live = stood.get(change.live ?? '');
    if (change.action === 'create' || change.action === 'replace') return build(change, live);
    if (change.action === 'delete') return change.implied ? undefined : destroy(live!);
    if (change.groups.includes('forget')) {
      return cloud.tag(live!.physical, {}, Object.keys(live!.tags).filter(isOurTag));
    }
    write(change, live!);
  }

  function build(change: Change, live: Live | undefined): void {
    const one = asked.get(change.id)!;
    const state = resolved(one) as { name?: string; tags?: Record<string, string> };
    const taken = live !== undefined && live.name === state.name;
    const name = taken ? hashedName(state.name!, digest([state, live.physical]), NAME_LIMIT) : state.name;
    const parent = one.parent === undefined ? {} : { parent: outputs.get(one.parent)! };
    const tags = { ...state.tags, ...ownershipTags(owner, one, types.get(one.type)!.fields) };
    const physical = cloud.create({ type: one.type, state: { ...state, ...(name && { name }) }, tags, ...parent });
    made.set(change.id, physical);
    outputs.set(change.id, physical);
    if (live !== undefined) retiring.add(live.physical);
  }

  function write(change: Change, live: Live): void {
    const one = asked.get(change.id)!;
    const type = types.get(one.type)!;
    const { differences } = judge(type, withKept({ ...one, state: resolved(one) }, live, change), live);
    cloud.write(
      live.physical,
      differences.filter(({ field }) => field !== 'tags'),
    );
    if (!type.taggable) return;
    const set: Record<string, string> = {
      ...ownershipTags(owner, one, type.fields),
      ...inheritanceTags(held.get(one.id) ?? []),
    };
    const remove = Object.keys(ownTags(live.tags)).filter((key) => !(key in set));
    for (const { field, key, wanted: value } of differences) {
      if (field !== 'tags') continue;
      if (typeof value === 'string') set[key!] = value;
      else remove.push(key!);
    }
    cloud.tag(live.physical, set, remove);
  }

  /** What is being replaced steps down before that which only it still uses. */
  function destroy(live: Live): void {
    for (const physical of retiring) if (uses(physical, live.physical)) release(physical);
    for (const physical of retiring) if (uses(physical, live.physical)) retire(physical);
    cloud.remove(live.physical);
    removed.push(live.physical);
  }

  /** Children that use others are let go first, so that two that admit each other can both be taken away. */
  function retire(physical: string): void {
    if (!retiring.delete(physical)) return;
    release(physical);
    for (const other of retiring) release(other);
    for (const other of retiring) if (uses(other, physical)) retire(other);
    cloud.remove(physical);
  }

  function release(physical: string): void {
    for (const child of cloud.snapshot().live) {
      if (child.parent === physical && types.get(child.type)?.goesWithParent?.(child) === false) {
        cloud.remove(child.physical);
      }
    }
  }

  function uses(user: string, used: string): boolean {
    const live = cloud.snapshot().live;
    const inside = (one: Live): boolean =>
      one.physical === user || live.some((parent) => parent.physical === one.parent && inside(parent));
    return live.some((one) => inside(one) && one.uses.includes(used));
  }

  /** A weak ref to what does not stand yet says nothing. */
  function resolved({ state }: Wanted): object {
    const target = ({ $ref }: { $ref: string }): Target =>
      outputs.has($ref) ? { value: outputs.get($ref)! } : { $unknown: $ref };
    const full = resolve(state, target, emptyInventory).state;
    const weak = new Set(Object.entries(state).flatMap(([field, value]) => (isWeak(value) ? [field] : [])));
    return Object.fromEntries(Object.entries(full).filter(([field, value]) => !weak.has(field) || !hasUnknown(value)));
  }
}

function isWeak(value: unknown): boolean {
  return isRef(value) && value.weak === true;
}
