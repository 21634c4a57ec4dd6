import { describe, expect, it } from 'vitest';
import { besideFormer } from '../../../src/resources/action/former.ts';
import type { Action } from '../../../src/resources/action/type.ts';

const application = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:listener/app/web/1/2';
const network = application.replace('/app/', '/net/');

function to(...groups: readonly string[]): Action[] {
  const targetGroups = groups.map((targetGroup) => ({ targetGroup, weight: 1 }));
  return [{ forward: { targetGroups, stickiness: { enabled: false } } }];
}

describe('former target groups', () => {
  it('stand beside the wanted ones at no weight', () => {
    const [action] = besideFormer(to('new'), to('former'), application);
    expect(action !== undefined && 'forward' in action && action.forward.targetGroups).toEqual([
      { targetGroup: 'new', weight: 1 },
      { targetGroup: 'former', weight: 0 },
    ]);
  });

  it.each([
    { what: 'none is left', wanted: to('one', 'other'), live: to('one'), arn: application },
    { what: 'there are too many', wanted: to('a', 'b', 'c'), live: to('d', 'e', 'f'), arn: application },
    { what: 'the load balancer weighs nothing', wanted: to('new'), live: to('former'), arn: network },
    {
      what: 'nothing is forwarded any more',
      wanted: [{ fixedResponse: { statusCode: '503', contentType: 'text/plain' } }],
      live: to('former'),
      arn: application,
    },
  ])('do not where $what', ({ wanted, live, arn }) => {
    expect(besideFormer(wanted, live, arn)).toBe(wanted);
  });
});
