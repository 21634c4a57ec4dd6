import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/core/inventory.ts';
import type { Text } from '../../../src/core/value.ts';
import {
  fromSdk,
  keepAddresses,
  sameSubnets,
  subnetMoves,
  toSdk,
  type SubnetMapping,
} from '../../../src/resources/load-balancer/subnets.ts';

/** `a1` is of zone a. */
function zoneOf(subnet: Text): string {
  return plain(subnet)[0]!;
}

const mapping = (zone: string): fc.Arbitrary<SubnetMapping> =>
  fc
    .tuple(fc.constantFrom('1', '2', '3'), fc.option(fc.constantFrom('eipalloc-1', 'eipalloc-2'), { nil: undefined }))
    .map(([number, allocationId]) => ({
      subnet: `${zone}${number}`,
      ...(allocationId === undefined ? {} : { allocationId }),
    }));

/** One subnet in each of some zones. */
const placed = fc
  .subarray(['a', 'b', 'c', 'd'], { minLength: 1 })
  .chain((zones) => fc.tuple(...zones.map(mapping)))
  .map((mappings): readonly SubnetMapping[] => mappings);

describe('subnets', () => {
  it('are the same as AWS lists them, in whatever order', () => {
    fc.assert(
      fc.property(placed, (wanted) => {
        const zones = wanted.map(({ subnet, allocationId }) => ({
          SubnetId: plain(subnet),
          ZoneName: zoneOf(subnet),
          LoadBalancerAddresses:
            allocationId === undefined ? [] : [{ AllocationId: allocationId, IpAddress: '1.2.3.4' }],
        }));
        expect(sameSubnets(wanted, fromSdk(zones))).toBe(true);
        expect(fromSdk(zones.toReversed())).toEqual(fromSdk(zones));
      }),
    );
  });

  it('differ by one more, one less, another, or another address', () => {
    const live = [{ subnet: 'a1', allocationId: 'eipalloc-1' }, { subnet: 'c1' }];
    expect(sameSubnets([{ subnet: 'a1' }, { subnet: 'c1' }], live)).toBe(true);
    expect(sameSubnets([{ subnet: 'a1' }, { subnet: 'c1' }, { subnet: 'c1' }], live)).toBe(true);
    expect(sameSubnets([{ subnet: 'a1' }], live)).toBe(false);
    expect(sameSubnets([{ subnet: 'a1' }, { subnet: 'c1' }, { subnet: 'd1' }], live)).toBe(false);
    expect(sameSubnets([{ subnet: 'a2' }, { subnet: 'c1' }], live)).toBe(false);
    expect(sameSubnets([{ subnet: 'a1', allocationId: 'eipalloc-2' }, { subnet: 'c1' }], live)).toBe(false);
    expect(sameSubnets([{ subnet: 'a1' }], undefined)).toBe(false);
  });

  it('are sent as plain ids unless one has an address', () => {
    expect(toSdk([{ subnet: 'a1' }, { subnet: 'c1' }, { subnet: 'a1' }])).toEqual({ Subnets: ['a1', 'c1'] });
    expect(toSdk([{ subnet: 'a1', privateIPv4Address: '10.0.0.9' }, { subnet: 'c1' }])).toMatchObject({
      SubnetMappings: [{ SubnetId: 'a1', PrivateIPv4Address: '10.0.0.9' }, { SubnetId: 'c1' }],
    });
  });

  it('move so that every list is one that AWS takes, and the last one is wanted', () => {
    fc.assert(
      fc.property(placed, placed, (wanted, live) => {
        const target = keepAddresses(wanted, live);
        const moves = subnetMoves(target, live, zoneOf);
        if (moves.length === 0) {
          expect(target).toHaveLength(1);
          return;
        }
        let standing: readonly SubnetMapping[] = live;
        for (const list of moves) {
          expect(list.length).toBeGreaterThan(0);
          for (const next of list) {
            const before = standing.find((other) => zoneOf(other.subnet) === zoneOf(next.subnet));
            if (before !== undefined) expect(sameSubnets([next], [before])).toBe(true);
          }
          expect(new Set(list.map(({ subnet }) => zoneOf(subnet))).size).toBe(list.length);
          standing = list;
        }
        expect(sameSubnets(wanted, standing)).toBe(true);
      }),
    );
  });

  it('need one list where no zone is exchanged', () => {
    const live = [{ subnet: 'a1' }, { subnet: 'b1' }];
    const wanted = [{ subnet: 'a1' }, { subnet: 'c1' }];
    expect(subnetMoves(wanted, live, zoneOf)).toEqual([wanted]);
  });
});
