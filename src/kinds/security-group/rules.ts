import { pointer, type Path } from '../../core/problem.ts';
import type { Wanted } from '../../core/resource.ts';
import type { ResourceId, Text } from '../../core/value.ts';
import {
  allowAllEgress,
  cidrPeer,
  DEFAULT_EGRESS_KEY,
  normalPorts,
  normalProtocol,
  type Peer,
} from '../../resources/security-group-rule/normal.ts';
import type { SecurityGroupRuleState } from '../../resources/security-group-rule/type.ts';
import type { Manifest } from '../manifest.ts';
import { idRef, securityGroupText } from '../pointing.ts';
import { shellOf, sourceAt } from '../wanted.ts';
import { ruleKey } from './rule-key.ts';
import type { EgressRuleSpec, IngressRuleSpec, PeerSpec } from './schema.ts';

/** One entry of the manifest's lists. */
interface Entry {
  readonly direction: SecurityGroupRuleState['direction'];
  readonly path: Path;
  readonly spec: IngressRuleSpec | EgressRuleSpec;
  readonly peers: readonly PeerSpec[];
}

/** One rule for each peer of each entry, since an AWS rule has one peer. */
export function desireRules(
  manifest: Manifest<'SecurityGroup'>,
  group: { readonly id: ResourceId; readonly vpc: Text },
): Wanted<SecurityGroupRuleState>[] {
  const { namespace, name, spec } = manifest;

  function desire(
    key: string,
    path: Path,
    state: Omit<SecurityGroupRuleState, 'group'>,
  ): Wanted<SecurityGroupRuleState> {
    return {
      ...shellOf(manifest),
      id: `security-group-rule/${namespace}/${name}/${key}`,
      type: 'security-group-rule',
      parent: group.id,
      key,
      at: pointer(path),
      state: { group: idRef(group.id), ...state },
      source: sourceAt(manifest, path),
    };
  }

  function peerOf({ cidr, securityGroup, prefixList }: PeerSpec): Peer {
    if (cidr !== undefined) return cidrPeer(cidr);
    if (prefixList !== undefined) return { prefixList: prefixList.id };
    return { securityGroup: securityGroupText(securityGroup, namespace, group.vpc) };
  }

  const declared = entriesOf(spec).flatMap((entry) => {
    const traffic = trafficOf(entry);
    // A rule has no tags that could remember what was once declared, so a description that isn't declared means none.
    const description = entry.spec.description ?? '';
    return entry.peers.map((peer) =>
      desire(ruleKey(traffic, peer, namespace), entry.path, { ...traffic, peer: peerOf(peer), description }),
    );
  });
  // Where nothing is said of egress, AWS's own rule is asked for: of a new group, and where something was said before.
  return spec.egress === undefined
    ? [...declared, desire(DEFAULT_EGRESS_KEY, ['spec', 'egress'], allowAllEgress)]
    : declared;
}

function entriesOf({ ingress = [], egress = [] }: Manifest<'SecurityGroup'>['spec']): Entry[] {
  return [
    ...ingress.map((spec, index): Entry => {
      return { direction: 'ingress', path: ['spec', 'ingress', index], spec, peers: spec.from };
    }),
    ...egress.map((spec, index): Entry => {
      return { direction: 'egress', path: ['spec', 'egress', index], spec, peers: spec.to };
    }),
  ];
}

function trafficOf({
  direction,
  spec,
}: Entry): Pick<SecurityGroupRuleState, 'direction' | 'protocol' | 'fromPort' | 'toPort'> {
  const protocol = normalProtocol(spec.protocol);
  const from = spec.port ?? spec.ports?.from ?? spec.icmpTypeCode?.type;
  const to = spec.port ?? spec.ports?.to ?? spec.icmpTypeCode?.code;
  return { direction, protocol, ...normalPorts(protocol, from, to) };
}
