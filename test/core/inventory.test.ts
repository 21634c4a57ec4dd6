import { describe, expect, it } from 'vitest';
import { emptyInventory, find, plain, type Inventory } from '../../src/core/inventory.ts';
import type { Find } from '../../src/core/value.ts';

const none = { tags: {}, isDefault: false };

const inventory: Inventory = {
  ...emptyInventory,
  vpcs: [
    { ...none, id: 'vpc-2', name: 'prod', tags: { Name: 'prod' } },
    { ...none, id: 'vpc-1', name: 'lab', isDefault: true },
  ],
  subnets: [
    { ...none, id: 'subnet-b', vpc: 'vpc-1', zone: 'b', name: 'public b', tags: { Tier: 'public' } },
    { ...none, id: 'subnet-a', vpc: 'vpc-1', zone: 'a', name: 'public a', tags: { Tier: 'public' }, isDefault: true },
    { ...none, id: 'subnet-c', vpc: 'vpc-2', zone: 'c', name: 'public a', tags: { Tier: 'public' } },
  ],
  securityGroups: [{ ...none, id: 'sg-1', vpc: 'vpc-1', name: 'default', isDefault: true }],
  targetGroups: [{ id: 'arn:tg', name: 'api', tags: {} }],
};

describe('a look-up that finds', () => {
  it.each<[string, Find, string | undefined, string[]]>([
    ['by name', { $find: 'vpc', by: { name: 'lab' } }, undefined, ['vpc-1']],
    ['by the Name tag', { $find: 'vpc', by: { name: 'prod' } }, undefined, ['vpc-2']],
    ['the default one', { $find: 'security-group', by: { default: true } }, 'vpc-1', ['sg-1']],
    ['within a network', { $find: 'subnet', by: { name: 'public a' } }, 'vpc-2', ['subnet-c']],
    [
      'many, sorted',
      { $find: 'subnet', by: { tags: { Tier: 'public' } }, many: true },
      'vpc-1',
      ['subnet-a', 'subnet-b'],
    ],
    ['what has no network, whatever the network', { $find: 'target-group', by: { name: 'api' } }, 'vpc-1', ['arn:tg']],
  ])('%s', (_, query, vpc, ids) => {
    expect(find(inventory, query, vpc)).toEqual({ ids });
  });
});

describe('a look-up that fails names the candidates', () => {
  it.each<[Find, string | undefined, string]>([
    [{ $find: 'vpc', by: { name: 'labs' } }, undefined, 'no VPC is named "labs" (named ones: lab, prod)'],
    [
      { $find: 'subnet', by: { tags: { Tier: 'private', Zone: 'a' } }, many: true },
      'vpc-2',
      'no subnet in vpc-2 has the tags Tier=private, Zone=a (named ones in vpc-2: public a)',
    ],
    [
      { $find: 'security-group', by: { default: true } },
      'vpc-2',
      'no security group in vpc-2 is the default one (there is no named security group in vpc-2)',
    ],
    [
      { $find: 'subnet', by: { name: 'public a' } },
      undefined,
      '2 subnets are named "public a": subnet-a, subnet-c; refer to one of them by id',
    ],
  ])('%j in %s', (query, vpc, problem) => {
    expect(find(inventory, query, vpc)).toEqual({ problem });
  });

  it.each<[Find['by'], string]>([
    [{ tags: { Tier: 'public' } }, '2 subnets in vpc-1 have the tags Tier=public: subnet-a, subnet-b; '],
    [{ default: true }, '2 subnets in vpc-1 are default ones: subnet-a, subnet-b; '],
  ])('says how to choose where one is meant and several are found: %j', (by, start) => {
    const subnets = inventory.subnets.map((one) => ({ ...one, isDefault: true }));
    expect(find({ ...inventory, subnets }, { $find: 'subnet', by }, 'vpc-1')).toEqual({
      problem: `${start}refer to one of them by id`,
    });
  });
});

describe('a look-up in a list that could not be read', () => {
  it('finds neither anything nor nothing', () => {
    const unread = { ...inventory, unreadable: { vpc: 'AccessDenied' } };
    expect(find(unread, { $find: 'vpc', by: { name: 'lab' } }, undefined)).toEqual({ unreadable: 'AccessDenied' });
    expect(find(unread, { $find: 'target-group', by: { name: 'api' } }, undefined)).toEqual({ ids: ['arn:tg'] });
  });
});

describe('a text that is to be sent', () => {
  it('is plain, or says what was not resolved', () => {
    expect(plain('vpc-1')).toBe('vpc-1');
    expect(() => plain({ $ref: 'pool/default/a', output: 'arn' })).toThrow('the reference to pool/default/a');
    expect(() => plain({ $find: 'vpc', by: { default: true } })).toThrow('the look-up of a VPC');
    expect(() => plain({ $unknown: 'pool/default/a' })).toThrow('pool/default/a was not made');
  });
});
