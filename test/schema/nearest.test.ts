import { assert, constantFrom, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '../../src/schema/nearest.ts';

const fields = ['listeners', 'securityGroups', 'subnets', 'scheme', 'type', 'tags'];

test.each([
  ['listners', 'listeners'],
  ['lisetners', 'listeners'],
  ['security_groups', 'securityGroups'],
  ['SecurityGroup', 'securityGroups'],
  ['subnet', 'subnets'],
  ['tpye', 'type'],
  ['tag', 'tags'],
])('%s means %s', (word, meant) => {
  expect(nearest(word, fields)).toBe(meant);
});

test.each(['x', 'certificates', '', 'vpc'])('%j is near to nothing', (word) => {
  expect(nearest(word, fields)).toBeUndefined();
});

test('a word is always nearest to itself', () => {
  assert(property(constantFrom(...fields), (word) => nearest(word, fields) === word));
});

test('any two swapped neighbours of a long word are understood', () => {
  assert(
    property(nat({ max: 'securityGroups'.length - 2 }), (at) => {
      const letters = 'securityGroups'.split('');
      letters.splice(at, 2, letters[at + 1] ?? '', letters[at] ?? '');
      return nearest(letters.join(''), fields) === 'securityGroups';
    }),
  );
});
