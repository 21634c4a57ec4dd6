import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Live, Wanted } from '../../../src/core/resource.ts';
import { pairRules, type ListenerRuleState } from '../../../src/resources/listener-rule/type.ts';
import { liveRule, ruleFor, wantedRule } from './samples.ts';

function pairs(
  wanted: readonly Wanted<ListenerRuleState>[],
  live: readonly Live<ListenerRuleState>[],
): Record<string, string> {
  return Object.fromEntries([...pairRules(wanted, live)].map(([id, { physical }]) => [id.split('/').at(-1), physical]));
}

describe('a live rule is known', () => {
  it('by its name, whatever it newly says', () => {
    const live = [liveRule('r1', ruleFor('/x', 20), '80/a'), liveRule('r2', ruleFor('/y', 10), '80/b')];
    const wanted = [wantedRule('a', ruleFor('/a', 10)), wantedRule('b', ruleFor('/b', 20))];
    expect(pairs(wanted, live)).toEqual({ a: 'r1', b: 'r2' });
  });

  it('by what it says, whatever its name', () => {
    const live = [liveRule('r1', ruleFor('/b', 20), '80/a'), liveRule('r2', ruleFor('/a', 10), '80/b')];
    const wanted = [wantedRule('a', ruleFor('/a', 10)), wantedRule('b', ruleFor('/b', 20))];
    expect(pairs(wanted, live)).toEqual({ a: 'r2', b: 'r1' });
  });

  it('by what it says once it has another name', () => {
    const live = [liveRule('r1', ruleFor('/a', 10), '80/was-a'), liveRule('r2', ruleFor('/b', 20))];
    const wanted = [wantedRule('b', ruleFor('/b', 10)), wantedRule('a', ruleFor('/a', 20))];
    expect(pairs(wanted, live)).toEqual({ a: 'r1', b: 'r2' });
  });

  it('by its place where it says something else', () => {
    const live = [liveRule('r1', ruleFor('/x', 10)), liveRule('r2', ruleFor('/y', 30))];
    expect(pairs([wantedRule('a', ruleFor('/a', 10))], live)).toEqual({ a: 'r1' });
  });

  it('by its place among twins', () => {
    const live = [liveRule('r1', ruleFor('/a', 20)), liveRule('r2', ruleFor('/a', 10))];
    expect(pairs([wantedRule('a', ruleFor('/a', 10))], live)).toEqual({ a: 'r2' });
  });

  it('not at all where nothing is alike', () => {
    expect(pairs([wantedRule('a', ruleFor('/a', 10))], [liveRule('r1', ruleFor('/b', 20), '443/a')])).toEqual({});
  });
});

const state = fc
  .tuple(fc.constantFrom('/a', '/b', '/c'), fc.integer({ min: 1, max: 6 }))
  .map(([path, priority]) => ruleFor(path, priority));
const name = fc.constantFrom('a', 'b', 'c', 'd');
const wantedRules = fc
  .uniqueArray(fc.tuple(name, state), { maxLength: 4, selector: ([one]) => one })
  .map((rules) => rules.map(([one, rule]) => wantedRule(one, rule)));
const liveRules = fc
  .array(fc.tuple(fc.option(name, { nil: undefined }), state), { maxLength: 6 })
  .map((rules) => rules.map(([part, rule], index) => liveRule(`r${index}`, rule, part && `80/${part}`)));

describe('laws of pairing', () => {
  it('no live rule stands for two, and none is left over that is like one that goes without', () => {
    fc.assert(
      fc.property(wantedRules, liveRules, (wanted, live) => {
        const paired = pairRules(wanted, live);
        const used = [...paired.values()].map(({ physical }) => physical);
        expect(new Set(used).size).toBe(used.length);
        const left = live.filter(({ physical }) => !used.includes(physical));
        for (const { id, key, state: asked } of wanted) {
          if (paired.has(id)) continue;
          expect(left.map(({ tags }) => tags['evenkeel.dev/part'])).not.toContain(key);
          expect(left.map((one) => one.state.priority)).not.toContain(asked.priority);
          expect(left.map((one) => one.state.conditions)).not.toContainEqual(asked.conditions);
        }
      }),
    );
  });

  it('the order in which rules are given does not matter', () => {
    fc.assert(
      fc.property(wantedRules, liveRules, (wanted, live) => {
        expect(pairs(wanted.toReversed(), live.toReversed())).toEqual(pairs(wanted, live));
      }),
    );
  });
});
