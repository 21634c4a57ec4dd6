import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { allPages, ELBV2_PAGE } from '../../aws/pages.ts';
import type { Aws, Elbv2Port } from '../../aws/ports.ts';
import { readOwnership, userTags } from '../../core/ownership.ts';
import type { Live, Status } from '../../core/resource.ts';
import { standingLoadBalancers } from '../by-id.ts';
import { fromPairs } from '../pairs.ts';
import type { ObserveContext, Observed, Polled, Reads, Tags } from '../resource.ts';
import { elbv2TagsOf } from '../elbv2-tags.ts';
import { observeRoots } from '../roots.ts';
import { fromSdk } from './subnets.ts';
import type { LoadBalancerState } from './type.ts';

/** How it is read. */
export const loadBalancerReads: Reads<LoadBalancerState> = {
  observe,
  taggedAs: 'elasticloadbalancing:loadbalancer',
  standing: standingLoadBalancers,
  poll,
};

/** Every load balancer that is ours or has a name that a manifest claims. */
function observe(context: ObserveContext): Promise<Observed<LoadBalancerState>> {
  const { elbv2 } = context.aws;
  return observeRoots(context, {
    type: 'load-balancer',
    list: () => listLoadBalancers(elbv2),
    physicalOf: arnOf,
    nameOf: (item) => item.LoadBalancerName ?? '',
    readTags: (items) => elbv2TagsOf(elbv2, items.map(arnOf)),
    async readInDepth(item, tags, read) {
      const [attributes, minimumCapacityUnits] = await Promise.all([
        read(readAttributes(elbv2, item)),
        declaresCapacity(tags) ? read(readCapacity(elbv2, item)) : undefined,
      ]);
      return toLive(item, tags, {
        ...(attributes === undefined ? {} : { attributes }),
        ...(minimumCapacityUnits === undefined ? {} : { minimumCapacityUnits }),
      });
    },
  });
}

/** One call for every 400. */
async function poll({ elbv2 }: Aws): Promise<Polled[]> {
  const items = await listLoadBalancers(elbv2);
  return items.map((item) => ({ name: item.LoadBalancerName ?? '', status: statusOf(item) }));
}

function arnOf({ LoadBalancerArn: arn = '' }: LoadBalancer): string {
  return arn;
}

export function listLoadBalancers(elbv2: Elbv2Port): Promise<LoadBalancer[]> {
  return allPages(elbv2.describeLoadBalancers, { PageSize: ELBV2_PAGE }, (page) => page.LoadBalancers, {
    tokenIn: 'Marker',
  });
}

/** The outputs that others refer to, from the answer of a create or a describe. */
export function outputsOf({
  LoadBalancerArn,
  DNSName,
  CanonicalHostedZoneId,
  VpcId,
}: LoadBalancer): Record<string, string> {
  return {
    arn: LoadBalancerArn ?? '',
    ...(DNSName === undefined ? {} : { dnsName: DNSName }),
    ...(CanonicalHostedZoneId === undefined ? {} : { zoneId: CanonicalHostedZoneId }),
    ...(VpcId === undefined ? {} : { vpcId: VpcId }),
  };
}

async function readAttributes(elbv2: Elbv2Port, { LoadBalancerArn }: LoadBalancer): Promise<Record<string, string>> {
  const { Attributes } = await elbv2.describeLoadBalancerAttributes({ LoadBalancerArn });
  return fromPairs(Attributes);
}

/** Only a call for each load balancer returns its capacity; most have none reserved, so it is read only where one is declared. */
function declaresCapacity(tags: Tags): boolean {
  return readOwnership(tags)?.once('minimumCapacityUnits') ?? false;
}

async function readCapacity(elbv2: Elbv2Port, { LoadBalancerArn }: LoadBalancer): Promise<number | undefined> {
  const { MinimumLoadBalancerCapacity } = await elbv2.describeCapacityReservation({ LoadBalancerArn });
  return MinimumLoadBalancerCapacity?.CapacityUnits || undefined;
}

function toLive(
  item: LoadBalancer,
  tags: Tags,
  read: Pick<LoadBalancerState, 'attributes' | 'minimumCapacityUnits'>,
): Live<LoadBalancerState> {
  const securityGroups = [...(item.SecurityGroups ?? [])].sort();
  const {
    LoadBalancerName: name = '',
    Type: type = 'application',
    Scheme: scheme,
    IpAddressType: ipAddressType,
    CustomerOwnedIpv4Pool: customerOwnedIpv4Pool,
    IpamPools: { Ipv4IpamPoolId: ipamPool } = {},
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforced,
  } = item;
  return {
    type: 'load-balancer',
    physical: item.LoadBalancerArn ?? '',
    name,
    state: {
      name,
      type,
      ...(scheme === undefined ? {} : { scheme }),
      ...(ipAddressType === undefined ? {} : { ipAddressType }),
      subnets: fromSdk(item.AvailabilityZones),
      securityGroups,
      ...(enforced === 'on' || enforced === 'off'
        ? { enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforced }
        : {}),
      ...(customerOwnedIpv4Pool === undefined ? {} : { customerOwnedIpv4Pool }),
      ...(ipamPool === undefined ? {} : { ipamPool }),
      ...read,
      tags: userTags(tags),
    },
    tags,
    outputs: outputsOf(item),
    uses: securityGroups,
    status: statusOf(item),
    ...(item.CreatedTime === undefined ? {} : { createdAt: item.CreatedTime.getTime() }),
  };
}

/** An impaired one serves: it only lacks the room to grow. */
function statusOf({ State }: LoadBalancer): Status {
  const code = State?.Code ?? 'unknown';
  return {
    ready: code === 'active' || code === 'active_impaired',
    ...(code === 'failed' ? { failed: true } : {}),
    text: State?.Reason ? `${code}: ${State.Reason}` : code,
  };
}
