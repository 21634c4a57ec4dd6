import { requirePooled } from './ip-pools.ts';
import type { CreateLoadBalancerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { refuseConfiguration, required, requireName, requireOneOf } from './constraints.ts';
import { requireAddressType } from './ip-address-type.ts';
import { chooseSecurityGroups } from './security-groups.ts';
import type { LoadBalancer } from './state.ts';
import { requirePlacements } from './subnets.ts';
import type { Placement } from './subnets.ts';
import { readTags } from './tags.ts';

/** A load balancer that has no ARN yet, and stands in no subnet. */
export type Unidentified = Omit<LoadBalancer, 'arn' | 'dnsName'>;

interface LoadBalancerRequest {
  readonly record: Unidentified;
  readonly placements: readonly Placement[];
}

/** What a request asks for, checked. */
export function requireLoadBalancerRequest(world: World, input: CreateLoadBalancerInput): LoadBalancerRequest {
  const name = requireName(input.Name, 'Load balancer');
  requireOneOf(input.Type, 'type', ['application', 'network', 'gateway']);
  requireOneOf(input.Scheme, 'scheme', ['internet-facing', 'internal']);
  const { Type: type = 'application', IpAddressType: ipAddressType = 'ipv4' } = input;
  if (type === 'gateway' && input.Scheme !== undefined) {
    refuseConfiguration(`Scheme is not supported for load balancers of type 'gateway'`);
  }
  if (type === 'gateway' && input.SecurityGroups?.length) {
    refuseConfiguration(`Security groups are not supported for load balancers with type 'gateway'`);
  }
  requireAddressType(type, ipAddressType);
  const placements = requirePlacements(world, type, input);
  const vpcId = required(placements[0]?.subnet.vpcId, 'subnet');
  const scheme = type === 'gateway' ? undefined : (input.Scheme ?? 'internet-facing');
  if (scheme === 'internet-facing') requireInternetGateway(world, vpcId);
  if (input.IpamPools !== undefined) requirePooled(type, scheme);
  const record: Unidentified = {
    name,
    type,
    scheme,
    vpcId,
    ipAddressType,
    createdAt: world.clock.now(),
    customerOwnedIpv4Pool: input.CustomerOwnedIpv4Pool,
    ipamPool: input.IpamPools?.Ipv4IpamPoolId,
    zones: [],
    securityGroups: chooseSecurityGroups(world, type, { vpcId, named: input.SecurityGroups ?? [] }),
    enforcePrivateLinkRules: type === 'network' && input.SecurityGroups?.length ? 'on' : undefined,
    minimumCapacity: undefined,
    attributes: new Map(),
    tags: readTags(input.Tags),
  };
  return { record, placements };
}

function requireInternetGateway(world: World, vpcId: string): void {
  const attached = [...world.ec2.internetGateways.values()].some((gateway) => gateway.vpcId === vpcId);
  if (!attached) throw new AwsError('InvalidSubnet', `VPC ${vpcId} has no internet gateway`);
}

/** A create that was sent twice succeeds twice; one that asks for something else under that name doesn't. */
export function requireSameSettings(twin: LoadBalancer, asked: Unidentified, placements: readonly Placement[]): void {
  const same =
    twin.type === asked.type &&
    twin.scheme === asked.scheme &&
    twin.ipAddressType === asked.ipAddressType &&
    sameSet(twin.securityGroups, asked.securityGroups) &&
    sameSet([...twin.tags].map(String), [...asked.tags].map(String)) &&
    sameSet(
      twin.zones.map((zone) => zone.subnetId),
      placements.map(({ subnet }) => subnet.subnetId),
    );
  if (same) return;
  throw new AwsError(
    'DuplicateLoadBalancerName',
    `A load balancer with the same name '${asked.name}' exists, but with different settings`,
  );
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((value) => others.includes(value));
}
