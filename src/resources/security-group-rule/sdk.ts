import type { IpPermission, SecurityGroupRule, SecurityGroupRuleRequest } from '@aws-sdk/client-ec2';
import { plain } from '../../core/inventory.ts';
import { cidrPeer, normalPorts, normalProtocol, type Peer } from './normal.ts';
import type { SecurityGroupRuleState } from './type.ts';

/** A rule as AWS describes it, in its normal form. */
export function fromSdk(rule: SecurityGroupRule): SecurityGroupRuleState {
  const protocol = normalProtocol(rule.IpProtocol ?? '-1');
  return {
    group: rule.GroupId ?? '',
    direction: rule.IsEgress === true ? 'egress' : 'ingress',
    protocol,
    ...normalPorts(protocol, rule.FromPort, rule.ToPort),
    peer: peerOf(rule),
    description: rule.Description ?? '',
  };
}

/** A rule to be added. AWS wants both ends of the ports even where the protocol has none. */
export function toPermission(state: SecurityGroupRuleState): IpPermission {
  const described = state.description ? { Description: state.description } : {};
  return { ...protocolAndPorts(state), ...source(state.peer, described) };
}

/** A rule to be changed in place: AWS takes it whole, and an empty description clears the one that stands. */
export function toRequest(state: SecurityGroupRuleState): SecurityGroupRuleRequest {
  return { ...protocolAndPorts(state), ...target(state.peer), Description: state.description ?? '' };
}

function peerOf({ CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo }: SecurityGroupRule): Peer {
  if (CidrIpv4 !== undefined) return cidrPeer(CidrIpv4);
  if (CidrIpv6 !== undefined) return cidrPeer(CidrIpv6);
  if (PrefixListId !== undefined) return { prefixList: PrefixListId };
  return { securityGroup: ReferencedGroupInfo?.GroupId ?? '' };
}

function protocolAndPorts({ protocol, fromPort = -1, toPort = -1 }: SecurityGroupRuleState): {
  IpProtocol: string;
  FromPort: number;
  ToPort: number;
} {
  return { IpProtocol: protocol, FromPort: fromPort, ToPort: toPort };
}

function source(peer: Peer, described: { Description?: string }): IpPermission {
  if ('cidr' in peer) return { IpRanges: [{ CidrIp: peer.cidr, ...described }] };
  if ('cidrV6' in peer) return { Ipv6Ranges: [{ CidrIpv6: peer.cidrV6, ...described }] };
  if ('prefixList' in peer) return { PrefixListIds: [{ PrefixListId: plain(peer.prefixList), ...described }] };
  return { UserIdGroupPairs: [{ GroupId: plain(peer.securityGroup), ...described }] };
}

function target(peer: Peer): SecurityGroupRuleRequest {
  if ('cidr' in peer) return { CidrIpv4: peer.cidr };
  if ('cidrV6' in peer) return { CidrIpv6: peer.cidrV6 };
  if ('prefixList' in peer) return { PrefixListId: plain(peer.prefixList) };
  return { ReferencedGroupId: plain(peer.securityGroup) };
}
