import type {
  AttachInternetGatewayRequest,
  CreateInternetGatewayRequest,
  CreateInternetGatewayResult,
  DescribeInternetGatewaysRequest,
  DescribeInternetGatewaysResult,
  InternetGateway as InternetGatewayAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { newId } from './ids.ts';
import { need } from './kinds.ts';
import { type FilterTable, page, select } from './select.ts';
import type { InternetGateway, Tags } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

/** Makes a gateway, attached where a VPC is given. */
export function addInternetGateway(world: Ec2World, wanted: { vpcId?: string; tags?: Tags }): InternetGateway {
  const gateway: InternetGateway = {
    internetGatewayId: newId(world, 'igw'),
    ...(wanted.vpcId === undefined ? {} : { vpcId: wanted.vpcId }),
    tags: wanted.tags ?? new Map(),
  };
  world.ec2.internetGateways.set(gateway.internetGatewayId, gateway);
  return gateway;
}

export function createInternetGateway(
  input: CreateInternetGatewayRequest,
  { world }: Call<World>,
): CreateInternetGatewayResult {
  const tags = tagsFor('internet-gateway', input.TagSpecifications);
  return { InternetGateway: answer(world, addInternetGateway(world, { tags })) };
}

export function attachInternetGateway(input: AttachInternetGatewayRequest, { world }: Call<World>): object {
  const gateway = need('internet-gateway', world.ec2.internetGateways, input.InternetGatewayId);
  const { vpcId } = need('vpc', world.ec2.vpcs, input.VpcId);
  if (gateway.vpcId !== undefined)
    throw new AwsError(
      'Resource.AlreadyAssociated',
      `resource ${gateway.internetGatewayId} is already attached to network ${gateway.vpcId}`,
    );
  if ([...world.ec2.internetGateways.values()].some((other) => other.vpcId === vpcId))
    throw new AwsError('InvalidParameterValue', `Network ${vpcId} already has an internet gateway attached`);
  gateway.vpcId = vpcId;
  return {};
}

export function describeInternetGateways(
  input: DescribeInternetGatewaysRequest,
  { world }: Call<World>,
): DescribeInternetGatewaysResult {
  const found = select({
    kind: 'internet-gateway',
    records: world.ec2.internetGateways,
    ids: input.InternetGatewayIds,
    filters: input.Filters,
    table: filters,
  });
  const { items, ...rest } = page(found, input);
  return { InternetGateways: items.map((gateway) => answer(world, gateway)), ...rest };
}

const filters: FilterTable<InternetGateway> = {
  'internet-gateway-id': (gateway) => gateway.internetGatewayId,
  'attachment.vpc-id': (gateway) => gateway.vpcId,
  'attachment.state': (gateway) => (gateway.vpcId === undefined ? undefined : 'available'),
};

function answer(world: World, gateway: InternetGateway): InternetGatewayAnswer {
  return {
    InternetGatewayId: gateway.internetGatewayId,
    OwnerId: world.account,
    // EC2 says `available` here, which the SDK's enumeration (attached, detached, …) does not list.
    Attachments: gateway.vpcId === undefined ? [] : [{ VpcId: gateway.vpcId, State: 'available' as 'attached' }],
    Tags: tagList(gateway.tags),
  };
}
