import type { Static } from 'typebox';
import { keysOf } from '../../schema/attribute-table.ts';
import { choice, integer, list, map, object, oneOf, optional, scalar, text } from '../../schema/dialect.ts';
import { attributes } from '../../resources/load-balancer/attributes.ts';
import { kind } from '../../schema/kind.ts';
import { securityGroup, subnetForms, vpc } from '../pointer.ts';
import { tags } from '../tags.ts';
import { listener } from './listener.ts';

const subnet = oneOf('a subnet pointer', subnetForms, 'One subnet for each zone.', {
  allocationId: optional(
    text('The Elastic IP address to use there (internet-facing network load balancers).', {
      pattern: '^eipalloc-[0-9a-z]+$',
      words: 'an id that starts with eipalloc-',
    }),
  ),
  privateIPv4Address: optional(text('The address to use there (internal network load balancers).')),
  ipv6Address: optional(text('The IPv6 address to use there (network load balancers).')),
});

const spec = object(
  {
    name: optional(text('The name in AWS; metadata.name if absent. A change replaces the load balancer.')),
    type: optional(
      choice(['application', 'network', 'gateway'], 'A change replaces the load balancer.', { default: 'application' }),
    ),
    scheme: optional(
      choice(
        ['internet-facing', 'internal'],
        'Whether clients come from outside the VPC; not for gateway. A change replaces the load balancer.',
        { default: 'internet-facing' },
      ),
    ),
    ipAddressType: optional(
      choice(['ipv4', 'dualstack', 'dualstack-without-public-ipv4'], 'The addresses that clients use.', {
        default: 'ipv4',
      }),
    ),
    vpc: optional(vpc),
    subnets: list(subnet, 'The subnets of the load balancer; an application load balancer needs two zones.', {
      minItems: 1,
    }),
    securityGroups: optional(
      list(securityGroup, "The security groups. Absent: the VPC's default group (application), or no group (network)."),
    ),
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: optional(
      choice(['on', 'off'], 'Whether the security groups also hold for traffic over PrivateLink (network).'),
    ),
    customerOwnedIpv4Pool: optional(
      text('The address pool of an Outpost (application). A change replaces the load balancer.'),
    ),
    ipamPool: optional(
      text('The IPAM pool that its public addresses come from (application).', {
        pattern: '^ipam-pool-[0-9a-f]+$',
        words: 'an id like ipam-pool-0123456789abcdef0',
      }),
    ),
    minimumCapacity: optional(
      object(
        { capacityUnits: integer('Capacity units.', { minimum: 1 }) },
        'Capacity that is held ready, and paid for, whatever the traffic (application, network).',
      ),
    ),
    attributes: optional(
      map(scalar('The value, in any scalar form.'), "AWS's load balancer attributes, by AWS's own keys.", {
        keys: keysOf(attributes),
      }),
    ),
    listeners: optional(list(listener, 'The ports it listens on, told apart by port.', { keyedBy: 'port' })),
    tags: optional(tags),
  },
  'The desired state of the load balancer.',
);

export const loadBalancer = kind({
  kind: 'LoadBalancer',
  plural: 'loadbalancers',
  singular: 'loadbalancer',
  shortNames: ['lb'],
  description: 'An application, network or gateway load balancer with its listeners and rules.',
  spec,
  status: object(
    {
      arn: optional(text('The ARN.')),
      dnsName: optional(text('The name that clients use.')),
      canonicalHostedZoneId: optional(text('The hosted zone for an alias record.')),
      vpcId: optional(text('The id of its VPC.')),
      state: optional(text("AWS's state: provisioning, active, active_impaired or failed.")),
      listeners: optional(
        list(
          object({ port: optional(integer('The port.')), arn: text('The ARN.') }, 'One listener.'),
          'The existing listeners.',
        ),
      ),
    },
    'The last observed state.',
  ),
  address: 'dnsName',
});

export type LoadBalancerSpec = Static<typeof spec>;
export type SubnetSpec = Static<typeof subnet>;
