import type { NetworkConfiguration } from '@aws-sdk/client-ecs';
import { mainRouteTable } from '../ec2/route-tables.ts';
import type { World } from '../world.ts';
import { refuse } from './constraints.ts';
import type { TaskDefinition } from './state.ts';

/** A network configuration as AWS tells it; what it names must stand, and in one VPC. */
export function settleNetwork(
  world: World,
  asked: NetworkConfiguration | undefined,
  { description }: TaskDefinition,
): NetworkConfiguration | undefined {
  const wanted = asked?.awsvpcConfiguration;
  if (description.networkMode !== 'awsvpc') {
    if (wanted === undefined) return undefined;
    refuse(`Network Configuration is not valid for the given networkMode of this task definition.`);
  }
  if (wanted === undefined) refuse(`Network Configuration must be provided when networkMode 'awsvpc' is specified.`);
  const { subnets = [], securityGroups = [], assignPublicIp = 'DISABLED' } = wanted;
  if (subnets.length < 1 || subnets.length > 16) refuse('subnets can have at most 16 items, and at least one.');
  if (securityGroups.length > 5) refuse('securityGroups can have at most 5 items.');
  for (const id of subnets) {
    if (world.ec2.subnets.has(id)) continue;
    const why = `The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`;
    refuse(`Error retrieving subnet information for [${id}]: ${why}`);
  }
  for (const id of securityGroups) {
    if (world.ec2.securityGroups.has(id)) continue;
    const why = `The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`;
    refuse(`Error retrieving security group information for [${id}]: ${why}`);
  }
  const vpcs = new Set([
    ...subnets.map((id) => world.ec2.subnets.get(id)?.vpcId),
    ...securityGroups.map((id) => world.ec2.securityGroups.get(id)?.vpcId),
  ]);
  if (vpcs.size > 1) refuse('The provided subnets and security groups are not all in the same VPC.');
  return { awsvpcConfiguration: { subnets, securityGroups, assignPublicIp } };
}

/** Whether what stands in the subnet reaches a registry: an internet gateway serves only those with a public address. */
export function leadsOut(world: World, subnetId: string, hasPublicAddress: boolean): boolean {
  const subnet = world.ec2.subnets.get(subnetId);
  if (subnet === undefined) return false;
  const tables = [...world.ec2.routeTables.values()];
  const own = tables.find(({ associations }) => [...associations.values()].includes(subnetId));
  const { routes } = own ?? mainRouteTable(world, subnet.vpcId);
  const target = routes.get('0.0.0.0/0')?.target;
  if (target === undefined) return false;
  if (!target.startsWith('igw-')) return true;
  return hasPublicAddress && world.ec2.internetGateways.get(target)?.vpcId === subnet.vpcId;
}
