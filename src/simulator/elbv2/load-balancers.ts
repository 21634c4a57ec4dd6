import type {
  CreateLoadBalancerInput,
  CreateLoadBalancerOutput,
  DeleteLoadBalancerInput,
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
  LoadBalancer as LoadBalancerDescription,
  LoadBalancerTypeEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { releaseNetworkInterface } from '../ec2/interfaces.ts';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { arnWord, hexId, makeArn } from './arns.ts';
import { attributeValue } from './attributes.ts';
import { refuse, required } from './constraints.ts';
import { dnsNameOf, hostedZoneId } from './dns.ts';
import { listenersOf, requireEach } from './find.ts';
import { requireRoom } from './quotas.ts';
import { removeListener } from './listeners.ts';
import { loadBalancerAttributes } from './load-balancer-attributes.ts';
import { requireLoadBalancerRequest, requireSameSettings } from './load-balancer-request.ts';
import type { Unidentified } from './load-balancer-request.ts';
import { loadBalancerState } from './load-balancer-state.ts';
import { page } from './paging.ts';
import { describeSecurityGroups } from './security-groups.ts';
import type { LoadBalancer } from './state.ts';
import { describeZones, moveTo } from './subnets.ts';

export function createLoadBalancer(input: CreateLoadBalancerInput, { world }: Call<World>): CreateLoadBalancerOutput {
  const { record, placements } = requireLoadBalancerRequest(world, input);
  const twin = [...world.elbv2.loadBalancers.values()].find((other) => other.name === record.name);
  if (twin !== undefined) {
    requireSameSettings(twin, record, placements);
    return { LoadBalancers: [describe(world, twin)] };
  }
  requireRoomForLoadBalancer(world, record.type);
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

function requireRoomForLoadBalancer(world: World, type: LoadBalancerTypeEnum): void {
  const standing = [...world.elbv2.loadBalancers.values()].filter((other) => other.type === type);
  const most = world.elbv2.quotas[`${type}-load-balancers`];
  const message = `The maximum number of ${type} load balancers has been reached`;
  requireRoom(standing.length, most, 'TooManyLoadBalancers', message);
}

function identify(world: World, record: Unidentified): LoadBalancer {
  const id = hexId(world);
  const arn = makeArn(world, `loadbalancer/${arnWord[record.type]}/${record.name}/${id}`);
  return { ...record, arn, dnsName: dnsNameOf(world, { ...record, id }) };
}

function describe(world: World, loadBalancer: LoadBalancer): LoadBalancerDescription {
  return {
    LoadBalancerArn: loadBalancer.arn,
    LoadBalancerName: loadBalancer.name,
    DNSName: loadBalancer.dnsName,
    CanonicalHostedZoneId: hostedZoneId(world.region, loadBalancer.type),
    CreatedTime: new Date(loadBalancer.createdAt),
    Scheme: loadBalancer.scheme,
    VpcId: loadBalancer.vpcId,
    State: loadBalancerState(world, loadBalancer),
    Type: loadBalancer.type,
    AvailabilityZones: describeZones(loadBalancer.zones),
    SecurityGroups: describeSecurityGroups(loadBalancer),
    IpAddressType: loadBalancer.ipAddressType,
    CustomerOwnedIpv4Pool: loadBalancer.customerOwnedIpv4Pool,
    ...(loadBalancer.ipamPool === undefined ? {} : { IpamPools: { Ipv4IpamPoolId: loadBalancer.ipamPool } }),
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: loadBalancer.enforcePrivateLinkRules,
  };
}
