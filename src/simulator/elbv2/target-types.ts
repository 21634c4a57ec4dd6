import { isIP } from 'node:net';
import { contains, parseCidr } from '../ec2/cidr.ts';
import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { refuse } from './constraints.ts';
import { requireFunction } from './functions.ts';
import { requireLoadBalancerTarget } from './load-balancer-targets.ts';
import type { TargetGroup, AskedTarget } from './state.ts';

/** Checks the targets as their group's type demands, and tells the zone that each is registered under. */
export function requireTarget(
  world: World,
  group: TargetGroup,
  targets: readonly AskedTarget[],
): (string | undefined)[] {
  switch (group.targetType) {
    case 'instance':
      requireInstances(world, group, targets);
      return targets.map(() => undefined);
    case 'ip':
      return targets.map((target) => requireAddress(world, group, target));
    case 'alb':
      for (const target of targets) requireLoadBalancerTarget(world, group, target);
      return targets.map(() => undefined);
    case 'lambda':
      for (const target of targets) requireFunction(world, group, target);
      return targets.map((target) => target.availabilityZone);
  }
}

/** The zone of the subnet that holds the address, where one does. */
export function zoneOfAddress(world: World, vpcId: string | undefined, address: string): string | undefined {
  const subnets = [...world.ec2.subnets.values()].filter((subnet) => subnet.vpcId === vpcId);
  return subnets.find((subnet) => inCidrs(address, [subnet.cidrBlock]))?.availabilityZone;
}

function requireInstances(world: World, group: TargetGroup, targets: readonly AskedTarget[]): void {
  const instances = targets.map(({ id, availabilityZone }) => {
    if (availabilityZone !== undefined) {
      refuse(`An Availability Zone cannot be specified for targets of target groups with target type 'instance'`);
    }
    const instance = world.ec2.instances.get(id);
    if (instance === undefined) refuseTargets(`Instance ID '${id}' is not valid`);
    return instance;
  });
  const elsewhere = instances.filter((instance) => instance.vpcId !== group.vpcId);
  if (elsewhere.length > 0) {
    refuseTargets(`The following targets are not in the target group VPC '${group.vpcId}': ${quoted(elsewhere)}`);
  }
  const halted = instances.filter((instance) => instance.state !== 'running');
  if (halted.length > 0) {
    refuseTargets(`The following targets are not in a running state and cannot be registered: ${quoted(halted)}`);
  }
}

/** Private ranges that may be targets although they lie outside the VPC, as a peered network's addresses do. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

function requireAddress(world: World, group: TargetGroup, { id, availabilityZone }: AskedTarget): string | undefined {
  const version = isIP(id);
  if (version !== (group.ipAddressType === 'ipv6' ? 6 : 4)) {
    refuse(`The IP address '${id}' is not a valid ${group.ipAddressType} address`);
  }
  const zone = zoneOfAddress(world, group.vpcId, id);
  if (zone !== undefined || version === 6) return zone;
  if (!inCidrs(id, privateRanges)) refuse(`The IP address '${id}' is not within a VPC or a private range`);
  if (availabilityZone === undefined) {
    refuse(`An Availability Zone must be specified for IP address '${id}', which is outside VPC '${group.vpcId}'`);
  }
  return availabilityZone;
}

function inCidrs(address: string, cidrs: readonly string[]): boolean {
  const own = parseCidr(`${address}/32`);
  return (
    own?.version === 4 &&
    cidrs.some((cidr) => {
      const block = parseCidr(cidr);
      return block !== undefined && contains(block, own);
    })
  );
}

function quoted(instances: readonly { instanceId: string }[]): string {
  return instances.map(({ instanceId }) => `'${instanceId}'`).join(', ');
}

function refuseTargets(message: string): never {
  throw new AwsError('InvalidTarget', message);
}
