import type { Ec2World, WorldSeed } from '../world.ts';
import { addInternetGateway } from './internet-gateways.ts';
import { mainRouteTable } from './route-tables.ts';
import type { Ec2State } from './state.ts';
import { addSubnet } from './subnets.ts';
import { addVpc } from './vpcs.ts';
import { zonesOf } from './zones.ts';

/** A new account's EC2: the default VPC with its gateway and one public subnet in each zone. */
export function createEc2State(seed: WorldSeed): Ec2State {
  const ec2: Ec2State = {
    vpcs: new Map(),
    subnets: new Map(),
    securityGroups: new Map(),
    networkInterfaces: new Map(),
    instances: new Map(),
    routeTables: new Map(),
    internetGateways: new Map(),
    addresses: new Map(),
    natGateways: new Map(),
    prefixLists: new Map(),
    launchTemplates: new Map(),
    keyPairs: new Map(),
    images: new Map(),
    volumes: new Map(),
  };
  addDefaultVpc({ ...seed, ec2 });
  return ec2;
}

function addDefaultVpc(world: Ec2World): void {
  const { vpcId } = addVpc(world, { cidrBlock: '172.31.0.0/16', isDefault: true });
  const { internetGatewayId } = addInternetGateway(world, { vpcId });
  mainRouteTable(world, vpcId).routes.set('0.0.0.0/0', { destination: '0.0.0.0/0', target: internetGatewayId });
  zonesOf(world.region).forEach((zone, index) =>
    addSubnet(world, { vpcId, zone, cidrBlock: `172.31.${index * 16}.0/20`, isPublic: true, defaultForAz: true }),
  );
}
