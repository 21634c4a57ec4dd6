import type {
  CreateLoadBalancerInput,
  CreateLoadBalancerOutput,
  DeleteLoadBalancerInput,
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
  LoadBalancer as LoadBalancerDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { releaseNetworkInterface } from '../ec2/interfaces.ts';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { arnWord, hexId, makeArn } from './arns.ts';
import { loadBalancerAttributes } from './load-balancer-attributes.ts';
import { attributeValue } from './attributes.ts';
import { refuse, refuseConfiguration, required, requireName, requireOneOf } from './constraints.ts';
import { dnsNameOf, hostedZoneId } from './dns.ts';
import { listenersOf, requireEach } from './find.ts';
import { requireAddressType } from './ip-address-type.ts';
import { requireRoom } from './limits.ts';
import { removeListener } from './listeners.ts';
import { page } from './paging.ts';
import { chooseSecurityGroups, describeSecurityGroups } from './security-groups.ts';
import type { LoadBalancer } from './state.ts';
import { describeZones, moveTo, requirePlacements } from './subnets.ts';
import type { Placement } from './subnets.ts';
import { readTags } from './tags.ts';

export function createLoadBalancer(input: CreateLoadBalancerInput, { world }: Call<World>): CreateLoadBalancerOutput {
  const name = requireName(input.Name, 'Load balancer');
  const { type, placements, record } = requireRequest(world, name, input);
  const twin = [...world.elbv2.loadBalancers.values()].find((other) => other.name === name);
  if (twin !== undefined) {
    requireSameSettings(twin, record, placements);
    return { LoadBalancers: [describe(world, twin)] };
  }
  const standing = [...world.elbv2.loadBalancers.values()].filter((other) => other.type === type);
  requireRoom(
    standing.length,
    world.elbv2.limits[`${type}-load-balancers`],
    'TooManyLoadBalancers',
    `The maximum number of ${type} load balancers has been reached`,
  );
  const created = identify(world, record);
  moveTo(world, created, placements);
  world.elbv2.loadBalancers.set(created.arn, created);
  return { LoadBalancers: [describe(world, created)] };
}

export function describeLoadBalancers(
  input: DescribeLoadBalancersInput,
  { world }: Call<World>,
): DescribeLoadBalancersOutput {
  const { items, nextMarker } = page(select(world, input), (loadBalancer) => loadBalancer.arn, input);
  return { LoadBalancers: items.map((loadBalancer) => describe(world, loadBalancer)), NextMarker: nextMarker };
}

/** Deleting one that is gone already succeeds. */
export function deleteLoadBalancer(input: DeleteLoadBalancerInput, { world }: Call<World>): object {
  const arn = required(input.LoadBalancerArn, 'load balancer ARN');
  const loadBalancer = world.elbv2.loadBalancers.get(arn);
  if (loadBalancer === undefined) return {};
  if (attributeValue(loadBalancerAttributes, loadBalancer, 'deletion_protection.enabled') === 'true') {
    throw new AwsError(
      'OperationNotPermitted',
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
  }
  for (const listener of listenersOf(world, loadBalancer)) removeListener(world, listener);
  for (const zone of loadBalancer.zones) {
    releaseNetworkInterface(world, zone.networkInterfaceId, world.settings.networkInterfaceLingerMs);
  }
  world.elbv2.loadBalancers.delete(arn);
  return {};
}

function select(world: World, { LoadBalancerArns, Names }: DescribeLoadBalancersInput): Iterable<LoadBalancer> {
  const { loadBalancers } = world.elbv2;
  const refusal = { code: 'LoadBalancerNotFound', what: 'load balancers', most: 20 };
  if (LoadBalancerArns?.length && Names?.length) {
    refuse('Load balancer ARNs and load balancer names cannot be specified at the same time');
  }
  if (LoadBalancerArns?.length) return requireEach(LoadBalancerArns, (arn) => loadBalancers.get(arn), refusal);
  if (!Names?.length) return loadBalancers.values();
  const byName = new Map([...loadBalancers.values()].map((loadBalancer) => [loadBalancer.name, loadBalancer]));
  return requireEach(Names, (name) => byName.get(name), refusal);
}

type Unidentified = Omit<LoadBalancer, 'arn' | 'dnsName'>;

function requireRequest(world: World, name: string, input: CreateLoadBalancerInput) {
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
  const record: Unidentified = {
    name,
    type,
    scheme,
    vpcId,
    ipAddressType,
    createdAt: world.clock.now(),
    customerOwnedIpv4Pool: input.CustomerOwnedIpv4Pool,
    zones: [],
    securityGroups: chooseSecurityGroups(world, type, { vpcId, named: input.SecurityGroups ?? [] }),
    enforcePrivateLinkRules: type === 'network' && input.SecurityGroups?.length ? 'on' : undefined,
    minimumCapacity: undefined,
    attributes: new Map(),
    tags: readTags(input.Tags),
  };
  return { type, placements, record };
}

function requireInternetGateway(world: World, vpcId: string): void {
  const attached = [...world.ec2.internetGateways.values()].some((gateway) => gateway.vpcId === vpcId);
  if (!attached) throw new AwsError('InvalidSubnet', `VPC ${vpcId} has no internet gateway`);
}

/** A create that was sent twice succeeds twice; one that asks for something else under that name doesn't. */
function requireSameSettings(twin: LoadBalancer, asked: Unidentified, placements: readonly Placement[]): void {
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

function identify(world: World, record: Unidentified): LoadBalancer {
  const id = hexId(world);
  const arn = makeArn(world, `loadbalancer/${arnWord[record.type]}/${record.name}/${id}`);
  return { ...record, arn, dnsName: dnsNameOf(world, { ...record, id }) };
}

function describe(world: World, loadBalancer: LoadBalancer): LoadBalancerDescription {
  const active = world.clock.now() - loadBalancer.createdAt >= world.settings.provisioningMs;
  return {
    LoadBalancerArn: loadBalancer.arn,
    LoadBalancerName: loadBalancer.name,
    DNSName: loadBalancer.dnsName,
    CanonicalHostedZoneId: hostedZoneId(world.region, loadBalancer.type),
    CreatedTime: new Date(loadBalancer.createdAt),
    Scheme: loadBalancer.scheme,
    VpcId: loadBalancer.vpcId,
    State: { Code: active ? 'active' : 'provisioning' },
    Type: loadBalancer.type,
    AvailabilityZones: describeZones(loadBalancer.zones),
    SecurityGroups: describeSecurityGroups(loadBalancer),
    IpAddressType: loadBalancer.ipAddressType,
    CustomerOwnedIpv4Pool: loadBalancer.customerOwnedIpv4Pool,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: loadBalancer.enforcePrivateLinkRules,
  };
}
