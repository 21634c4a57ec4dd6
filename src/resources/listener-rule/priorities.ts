import type { Live } from '../../core/resource.ts';
import type { Arrangement } from '../resource.ts';
import type { ListenerRuleState } from './type.ts';

/** A rule's ARN, and the priority that it is to have. */
export type Priorities = ReadonlyMap<string, number>;

const LOWEST = 50_000;

/**
 * The one batch after which every standing rule has its wanted priority and no doomed one stands where a wanted or new rule
 * belongs. Doomed rules are pushed to the lowest free places and not deleted first: a gap answers 503. Whatever need not move
 * does not.
 */
export function rearranged({ updated, created, doomed, kept }: Arrangement<ListenerRuleState>): Priorities {
  const moved = updated.filter(({ live, wanted }) => live.state.priority !== wanted.priority);
  const claimed = new Set([...moved.map(({ wanted }) => wanted), ...created].map(({ priority }) => priority));
  const standing = [...updated.map(({ live }) => live), ...doomed, ...kept];
  const taken = [...claimed, ...standing.map(({ state }) => state.priority)];
  const inTheWay = doomed.filter(({ state }) => claimed.has(state.priority));
  return new Map([
    ...moved.map(({ live, wanted }) => [live.physical, wanted.priority] as const),
    ...park(lowestFirst(inTheWay), taken),
  ]);
}

/**
 * The first step of the same batch for an endpoint that refuses to swap: whatever stands where another rule is to go leaves, for its
 * own goal if that is free already, else for a place nobody has or wants.
 */
export function detour(
  batch: Priorities,
  { updated, created, doomed, kept }: Arrangement<ListenerRuleState>,
): Priorities {
  const standing = [...updated.map(({ live }) => live), ...doomed, ...kept];
  const goals = new Set(batch.values());
  const occupied = new Set(standing.map(({ state }) => state.priority));
  const blockers = lowestFirst(standing.filter((rule) => batch.has(rule.physical) && goals.has(rule.state.priority)));
  const stuck = blockers.filter((rule) => occupied.has(batch.get(rule)!));
  const direct = blockers.filter((rule) => !stuck.includes(rule)).map((rule) => [rule, batch.get(rule)!] as const);
  return new Map([...direct, ...park(stuck, [...goals, ...occupied, ...created.map(({ priority }) => priority)])]);
}

function lowestFirst(rules: readonly Live<ListenerRuleState>[]): string[] {
  return rules.toSorted((a, b) => b.state.priority - a.state.priority).map(({ physical }) => physical);
}

/** The lowest priorities that nobody has or wants, the lowest for the first. */
function park(rules: readonly string[], taken: Iterable<number>): Map<string, number> {
  const used = new Set(taken);
  let free = LOWEST;
  return new Map(
    rules.map((rule) => {
      while (used.has(free)) free -= 1;
      used.add(free);
      return [rule, free];
    }),
  );
}
