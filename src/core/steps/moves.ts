import { indexBy } from '../group-by.ts';
import { lazy } from '../lazy.ts';
import type { Live } from '../resource.ts';
import { beforeMaking } from './before-making.ts';
import type { StepContext } from './step-context.ts';
import type { Move, Write } from './write.ts';
import type { Writes } from './writes.ts';

const none: readonly Write[] = [];

/**
 * All that is done to bring a plan about, and what each of it waits for. Nothing else says what comes before what: the order of
 * a plan and the steps that carry it out are both read from here.
 */
export function movesOf(writes: Writes, { wanted, standing, types }: StepContext): Move[] {
  const shared = new Map<unknown, readonly Move[]>();
  const kept = writes.all.filter(({ isDeletion }) => !isDeletion);
  const builders = lazy(() => indexBy(kept, ({ own }) => own.needs[0]!));
  const moves: Move[] = [];
  for (const write of writes.all) addMoves(write);
  for (const write of kept) write.own.needs = [beforeMaking(write, writes, wanted)];
  for (const write of writes.all) {
    if (write.isDeletion) write.own.needs = beforeDeleting(write);
    else if (write.retiring !== undefined) linkRetiring(write, write.retiring);
    else if (write.detaching !== undefined) write.detaching.needs = beforeDetaching(write);
  }
  return moves;

  /** All that is done about a change: what it says itself, and what comes of that. */
  function addMoves(write: Write): void {
    const { id, action } = write.change;
    moves.push(write.own);
    if (action === 'replace') {
      const holding = standing.within(write.physical).filter(isHolding);
      if (holding.length > 0) {
        const takes = holding.map(({ physical }) => physical);
        write.emptying = { name: `${id} emptied`, kind: 'empty', write, needs: [], takes };
        moves.push(write.emptying);
      }
      write.retiring = { name: `${id} retired`, kind: 'retire', write, needs: [] };
      moves.push(write.retiring);
    } else if (isDetaching(write)) {
      write.detaching = { name: `${id} detached`, kind: 'detach', write, needs: [] };
      moves.push(write.detaching);
    }
  }

  /**
   * Users before used, children before their container, siblings are made whole before one is broken, and what a crash left of
   * a replacement goes once its successor is whole.
   */
  function beforeDeleting(write: Write): Move['needs'] {
    const { change, live } = write;
    if (live === undefined) return [];
    const children = writes.deletedWithin().get(live.physical) ?? none;
    const siblings = writes.keptByFamily().get(writes.familyOf(write) ?? '') ?? none;
    const isLeftOver = change.cause === 'dependency' || change.cause === 'prune';
    const successors = (isLeftOver ? writes.keptByManifest().get(change.manifest) : undefined) ?? none;
    return [
      releasing(live.physical),
      once(children, () => children.map(({ own }) => own)),
      once(siblings, () =>
        siblings.flatMap((one) => [one, ...(writes.madeWithin().get(one.change.id) ?? none)].map(({ last }) => last)),
      ),
      once(successors, () => successors.map(({ last }) => last)),
    ];
  }

  /**
   * A replaced resource goes when its successor is whole, and when nothing uses it any more. What it contains goes along,
   * save for what holds others: that is taken out first, or two that hold each other could never be deleted.
   */
  function linkRetiring(write: Write, retiring: Move): void {
    const users = releasing(write.physical);
    const { emptying } = write;
    if (emptying === undefined) {
      retiring.needs = [wholeUpon(write, users), users];
    } else {
      const whole = wholeUpon(write, []);
      emptying.needs = [whole];
      retiring.needs = [whole, users, [emptying]];
    }
  }

  /**
   * By which moves the change is whole, and all that is made on top of it. Where that is retired before, it was whole by then, so
   * that in a chain of replacements each says of the next one only.
   */
  function wholeUpon(write: Write, before: readonly Move[]): Move[] {
    if (!builders().has(write.own)) return [write.whole];
    const retired = new Set(before);
    const found = new Set([write]);
    for (const one of found) {
      for (const next of builders().get(one.own) ?? none) {
        if (next.retiring === undefined || !retired.has(next.retiring)) found.add(next);
      }
    }
    return Array.from(found, ({ whole }) => whole);
  }

  /** Once whoever leads traffic to what it filled has been updated; for these, once the others have left. */
  function beforeDetaching(write: Write): Move['needs'] {
    const isLeading = leads(write);
    const others = (write.live?.uses ?? []).map((used) =>
      once(`${used} ${isLeading}`, () => usersMoved(used, isLeading)),
    );
    return [[write.own], ...others];
  }

  function usersMoved(used: string, isLeading: boolean): Move[] {
    const users = standing.usersOf(used).flatMap(({ physical }) => writes.byLive.get(physical) ?? []);
    if (!isLeading) return users.map(({ own }) => own);
    return users.flatMap((user) => (user.detaching === undefined || leads(user) ? [] : user.detaching));
  }

  /** The moves after which nothing uses it any more. */
  function releasing(physical: string): Move[] {
    return standing.usersOf(physical).flatMap((user) => releasedBy(user) ?? []);
  }

  /** The move after which a user uses nothing any more: its own change's, or else what deletes it along with its container. */
  function releasedBy(user: Live): Move | undefined {
    const own = writes.byLive.get(user.physical);
    if (own !== undefined && own.change.implied === undefined) return own.last;
    const container = standing.byPhysical.get(user.parent ?? '');
    if (container === undefined) return undefined;
    const above = writes.byLive.get(container.physical);
    return above?.emptying !== undefined && isHolding(user) ? above.emptying : releasedBy(container);
  }

  /** Whether a child of what is replaced, about which nothing else is done, has to be taken out of it. */
  function isHolding(child: Live): boolean {
    return !writes.byLive.has(child.physical) && types.get(child.type)?.goesWithParent?.(child) !== true;
  }

  /** Siblings wait for the same: that is worked out for all of them together. */
  function once(key: unknown, work: () => Move[]): readonly Move[] {
    const known = shared.get(key) ?? work();
    shared.set(key, known);
    return known;
  }
}

function leads({ type }: Write): boolean {
  return type.detaches?.leads === true;
}

/** Whether something of what an update replaces is taken away in a step of its own. */
function isDetaching({ type: { detaches }, change }: Write): boolean {
  return (
    change.action === 'update' &&
    detaches !== undefined &&
    change.diffs.some(({ path }) => path.endsWith(detaches.path))
  );
}
