import { assert, ipV4, ipV6, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { asRange, networkOf } from '../../src/core/cidr.ts';

test.each([
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['10.1.2.3/32', '10.1.2.3/32'],
  ['255.255.255.255/0', '0.0.0.0/0'],
  ['192.168.129.1/17', '192.168.128.0/17'],
  ['::/0', '::/0'],
  ['2001:DB8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128'],
  ['2001:db8::1/32', '2001:db8::/32'],
  ['2001:0:0:1:0:0:0:1/128', '2001:0:0:1::1/128'],
  ['2001:db8:1:1:1:1:0:1/128', '2001:db8:1:1:1:1:0:1/128'],
  ['::ffff:10.1.2.3/128', '::ffff:a01:203/128'],
  ['fe80::1/10', 'fe80::/10'],
])('%s is the network %s', (cidr, network) => {
  expect(networkOf(cidr)).toBe(network);
});

test.each([
  '',
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '10.0.0.0/-1',
  '10.0.0/8',
  '::/129',
  'fe80::1%eth0/64',
  'a/b/c',
])('%j is no range', (cidr) => {
  expect(networkOf(cidr)).toBeUndefined();
});

test('a network is its own network', () => {
  const lengths = nat({ max: 32 });
  assert(
    property(ipV4(), lengths, (address, length) => {
      const network = networkOf(`${address}/${length}`);
      expect(network).toBeDefined();
      expect(networkOf(network ?? '')).toBe(network);
    }),
  );
  assert(
    property(ipV6(), nat({ max: 128 }), (address, length) => {
      const network = networkOf(`${address}/${length}`);
      expect(network).toBeDefined();
      expect(networkOf(network ?? '')).toBe(network);
    }),
  );
});

test('a lone address becomes a range of one', () => {
  expect(asRange('10.0.0.1')).toBe('did you mean 10.0.0.1/32?');
  expect(asRange('::1')).toBe('did you mean ::1/128?');
  expect(asRange('anywhere')).toBeUndefined();
});
