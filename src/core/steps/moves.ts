import { indexBy } from '../group-by.ts';
import { isRemoval, type Change } from '../plan.ts';
import type { Live } from '../resource.ts';
import type { ResourceId } from '../value.ts';
import { beforeMaking } from './before-making.ts';
import type { StepContext } from './step-context.ts';
import type { StepKind } from './step.ts';
import { idsOf, lazy, typeIn, type Writes } from './writes.ts';

const none: readonly Change[] = [];

/** One thing that is done about one change, before siblings are put together in one call. */
export interface Move {
  readonly name: string;
  readonly kind: StepKind;
  readonly change: Change;
  /** Names of the moves that come before, in lists of which siblings share some. */
  readonly needs: readonly (readonly string[])[];
  readonly takes?: readonly string[];
}

/**
 * All that is done to bring a plan about, and what each of it waits for. Nothing else says what comes before what: the order of
 * a plan and the steps that carry it out are both read from here.
 */
export function movesOf(writes: Writes, context: StepContext): Move[] {
  const { standing } = context;
  const shared = new Map<unknown, readonly string[]>();
  const kept = writes.all.filter(({ action }) => !isRemoval(action));
  const builders = lazy(() => indexBy(kept, (change) => beforeMaking(change, writes, context)));
  const moves: Move[] = [];
  for (const change of writes.all) {
    const { id: name, action } = change;
    const needs = isRemoval(action) ? beforeDeleting(change) : [beforeMaking(change, writes, context)];
    moves.push({ name, kind: action as StepKind, change, needs });
    if (action === 'replace') moves.push(...retiring(change));
    else if (isDetaching(change)) moves.push(detaching(change));
  }
  return moves;

  /**
   * Users before used, children before their container, siblings are made whole before one is broken, and what a crash left of
   * a replacement goes once its successor is whole.
   */
  function beforeDeleting(change: Change): (readonly string[])[] {
    const live = standing.byPhysical.get(change.live ?? '');
    if (live === undefined) return [];
    const children = writes.deletedWithin().get(live.physical) ?? none;
    const siblings = writes.keptByFamily().get(writes.familyOf(change) ?? '') ?? none;
    const isLeftOver = change.cause === 'dependency' || change.cause === 'prune';
    const successors = (isLeftOver ? writes.keptByManifest().get(change.manifest) : undefined) ?? none;
    return [
      standing.usersOf(live.physical).flatMap(movesReleasing),
      once(children, () => idsOf(children)),
      once(siblings, () => siblings.flatMap((one) => [one, ...(writes.madeWithin().get(one.id) ?? none)].map(lastOf))),
      once(successors, () => successors.map(lastOf)),
    ];
  }

  /**
   * A replaced resource goes when its successor is whole, and when nothing uses it any more. What it contains goes along,
   * save for what holds others: that is taken out first, or two that hold each other could never be deleted.
   */
  function retiring(change: Change): Move[] {
    const physical = change.live ?? '';
    const users = standing.usersOf(physical).flatMap(movesReleasing);
    const name = retired(change.id);
    const holding = standing.within(physical).filter(isHolding);
    if (holding.length === 0) {
      return [{ name, kind: 'retire', change, needs: [wholeUpon(change, new Set(users)), users] }];
    }
    const whole = wholeUpon(change, new Set());
    const takes = holding.map((live) => live.physical);
    return [
      { name: emptied(change.id), kind: 'empty', change, needs: [whole], takes },
      { name, kind: 'retire', change, needs: [whole, users, [emptied(change.id)]] },
    ];
  }

  /**
   * By which moves the change is whole, and all that is made on top of it. Where that is retired before, it was whole by then, so
   * that in a chain of replacements each says of the next one only.
   */
  function wholeUpon(change: Change, before: ReadonlySet<string>): string[] {
    const found = new Set([change]);
    for (const one of found) {
      for (const next of builders().get(one.id) ?? none) if (!before.has(retired(next.id))) found.add(next);
    }
    return Array.from(found, wholeOf);
  }

  /** Once whoever leads traffic to what it filled has been updated; for these, once the others have left. */
  function detaching(change: Change): Move {
    const used = standing.byPhysical.get(change.live ?? '')?.uses ?? [];
    const isLeading = leads(change);
    const others = used.map((one) => once(`${one} ${isLeading}`, () => usersMoved(one, isLeading)));
    return { name: detached(change.id), kind: 'detach', change, needs: [[change.id], ...others] };
  }

  function usersMoved(used: string, isLeading: boolean): string[] {
    const users = standing.usersOf(used).flatMap(({ physical }) => writes.byLive.get(physical) ?? []);
    if (!isLeading) return idsOf(users);
    return users.filter((user) => isDetaching(user) && !leads(user)).map(({ id }) => detached(id));
  }

  /** The moves after which a user no longer uses it: its own change, or else what deletes it along with its container. */
  function movesReleasing(user: Live): string[] {
    const own = writes.byLive.get(user.physical);
    if (own !== undefined && own.implied === undefined) return [lastOf(own)];
    const container = standing.byPhysical.get(user.parent ?? '');
    if (container === undefined) return [];
    const above = writes.byLive.get(container.physical);
    return above?.action === 'replace' && isHolding(user) ? [emptied(above.id)] : movesReleasing(container);
  }

  /** Whether a child of what is replaced, about which nothing else is done, has to be taken out of it. */
  function isHolding(child: Live): boolean {
    return !writes.byLive.has(child.physical) && typeIn(context, child.type).goesWithParent?.(child) !== true;
  }

  function leads({ type }: Change): boolean {
    return typeIn(context, type).detaches?.leads === true;
  }

  /** Whether something of what an update replaces is taken away in a step of its own. */
  function isDetaching({ type, action, diffs }: Change): boolean {
    const { detaches } = typeIn(context, type);
    return action === 'update' && detaches !== undefined && diffs.some(({ path }) => path.endsWith(detaches.path));
  }

  /** The move by which all that is wanted of it stands. */
  function wholeOf(change: Change): string {
    return isDetaching(change) ? detached(change.id) : change.id;
  }

  /** The move after which nothing of it is left to be done. */
  function lastOf(change: Change): string {
    return change.action === 'replace' ? retired(change.id) : wholeOf(change);
  }

  /** Siblings wait for the same: that is worked out for all of them together. */
  function once(key: unknown, names: () => string[]): readonly string[] {
    const known = shared.get(key) ?? names();
    shared.set(key, known);
    return known;
  }
}

function detached(id: ResourceId): string {
  return `${id} detached`;
}

function emptied(id: ResourceId): string {
  return `${id} emptied`;
}

function retired(id: ResourceId): string {
  return `${id} retired`;
}
