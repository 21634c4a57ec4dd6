import type {
  AttachInternetGatewayRequest,
  CreateInternetGatewayRequest,
  CreateInternetGatewayResult,
  DeleteInternetGatewayRequest,
  DescribeInternetGatewaysRequest,
  DescribeInternetGatewaysResult,
  DetachInternetGatewayRequest,
  InternetGateway as InternetGatewayAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { newId } from './ids.ts';
import { need } from './kinds.ts';
import { FEWEST, type FilterTable, page, select } from './select.ts';
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

export function detachInternetGateway(input: DetachInternetGatewayRequest, { world }: Call<World>): object {
  const gateway = need('internet-gateway', world.ec2.internetGateways, input.InternetGatewayId);
  const { vpcId } = need('vpc', world.ec2.vpcs, input.VpcId);
  if (gateway.vpcId !== vpcId)
    throw new AwsError(
      'Gateway.NotAttached',
      `resource ${gateway.internetGatewayId} is not attached to network ${vpcId}`,
    );
  const isUsed = [...world.ec2.instances.values()].some(
    (instance) => instance.vpcId === vpcId && instance.publicIpAddress !== undefined && instance.state !== 'terminated',
  );
  if (isUsed)
    throw new AwsError(
      'DependencyViolation',
      `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
  delete gateway.vpcId;
  return {};
}

export function deleteInternetGateway(input: DeleteInternetGatewayRequest, { world }: Call<World>): object {
  const { internetGatewayId, vpcId } = need('internet-gateway', world.ec2.internetGateways, input.InternetGatewayId);
  if (vpcId !== undefined)
    throw new AwsError(
      'DependencyViolation',
      `The internetGateway '${internetGatewayId}' has dependencies and cannot be deleted.`,
    );
  world.ec2.internetGateways.delete(internetGatewayId);
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
    table: filtersFor(world),
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { InternetGateways: items.map((gateway) => answer(world, gateway)), ...rest };
}

function filtersFor(world: World): FilterTable<InternetGateway> {
  return {
    'internet-gateway-id': (gateway) => gateway.internetGatewayId,
    'attachment.vpc-id': (gateway) => gateway.vpcId,
    'attachment.state': (gateway) => (gateway.vpcId === undefined ? undefined : 'available'),
    'owner-id': () => world.account,
  };
}

function answer(world: World, gateway: InternetGateway): InternetGatewayAnswer {
  return {
    InternetGatewayId: gateway.internetGatewayId,
    OwnerId: world.account,
    // EC2 says `available` here, which the SDK's enumeration (attached, detached, …) does not list.
    Attachments: gateway.vpcId === undefined ? [] : [{ VpcId: gateway.vpcId, State: 'available' as 'attached' }],
    Tags: tagList(gateway.tags),
  };
}
