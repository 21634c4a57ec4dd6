import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, digest, sameJson, sortedSet } from '../../src/core/json.ts';

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, turned(member)])
      .reverse(),
  );
}

const json = fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

describe('canonical JSON', () => {
  it('is JSON of the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonical(value))).toEqual(value);
        expect(canonical(turned(value))).toBe(canonical(value));
      }),
    );
  });

  it('leaves out what is absent', () => {
    expect(canonical({ b: 1, a: undefined, c: { d: undefined } })).toBe('{"b":1,"c":{}}');
    expect(canonical(undefined)).toBe('null');
  });
});

describe('the sameness of JSON values', () => {
  it('is that of their canonical texts', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameJson(a, turned(a))).toBe(true);
        expect(sameJson(a, b)).toBe(canonical(a) === canonical(b));
      }),
    );
  });

  it.each([
    [{ a: undefined }, {}, true],
    [{}, { a: undefined }, true],
    [{ a: undefined }, { b: 1 }, false],
    [{ a: null }, {}, false],
    [{ toString: [] }, {}, false],
    [{ toString: undefined }, {}, true],
    [[], {}, false],
    [[1, 2], [2, 1], false],
    [[1], [1, 1], false],
    ['1', 1, false],
    [null, undefined, false],
  ])('%j and %j: %s', (a, b, same) => {
    expect(sameJson(a, b)).toBe(same);
    expect(sameJson(b, a)).toBe(same);
  });
});

describe('a digest', () => {
  it('follows from the value alone, and is as long as asked', () => {
    expect(digest({ a: 1, b: 2 })).toBe(digest({ b: 2, a: 1 }));
    expect(digest({ a: 1 })).not.toBe(digest({ a: 2 }));
    expect(digest({ a: 1 }, 8)).toMatch(/^[0-9a-f]{8}$/);
    expect(digest({ a: 1 })).toHaveLength(16);
  });
});

describe('a set as a list', () => {
  it('holds each member once, in one order', () => {
    expect(sortedSet(['b', 'a', 'b'])).toEqual(['a', 'b']);
    expect(sortedSet([{ y: 1, x: 2 }, { x: 2, y: 1 }, { a: 1 }])).toEqual([{ a: 1 }, { x: 2, y: 1 }]);
  });
});
