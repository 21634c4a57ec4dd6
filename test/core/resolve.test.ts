import { describe, expect, it } from 'vitest';
import { emptyInventory, type Inventory } from '../../src/core/inventory.ts';
import { resolve, type Target } from '../../src/core/resolve.ts';
import type { Find, Ref } from '../../src/core/value.ts';

const inventory: Inventory = {
  ...emptyInventory,
  vpcs: [{ id: 'vpc-1', name: 'lab', tags: {}, isDefault: false }],
  subnets: ['a', 'b'].map((zone) => ({
    id: `subnet-${zone}`,
    vpc: 'vpc-1',
    zone,
    tags: { Tier: 'public' },
    isDefault: false,
  })),
};

const web: Ref = { $ref: 'target-group/default/web', output: 'arn' };
const lab: Find = { $find: 'vpc', by: { name: 'lab' } };
const publicOnes: Find = { $find: 'subnet', by: { tags: { Tier: 'public' } }, vpc: lab, many: true };

function known(targets: Record<string, string>): (ref: Ref) => Target {
  return ({ $ref }) => {
    const value = targets[$ref];
    return value === undefined ? { problem: `${$ref} does not stand` } : { value };
  };
}

describe('resolving a state', () => {
  it('puts what they lead to in the place of refs and look-ups, at any depth', () => {
    const { state, problems } = resolve(
      { vpc: lab, actions: [{ forward: { to: [web] } }], port: 80 },
      known({ 'target-group/default/web': 'arn:web' }),
      inventory,
    );
    expect(state).toEqual({ vpc: 'vpc-1', actions: [{ forward: { to: ['arn:web'] } }], port: 80 });
    expect(problems).toEqual([]);
  });

  it('hands back as it is what has nothing to be replaced', () => {
    const state = { port: 80, tags: { team: 'web' }, secret: { $secret: 'env:PASSWORD', digest: 'abc' } };
    expect(resolve(state, known({}), inventory).state).toBe(state);
  });

  it('makes an element of a list of each that a look-up of many finds, itself or inside an element', () => {
    const { state } = resolve({ ids: [publicOnes], mapped: [{ subnet: publicOnes, zone: 1 }] }, known({}), inventory);
    expect(state).toEqual({
      ids: ['subnet-a', 'subnet-b'],
      mapped: [
        { subnet: 'subnet-a', zone: 1 },
        { subnet: 'subnet-b', zone: 1 },
      ],
    });
  });

  it('has once what a look-up finds and another element names already', () => {
    const { state } = resolve({ subnets: ['subnet-b', publicOnes, publicOnes] }, known({}), inventory);
    expect(state).toEqual({ subnets: ['subnet-b', 'subnet-a'] });
  });

  it('leaves what is known only after apply standing for itself', () => {
    const unknown = { $unknown: web.$ref };
    expect(resolve({ to: web }, () => unknown, inventory)).toEqual({
      state: { to: unknown },
      problems: [],
      unreadable: [],
    });
  });

  it('gives each reason once, and goes on', () => {
    const missing: Find = { $find: 'vpc', by: { name: 'labs' } };
    const { problems } = resolve({ a: web, b: web, vpc: missing, mine: lab }, known({}), inventory);
    expect(problems).toEqual(['target-group/default/web does not stand', 'no VPC is named "labs" (named ones: lab)']);
  });

  it('keeps what could not be looked up apart from what is not there', () => {
    const unread = { ...inventory, unreadable: { vpc: 'AccessDenied' } };
    expect(resolve({ vpc: lab, also: lab }, known({}), unread)).toMatchObject({
      problems: [],
      unreadable: ['AccessDenied'],
    });
  });

  it('looks for nothing in a network that could not be found', () => {
    const lost: Find = { ...publicOnes, vpc: { $find: 'vpc', by: { name: 'labs' } } };
    expect(resolve({ ids: [lost] }, known({}), inventory).problems).toEqual([
      'no VPC is named "labs" (named ones: lab)',
    ]);
  });
});
