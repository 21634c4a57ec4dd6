import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressIn, contains, formatCidr, overlaps, parseCidr, sizeOf } from '../../../src/simulator/ec2/cidr.ts';

function read(text: string): NonNullable<ReturnType<typeof parseCidr>> {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new Error(`${text} is no CIDR block`);
  return cidr;
}

test.each([
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['255.255.255.255/32', '255.255.255.255/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8:0:0:0:0:0:1/32', '2001:db8::/32'],
  ['::/0', '::/0'],
  ['::ffff:10.1.2.3/128', '::ffff:a01:203/128'],
  ['fe80::1/64', 'fe80::/64'],
])('%s is kept as %s', (text, kept) => {
  expect(formatCidr(read(text))).toBe(kept);
});

test.each([
  '',
  '10.0.0.0',
  '10.0.0/8',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '::/129',
  'fe80::1%eth0/64x',
  '1.2.3.4/ 8',
])('%j is none', (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

describe('laws', () => {
  const block = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
    fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
  );

  test('what was written is read back the same', () => {
    fc.assert(
      fc.property(block, ([address, prefix]) => {
        const cidr = read(`${address}/${prefix}`);
        expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
        expect(contains(cidr, cidr)).toBe(true);
      }),
    );
  });

  test('a block holds its own addresses, and overlaps whatever holds it', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 16, max: 28 }), fc.nat(), (address, prefix, draw) => {
        const cidr = read(`${address}/${prefix}`);
        const inside = read(`${addressIn(cidr, draw % sizeOf(cidr))}/32`);
        expect(contains(cidr, inside)).toBe(true);
        expect(overlaps(inside, cidr)).toBe(true);
        expect(contains(cidr, read(`${addressIn(cidr, sizeOf(cidr))}/32`))).toBe(false);
      }),
    );
  });
});
