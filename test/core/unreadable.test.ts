import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Unreadable } from '../../src/core/resource.ts';
import { indexUnreadable } from '../../src/core/unreadable.ts';

const place = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
const type = fc.constantFrom('listener', 'listener-rule');
const unreadables = fc.array(fc.record({ type, physical: place, parent: place, message: fc.constant('denied') }), {
  maxLength: 8,
}) as fc.Arbitrary<Unreadable[]>;

test('what was not read of an object is found as by looking through everything, in the same order', () => {
  fc.assert(
    fc.property(unreadables, type, place, place, (all, of, physical, parent) => {
      const isAbout = (one: Unreadable): boolean =>
        one.type === of &&
        ((one.physical === undefined && one.parent === undefined) ||
          (one.physical !== undefined && one.physical === physical) ||
          (one.parent !== undefined && one.parent === parent));
      expect(indexUnreadable(all)(of, { physical, parent })).toEqual(all.filter(isAbout));
    }),
  );
});
