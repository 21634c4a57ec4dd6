import type { IpPermission, SecurityGroupRule } from '@aws-sdk/client-ec2';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/core/fields.ts';
import type { Live, Wanted } from '../../../src/core/resource.ts';
import {
  cidrPeer,
  identityOf,
  normalPorts,
  normalProtocol,
  type Peer,
} from '../../../src/resources/security-group-rule/normal.ts';
import { fromSdk, toPermission } from '../../../src/resources/security-group-rule/sdk.ts';
import {
  securityGroupRuleFields,
  securityGroupRuleType,
  type SecurityGroupRuleState,
} from '../../../src/resources/security-group-rule/type.ts';

/** A protocol in two spellings that mean the same. */
const protocols = fc.constantFrom<[string | number, string]>(
  ['tcp', 'TCP'],
  [6, 'tcp'],
  ['udp', '17'],
  ['icmp', 'icmp'],
  [58, 'icmpv6'],
  ['all', '-1'],
  [50, '50'],
);

/** A range in two spellings that mean the same: host bits and upper case do not count. */
const ranges = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, bits]) => [`${address}/${bits}`, `${address}/${bits}`] as const),
  fc.tuple(fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }), fc.nat(128)).map(([groups, bits]) => {
    const text = `${groups.map((one) => one.toString(16)).join(':')}/${bits}`;
    return [text, text.toUpperCase()] as const;
  }),
);

const peers = fc.oneof(
  ranges.map(([one, other]): [Peer, Peer] => [cidrPeer(one), cidrPeer(other)]),
  fc.constantFrom('sg-1', 'sg-2').map((securityGroup): [Peer, Peer] => [{ securityGroup }, { securityGroup }]),
  fc.constant('pl-1').map((prefixList): [Peer, Peer] => [{ prefixList }, { prefixList }]),
);

/** One rule as two people would write it. */
const twice = fc
  .record({
    direction: fc.constantFrom('ingress' as const, 'egress' as const),
    protocols,
    from: fc.nat(255),
    more: fc.nat(255),
    peers,
    description: fc.constantFrom('', 'web'),
  })
  .map(({ direction, protocols: spellings, from, more, peers: ends, description }) =>
    ([0, 1] as const).map((index): SecurityGroupRuleState => {
      const protocol = normalProtocol(spellings[index]);
      const ports = normalPorts(protocol, from, from + more);
      return { group: 'sg-0', direction, protocol, ...ports, peer: ends[index], description };
    }),
  );

/** How AWS describes the rule that it made of a permission. */
function echo(
  { IpProtocol, FromPort, ToPort, ...peer }: IpPermission,
  { direction }: SecurityGroupRuleState,
): SecurityGroupRule {
  const v4 = peer.IpRanges?.[0];
  const v6 = peer.Ipv6Ranges?.[0];
  const list = peer.PrefixListIds?.[0];
  const pair = peer.UserIdGroupPairs?.[0];
  const described = (v4 ?? v6 ?? list ?? pair)?.Description;
  return {
    SecurityGroupRuleId: 'sgr-1',
    GroupId: 'sg-0',
    IsEgress: direction === 'egress',
    IpProtocol,
    FromPort,
    ToPort,
    ...(v4?.CidrIp === undefined ? {} : { CidrIpv4: v4.CidrIp }),
    ...(v6?.CidrIpv6 === undefined ? {} : { CidrIpv6: v6.CidrIpv6 }),
    ...(list?.PrefixListId === undefined ? {} : { PrefixListId: list.PrefixListId }),
    ...(pair?.GroupId === undefined ? {} : { ReferencedGroupInfo: { GroupId: pair.GroupId, UserId: '123456789012' } }),
    ...(described === undefined ? {} : { Description: described }),
  };
}

function live(state: SecurityGroupRuleState, physical: string): Live<SecurityGroupRuleState> {
  return { type: 'security-group-rule', physical, parent: 'sg-0', state, tags: {}, outputs: {}, uses: [] };
}

function wanted(state: SecurityGroupRuleState, id: string): Wanted<SecurityGroupRuleState> {
  return {
    id,
    type: 'security-group-rule',
    manifest: 'SecurityGroup/default/web',
    key: id,
    at: '/spec',
    state,
    policy: { drift: 'correct', deletion: 'delete', suspend: false, adopt: false, allowEmpty: false, ignoreFields: [] },
    source: { file: 'web.yaml', line: 1, column: 1 },
  };
}

describe('a security group rule', () => {
  it('compares equal to what AWS makes of it, however it was written', () => {
    fc.assert(
      fc.property(twice, ([one, other]) => {
        const echoed = fromSdk(echo(toPermission(other!), other!));
        expect(identityOf(echoed)).toBe(identityOf(one!));
        expect(compare(securityGroupRuleFields, one!, echoed, () => false)).toEqual({
          differences: [],
          undeclared: [],
        });
      }),
    );
  });

  it('is paired by what it admits, in whatever order and however described', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(twice, { selector: ([one]) => identityOf(one!), maxLength: 8 }),
        fc.nat(),
        (rules, turn) => {
          const asked = rules.map(([one], index) => wanted(one!, `w${index}`));
          const standing = rules.map(([, other], index) => live({ ...other!, description: 'else' }, `sgr-${index}`));
          const turned = standing.map((_, index) => standing[(index + turn) % standing.length]!);
          const pairs = securityGroupRuleType.pair!(asked, turned);
          expect(Object.fromEntries([...pairs].map(([id, one]) => [id, one.physical]))).toEqual(
            Object.fromEntries(rules.map((_, index) => [`w${index}`, `sgr-${index}`])),
          );
        },
      ),
    );
  });

  it('deleted with its group unless it admits another one', () => {
    const rule: SecurityGroupRuleState = {
      group: 'sg-0',
      direction: 'ingress',
      protocol: '-1',
      peer: { cidr: '0.0.0.0/0' },
    };
    const goes = (peer: Peer): boolean | undefined =>
      securityGroupRuleType.goesWithParent?.(live({ ...rule, peer }, 'sgr-1'));
    expect(goes({ cidr: '0.0.0.0/0' })).toBe(true);
    expect(goes({ securityGroup: 'sg-0' })).toBe(true);
    expect(goes({ securityGroup: 'sg-9' })).toBe(false);
  });
});
