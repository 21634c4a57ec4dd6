import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detour, rearranged, type Priorities } from '../../../src/resources/listener-rule/priorities.ts';
import type { ListenerRuleState } from '../../../src/resources/listener-rule/type.ts';
import type { Arrangement } from '../../../src/resources/resource.ts';
import { liveRule, ruleFor } from './samples.ts';

interface Places {
  readonly updated?: readonly (readonly [from: number, to: number])[];
  readonly created?: readonly number[];
  readonly doomed?: readonly number[];
  readonly kept?: readonly number[];
}

/** Rules are named by where they stand. */
function arrangementOf({ updated = [], created = [], doomed = [], kept = [] }: Places): Arrangement<ListenerRuleState> {
  const live = (place: number) => liveRule(`at ${place}`, ruleFor('/', place));
  return {
    updated: updated.map(([from, to]) => ({ live: live(from), wanted: ruleFor('/', to) })),
    created: created.map((place) => ruleFor('/', place)),
    doomed: doomed.map(live),
    kept: kept.map(live),
  };
}

function moves(places: Places): Record<string, number> {
  return Object.fromEntries(rearranged(arrangementOf(places)));
}

describe('the batch of priorities', () => {
  it('is empty where nothing has to move', () => {
    expect(moves({ updated: [[10, 10]], created: [20], doomed: [30], kept: [40] })).toEqual({});
  });

  it('swaps', () => {
    expect(
      moves({
        updated: [
          [10, 20],
          [20, 10],
        ],
      }),
    ).toEqual({ 'at 10': 20, 'at 20': 10 });
  });

  it('pushes doomed rules that stand in the way to the very end, in their order', () => {
    expect(moves({ created: [10, 20], doomed: [10, 20, 30], kept: [50_000] })).toEqual({
      'at 10': 49_998,
      'at 20': 49_999,
    });
  });

  it('pushes a doomed rule from where another one is to go', () => {
    expect(moves({ updated: [[5, 10]], doomed: [10] })).toEqual({ 'at 5': 10, 'at 10': 50_000 });
  });
});

describe('the detour where swaps are refused', () => {
  it('parks one of two that swap, and lets go direct what can', () => {
    const arrangement = arrangementOf({
      updated: [
        [1, 2],
        [2, 1],
        [3, 4],
        [4, 5],
      ],
    });
    const first = detour(rearranged(arrangement), arrangement);
    expect(Object.fromEntries(first)).toEqual({ 'at 4': 5, 'at 2': 50_000, 'at 1': 49_999 });
  });

  it('is none where nobody is in another one’s place', () => {
    const arrangement = arrangementOf({ updated: [[1, 2]], kept: [3] });
    expect(detour(rearranged(arrangement), arrangement).size).toBe(0);
  });
});

/** Standing rules at distinct places, wanted ones at distinct places that no kept rule holds. */
const places = fc
  .record({
    standing: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 9 }),
    goals: fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 49_999, 50_000], { minLength: 14 }),
    roles: fc.array(fc.constantFrom('updated', 'doomed', 'kept'), { minLength: 9, maxLength: 9 }),
    news: fc.nat(4),
  })
  .map(({ standing, goals, roles, news }): Required<Places> => {
    const of = (role: string): number[] => standing.filter((_, index) => roles[index] === role);
    const free = goals.filter((goal) => !of('kept').includes(goal));
    const movers = of('updated');
    return {
      updated: movers.map((from, index) => [from, free[index] ?? 0] as const),
      created: free.slice(movers.length, movers.length + news),
      doomed: of('doomed'),
      kept: of('kept'),
    };
  });

/** Every rule's place once the batch is made. */
function after(places_: Map<string, number>, batch: Priorities): Map<string, number> {
  return new Map([...places_].map(([rule, place]) => [rule, batch.get(rule) ?? place]));
}

function standingPlaces({ updated, doomed, kept }: Required<Places>): Map<string, number> {
  const all = [...updated.map(([from]) => from), ...doomed, ...kept];
  return new Map(all.map((place) => [`at ${place}`, place]));
}

function expectDistinct(placed: Map<string, number>): void {
  expect(new Set(placed.values()).size).toBe(placed.size);
}

describe('laws of rearranging', () => {
  it('all wanted rules are where they should be, new ones find room, kept ones stay, and no two share a place', () => {
    fc.assert(
      fc.property(places, (given) => {
        const batch = rearranged(arrangementOf(given));
        const placed = after(standingPlaces(given), batch);
        expectDistinct(placed);
        for (const [from, to] of given.updated) expect(placed.get(`at ${from}`)).toBe(to);
        for (const place of given.kept) expect(batch.has(`at ${place}`)).toBe(false);
        for (const place of given.created) expect([...placed.values()]).not.toContain(place);
      }),
    );
  });

  it('whatever moves really moves', () => {
    fc.assert(
      fc.property(places, (given) => {
        const standing = standingPlaces(given);
        for (const [rule, place] of rearranged(arrangementOf(given))) expect(standing.get(rule)).not.toBe(place);
      }),
    );
  });

  it('by the detour, nobody ever goes where somebody stands', () => {
    fc.assert(
      fc.property(places, (given) => {
        const arrangement = arrangementOf(given);
        const batch = rearranged(arrangement);
        const first = detour(batch, arrangement);
        const start = standingPlaces(given);
        const halfway = after(start, first);
        for (const goal of first.values()) expect([...start.values()]).not.toContain(goal);
        expectDistinct(halfway);
        const second = [...batch].filter(([rule, goal]) => first.get(rule) !== goal);
        for (const [, goal] of second) expect([...halfway.values()]).not.toContain(goal);
        expect(after(halfway, batch)).toEqual(after(start, batch));
      }),
    );
  });
});
