import { describe, expect, test } from 'vitest';
import { areAsListed, type Listed, type ListRead } from '../../../src/aws/memory/listed.ts';

const list = { service: 'ec2', operation: 'describeInstances' } as const;

/** A list of two pages; AWS may call the way to the second one otherwise each time. */
function pages(token: string, second: readonly string[]): Listed[] {
  return [
    { ...list, input: { MaxResults: 2 }, answer: { Items: ['a', 'b'], NextToken: token } },
    { ...list, input: { MaxResults: 2, NextToken: token }, answer: { Items: second } },
  ];
}

function answering(lists: readonly Listed[]): (asked: ListRead) => Promise<object> {
  return ({ input }) => {
    const found = lists.find((one) => JSON.stringify(one.input) === JSON.stringify(input));
    return found === undefined ? Promise.reject(new Error('asked for something else')) : Promise.resolve(found.answer);
  };
}

describe('lists that are read again', () => {
  test.each([
    ['as they were', pages('1', ['c']), true],
    ['as they were, by tokens of their own', pages('2', ['c']), true],
    ['with another object on the second page', pages('2', ['d']), false],
    ['with an object less', pages('2', []), false],
    ['with no second page', [{ ...list, input: { MaxResults: 2 }, answer: { Items: ['a', 'b'] } }], false],
    [
      'with an empty token at the end',
      [pages('1', ['c'])[0]!, { ...pages('1', [])[1]!, answer: { Items: ['c'], NextToken: '' } }],
      true,
    ],
  ])('%s', async (_, now, isSame) => {
    expect(await areAsListed(pages('1', ['c']), answering(now))).toBe(isSame);
  });
});
