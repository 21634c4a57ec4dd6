import type {
  LoadBalancerTypeEnum,
  SetSecurityGroupsInput,
  SetSecurityGroupsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuse, refuseConfiguration } from './constraints.ts';
import { requireLoadBalancer } from './find.ts';
import { unordered } from './paging.ts';
import type { LoadBalancer } from './state.ts';

/** The groups that a new load balancer gets: those named, or for an application load balancer the VPC's default. */
export function chooseSecurityGroups(
  world: World,
  type: LoadBalancerTypeEnum,
  { vpcId, named }: { vpcId: string; named: readonly string[] },
): string[] {
  if (named.length > 0) return requireSecurityGroups(world, vpcId, named);
  if (type !== 'application') return [];
  return [...world.ec2.securityGroups.values()]
    .filter((group) => group.vpcId === vpcId && group.groupName === 'default')
    .map((group) => group.groupId);
}

export function describeSecurityGroups(loadBalancer: LoadBalancer): string[] | undefined {
  return loadBalancer.securityGroups.length === 0 ? undefined : unordered(loadBalancer.securityGroups, (id) => id);
}

export function setSecurityGroups(input: SetSecurityGroupsInput, { world }: Call<World>): SetSecurityGroupsOutput {
  const loadBalancer = requireLoadBalancer(world, input.LoadBalancerArn);
  requireGroupsAllowed(loadBalancer);
  const named = input.SecurityGroups ?? [];
  if (named.length === 0) refuse('At least one security group must be specified');
  loadBalancer.securityGroups = requireSecurityGroups(world, loadBalancer.vpcId, named);
  for (const zone of loadBalancer.zones) {
    const networkInterface = world.ec2.networkInterfaces.get(zone.networkInterfaceId);
    if (networkInterface !== undefined) networkInterface.groupIds = [...loadBalancer.securityGroups];
  }
  loadBalancer.enforcePrivateLinkRules =
    input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic ?? loadBalancer.enforcePrivateLinkRules;
  return {
    SecurityGroupIds: describeSecurityGroups(loadBalancer),
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
      input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic ?? undefined,
  };
}

function requireGroupsAllowed(loadBalancer: LoadBalancer): void {
  if (loadBalancer.type === 'gateway') {
    refuseConfiguration(`Security groups are not supported for load balancers with type 'gateway'`);
  }
  if (loadBalancer.type === 'network' && loadBalancer.securityGroups.length === 0) {
    refuseConfiguration(
      `You cannot associate security groups with load balancer '${loadBalancer.arn}' because it was created without any`,
    );
  }
}

function requireSecurityGroups(world: World, vpcId: string, named: readonly string[]): string[] {
  for (const groupId of named) {
    const group = world.ec2.securityGroups.get(groupId);
    if (group === undefined) {
      throw new AwsError('InvalidSecurityGroup', `The security group '${groupId}' does not exist`);
    }
    if (group.vpcId !== vpcId) {
      refuseConfiguration(`One or more security groups are invalid: '${groupId}' is not in VPC '${vpcId}'`);
    }
  }
  return [...new Set(named)];
}
