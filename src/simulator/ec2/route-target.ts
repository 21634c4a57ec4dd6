import type { CreateRouteRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { need, notFound } from './kinds.ts';
import type { RouteTable } from './state.ts';

/** Where a route is to lead: exactly one thing that there is, in the table's own network. */
export function routeTarget(world: World, table: RouteTable, input: CreateRouteRequest): string {
  const asked = targets.flatMap((member) => (input[member] ? [[member, input[member]] as const] : []));
  const [target, ...others] = asked;
  if (target === undefined)
    throw new AwsError(
      'MissingParameter',
      'The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId, instanceId or transitGatewayId',
    );
  if (others.length > 0)
    throw new AwsError(
      'InvalidParameterCombination',
      `A route leads to one target, not to ${asked.map(([, id]) => id).join(' and ')}`,
    );
  const [member, id] = target;
  return find[member](world, table, id);
}

type Target =
  | 'GatewayId'
  | 'InstanceId'
  | 'NatGatewayId'
  | 'NetworkInterfaceId'
  | 'TransitGatewayId'
  | 'VpcPeeringConnectionId';

type Find = (world: World, table: RouteTable, id: string) => string;

const find: Readonly<Record<Target, Find>> = {
  GatewayId({ ec2 }, { routeTableId, vpcId }, id) {
    if (id === 'local') throw new AwsError('InvalidParameterValue', 'The local route is there with the route table.');
    const gateway = ec2.internetGateways.get(id);
    if (gateway === undefined) throw new AwsError('InvalidGatewayID.NotFound', `The gateway ID '${id}' does not exist`);
    if (gateway.vpcId !== vpcId) throw strangers(`route table ${routeTableId}`, `network gateway ${id}`);
    return id;
  },
  InstanceId({ ec2 }, { routeTableId, vpcId }, id) {
    const instance = need('instance', ec2.instances, id);
    if (instance.vpcId !== vpcId) throw strangers(`route table ${routeTableId}`, `instance ${id}`);
    return instance.networkInterfaceId;
  },
  NatGatewayId({ ec2 }, { routeTableId, vpcId }, id) {
    const gateway = ec2.natGateways.get(id);
    if (gateway === undefined)
      throw new AwsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${id}' does not exist`);
    if (gateway.vpcId !== vpcId) throw strangers(`route table ${routeTableId}`, `NAT gateway ${id}`);
    return id;
  },
  NetworkInterfaceId({ ec2 }, { routeTableId, vpcId }, id) {
    const nic = ec2.networkInterfaces.get(id);
    if (nic === undefined) throw notFound('network-interface', [id]);
    if (nic.vpcId !== vpcId) throw strangers(`route table ${routeTableId}`, `interface ${id}`);
    return id;
  },
  // The simulator has neither, so that there is none of that id.
  TransitGatewayId(_world, _table, id) {
    throw new AwsError('InvalidTransitGatewayID.NotFound', `Transit Gateway ${id} was deleted or does not exist.`);
  },
  VpcPeeringConnectionId(_world, _table, id) {
    throw new AwsError('InvalidVpcPeeringConnectionID.NotFound', `The vpcPeeringConnection ID '${id}' does not exist`);
  },
};

const targets = Object.keys(find) as readonly Target[];

/** The refusal of what lies in two networks. */
export function strangers(one: string, other: string): AwsError {
  return new AwsError('InvalidParameterValue', `${one} and ${other} belong to different networks`);
}
