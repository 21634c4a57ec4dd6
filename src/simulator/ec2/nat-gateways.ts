import type {
  CreateNatGatewayRequest,
  CreateNatGatewayResult,
  DeleteNatGatewayRequest,
  DeleteNatGatewayResult,
  DescribeNatGatewaysRequest,
  DescribeNatGatewaysResult,
  NatGateway as NatGatewayAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { newId } from './ids.ts';
import { need } from './kinds.ts';
import { FEWEST, type FilterTable, page, select } from './select.ts';
import type { NatGateway } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

export function createNatGateway(input: CreateNatGatewayRequest, { world }: Call<World>): CreateNatGatewayResult {
  const { subnetId, vpcId } = need('subnet', world.ec2.subnets, input.SubnetId);
  const { ConnectivityType: connectivity = 'public' } = input;
  if (connectivity === 'public' && input.AllocationId === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter AllocationId');
  const address = input.AllocationId && need('elastic-ip', world.ec2.addresses, input.AllocationId);
  const gateway: NatGateway = {
    natGatewayId: newId(world, 'nat'),
    subnetId,
    vpcId,
    connectivity,
    ...(address ? { allocationId: address.allocationId } : {}),
    tags: tagsFor('natgateway', input.TagSpecifications),
  };
  world.ec2.natGateways.set(gateway.natGatewayId, gateway);
  return { NatGateway: answer(gateway) };
}

export function deleteNatGateway(input: DeleteNatGatewayRequest, { world }: Call<World>): DeleteNatGatewayResult {
  const { natGatewayId } = need('natgateway', world.ec2.natGateways, input.NatGatewayId);
  world.ec2.natGateways.delete(natGatewayId);
  return { NatGatewayId: natGatewayId };
}

export function describeNatGateways(
  input: DescribeNatGatewaysRequest,
  { world }: Call<World>,
): DescribeNatGatewaysResult {
  const found = select({
    kind: 'natgateway',
    records: world.ec2.natGateways,
    ids: input.NatGatewayIds,
    filters: input.Filter,
    table: filters,
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { NatGateways: items.map(answer), ...rest };
}

const filters: FilterTable<NatGateway> = {
  'nat-gateway-id': (gateway) => gateway.natGatewayId,
  'subnet-id': (gateway) => gateway.subnetId,
  'vpc-id': (gateway) => gateway.vpcId,
  state: () => 'available',
};

function answer(gateway: NatGateway): NatGatewayAnswer {
  const { natGatewayId, subnetId, vpcId, connectivity, allocationId, tags } = gateway;
  return {
    NatGatewayId: natGatewayId,
    SubnetId: subnetId,
    VpcId: vpcId,
    ConnectivityType: connectivity,
    State: 'available',
    NatGatewayAddresses: allocationId === undefined ? [] : [{ AllocationId: allocationId, IsPrimary: true }],
    Tags: tagList(tags),
  };
}
