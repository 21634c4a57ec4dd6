import type { Static } from 'typebox';
import { integer, list, object, oneOf, optional, text, textOrInteger } from '../../schema/dialect.ts';
import { kind } from '../../schema/kind.ts';
import { prefixList, securityGroup as securityGroupPointer, vpc } from '../pointer.ts';
import { tags } from '../tags.ts';

const portNumber = { minimum: 0, maximum: 65535 };
const icmpNumber = { minimum: -1, maximum: 255 };

const peer = oneOf(
  'a source or destination',
  {
    cidr: text('An IPv4 or IPv6 range such as 10.0.0.0/8 or ::/0.', {
      looks: '^[0-9a-f]*[.:][0-9a-f.:]*(/[0-9]+)?$',
    }),
    securityGroup: securityGroupPointer,
    prefixList,
  },
  'Who is at the other end.',
);

const ruleFields = {
  protocol: textOrInteger('tcp, udp, icmp, icmpv6, all, or an IP protocol number from 0 to 255.'),
  port: optional(integer('The one port (tcp and udp).', portNumber)),
  ports: optional(
    object(
      {
        from: integer('The first port.', portNumber),
        to: integer('The last port.', portNumber),
      },
      'A range of ports (tcp and udp), both ends included.',
    ),
  ),
  icmpTypeCode: optional(
    object(
      {
        type: integer('The ICMP type; -1 means all.', icmpNumber),
        code: optional(integer('The ICMP code; -1 means all.', { ...icmpNumber, default: -1 })),
      },
      'Which ICMP messages (icmp and icmpv6); absent: all.',
    ),
  ),
  description: optional(text('Why the rule is there; kept in AWS.', { maxLength: 255 })),
};

const ingressRule = object(
  { ...ruleFields, from: list(peer, 'Who may connect; AWS keeps one rule for each.', { minItems: 1 }) },
  'Traffic that may come in.',
);

const egressRule = object(
  { ...ruleFields, to: list(peer, 'Who may be connected to; AWS keeps one rule for each.', { minItems: 1 }) },
  'Traffic that may go out.',
);

const spec = object(
  {
    name: optional(text('The name in AWS; metadata.name if absent. A change replaces the group.')),
    description: optional(text('The description in AWS. A change replaces the group.', { maxLength: 255 })),
    vpc: optional(vpc),
    ingress: optional(list(ingressRule, 'What may come in; everything else is shut out.')),
    egress: optional(
      list(
        egressRule,
        "What may go out. Absent: left as it stands, which of a new group is AWS's allow-all; where it was once said, that comes back. Empty: nothing may.",
      ),
    ),
    tags: optional(tags),
  },
  'The security group as it should be.',
);

export const securityGroup = kind({
  kind: 'SecurityGroup',
  plural: 'securitygroups',
  singular: 'securitygroup',
  shortNames: ['sg'],
  description: 'An EC2 security group with all its rules.',
  spec,
  status: object(
    {
      id: optional(text('The id of the group.')),
      arn: optional(text('The ARN of the group.')),
      vpcId: optional(text('The id of its VPC.')),
    },
    'The last observed state.',
  ),
  address: 'id',
});

export type IngressRuleSpec = Static<typeof ingressRule>;
export type EgressRuleSpec = Static<typeof egressRule>;
export type PeerSpec = Static<typeof peer>;
