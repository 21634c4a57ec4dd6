import type {
  AssociateRouteTableRequest,
  AssociateRouteTableResult,
  CreateRouteRequest,
  CreateRouteResult,
  CreateRouteTableRequest,
  CreateRouteTableResult,
  DeleteRouteRequest,
  DeleteRouteTableRequest,
  DescribeRouteTablesRequest,
  DescribeRouteTablesResult,
  DisassociateRouteTableRequest,
  ReplaceRouteTableAssociationRequest,
  ReplaceRouteTableAssociationResult,
  RouteTable as RouteTableAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { formatCidr, parseCidr } from './cidr.ts';
import { newId } from './ids.ts';
import { need, required } from './kinds.ts';
import { FEWEST, type FilterTable, noneHas, page, select } from './select.ts';
import { routeTarget, strangers } from './route-target.ts';
import type { Route, RouteTable, Tags } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

interface NewRouteTable {
  readonly vpcId: string;
  readonly main?: boolean;
  readonly tags?: Tags;
}

/** Makes a route table with the local route that each has. */
export function addRouteTable(world: Ec2World, wanted: NewRouteTable): RouteTable {
  const { vpcId, cidrBlock } = need('vpc', world.ec2.vpcs, wanted.vpcId);
  const table: RouteTable = {
    routeTableId: newId(world, 'rtb'),
    vpcId,
    main: wanted.main ?? false,
    associations: new Map(),
    routes: new Map([[cidrBlock, { destination: cidrBlock, target: 'local' }]]),
    tags: wanted.tags ?? new Map(),
  };
  world.ec2.routeTables.set(table.routeTableId, table);
  return table;
}

/** The table that rules every subnet of the VPC without one of its own. */
export function mainRouteTable(world: Ec2World, vpcId: string): RouteTable {
  const table = [...world.ec2.routeTables.values()].find((candidate) => candidate.main && candidate.vpcId === vpcId);
  if (table === undefined) throw new AwsError('InternalError', `VPC ${vpcId} has lost its main route table`, 500);
  return table;
}

/** Puts a subnet under a table, in place of any other. */
export function associate(world: Ec2World, table: RouteTable, subnetId: string): string {
  for (const { associations } of world.ec2.routeTables.values())
    for (const [id, associated] of associations) if (associated === subnetId) associations.delete(id);
  const associationId = newId(world, 'rtbassoc');
  table.associations.set(associationId, subnetId);
  return associationId;
}

export function createRouteTable(input: CreateRouteTableRequest, { world }: Call<World>): CreateRouteTableResult {
  const tags = tagsFor('route-table', input.TagSpecifications);
  return { RouteTable: answer(world, addRouteTable(world, { vpcId: required(input.VpcId, 'vpcId'), tags })) };
}

export function describeRouteTables(
  input: DescribeRouteTablesRequest,
  { world }: Call<World>,
): DescribeRouteTablesResult {
  const found = select({
    kind: 'route-table',
    records: world.ec2.routeTables,
    ids: input.RouteTableIds,
    filters: input.Filters,
    table: filtersFor(world),
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { RouteTables: items.map((table) => answer(world, table)), ...rest };
}

export function createRoute(input: CreateRouteRequest, { world }: Call<World>): CreateRouteResult {
  const table = need('route-table', world.ec2.routeTables, input.RouteTableId);
  const destination = destinationOf(input);
  const target = routeTarget(world, table, input);
  if (table.routes.has(destination))
    throw new AwsError('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
  table.routes.set(destination, { destination, target });
  return { Return: true };
}

export function deleteRoute(input: DeleteRouteRequest, { world }: Call<World>): object {
  const table = need('route-table', world.ec2.routeTables, input.RouteTableId);
  const destination = destinationOf(input);
  if (!table.routes.delete(destination))
    throw new AwsError(
      'InvalidRoute.NotFound',
      `no route with destination-cidr-block ${destination} in route table ${table.routeTableId}`,
    );
  return {};
}

export function associateRouteTable(
  input: AssociateRouteTableRequest,
  { world }: Call<World>,
): AssociateRouteTableResult {
  const table = need('route-table', world.ec2.routeTables, input.RouteTableId);
  const { subnetId, vpcId } = need('subnet', world.ec2.subnets, input.SubnetId);
  if (vpcId !== table.vpcId) throw strangers(`route table ${table.routeTableId}`, `subnet ${subnetId}`);
  for (const other of world.ec2.routeTables.values())
    for (const [id, associated] of other.associations) {
      if (associated !== subnetId) continue;
      if (other === table) return { AssociationId: id, AssociationState: { State: 'associated' } };
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `the specified association for route table ${table.routeTableId} conflicts with an existing association`,
      );
    }
  return { AssociationId: associate(world, table, subnetId), AssociationState: { State: 'associated' } };
}

/** Back under the VPC's main table. */
export function disassociateRouteTable(input: DisassociateRouteTableRequest, { world }: Call<World>): object {
  const { table, id } = needAssociation(world, input.AssociationId);
  table.associations.delete(id);
  return {};
}

export function replaceRouteTableAssociation(
  input: ReplaceRouteTableAssociationRequest,
  { world }: Call<World>,
): ReplaceRouteTableAssociationResult {
  const wanted = need('route-table', world.ec2.routeTables, input.RouteTableId);
  const { table, id, subnetId } = needAssociation(world, input.AssociationId);
  table.associations.delete(id);
  return { NewAssociationId: associate(world, wanted, subnetId), AssociationState: { State: 'associated' } };
}

export function deleteRouteTable(input: DeleteRouteTableRequest, { world }: Call<World>): object {
  const { routeTableId, main, associations } = need('route-table', world.ec2.routeTables, input.RouteTableId);
  if (main || associations.size > 0)
    throw new AwsError(
      'DependencyViolation',
      `The routeTable '${routeTableId}' has dependencies and cannot be deleted.`,
    );
  world.ec2.routeTables.delete(routeTableId);
  return {};
}

interface Association {
  readonly table: RouteTable;
  readonly id: string;
  readonly subnetId: string;
}

function needAssociation({ ec2 }: World, asked: string | undefined): Association {
  const id = required(asked, 'associationId');
  for (const table of ec2.routeTables.values()) {
    const subnetId = table.associations.get(id);
    if (subnetId !== undefined) return { table, id, subnetId };
  }
  throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
}

function destinationOf(input: CreateRouteRequest | DeleteRouteRequest): string {
  const text = required(input.DestinationCidrBlock ?? input.DestinationIpv6CidrBlock, 'destinationCidrBlock');
  const cidr = parseCidr(text);
  if (cidr === undefined)
    throw new AwsError('InvalidParameterValue', `Value (${text}) for parameter destinationCidrBlock is invalid.`);
  return formatCidr(cidr);
}

function filtersFor(world: World): FilterTable<RouteTable> {
  return {
    'route-table-id': (table) => table.routeTableId,
    'vpc-id': (table) => table.vpcId,
    'association.main': (table) => table.main,
    'association.subnet-id': (table) => [...table.associations.values()],
    'association.route-table-association-id': (table) => [
      ...(table.main ? [mainAssociationOf(table)] : []),
      ...table.associations.keys(),
    ],
    'association.route-table-id': (table) =>
      table.main || table.associations.size > 0 ? table.routeTableId : undefined,
    'owner-id': () => world.account,
    'route.destination-cidr-block': (table) => seen(world, table, 'DestinationCidrBlock'),
    'route.destination-ipv6-cidr-block': (table) => seen(world, table, 'DestinationIpv6CidrBlock'),
    'route.gateway-id': (table) => seen(world, table, 'GatewayId'),
    'route.nat-gateway-id': (table) => seen(world, table, 'NatGatewayId'),
    'route.instance-id': (table) => seen(world, table, 'InstanceId'),
    'route.origin': (table) => seen(world, table, 'Origin'),
    'route.state': (table) => seen(world, table, 'State'),
    ...noneHas(
      'association.gateway-id',
      'route.destination-prefix-list-id',
      'route.egress-only-internet-gateway-id',
      'route.transit-gateway-id',
      'route.vpc-peering-connection-id',
    ),
  };
}

type RouteAnswer = NonNullable<RouteTableAnswer['Routes']>[number];

function seen<Member extends keyof RouteAnswer>(
  world: World,
  table: RouteTable,
  member: Member,
): RouteAnswer[Member][] {
  return [...table.routes.values()].map((route) => routeAnswer(world, route)[member]);
}

function mainAssociationOf({ routeTableId }: RouteTable): string {
  return routeTableId.replace('rtb-', 'rtbassoc-');
}

function answer(world: World, table: RouteTable): RouteTableAnswer {
  const { routeTableId } = table;
  const main = {
    RouteTableAssociationId: mainAssociationOf(table),
    RouteTableId: routeTableId,
    Main: true,
  };
  return {
    RouteTableId: routeTableId,
    VpcId: table.vpcId,
    OwnerId: world.account,
    Associations: [
      ...(table.main ? [main] : []),
      ...[...table.associations].map(([RouteTableAssociationId, SubnetId]) => ({
        RouteTableAssociationId,
        RouteTableId: routeTableId,
        SubnetId,
        Main: false,
        AssociationState: { State: 'associated' as const },
      })),
    ],
    PropagatingVgws: [],
    Routes: [...table.routes.values()].map((route) => routeAnswer(world, route)),
    Tags: tagList(table.tags),
  };
}

function routeAnswer(world: World, { destination, target }: Route): RouteAnswer {
  const isGone = target.startsWith('igw-') && world.ec2.internetGateways.get(target)?.vpcId === undefined;
  return {
    ...(destination.includes(':') ? { DestinationIpv6CidrBlock: destination } : { DestinationCidrBlock: destination }),
    ...targetMember(world, target),
    Origin: target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
    State: isGone ? 'blackhole' : 'active',
  };
}

function targetMember({ ec2 }: World, target: string): RouteAnswer {
  if (target.startsWith('nat-')) return { NatGatewayId: target };
  if (target.startsWith('eni-')) {
    const instanceId = ec2.networkInterfaces.get(target)?.instanceId;
    return { NetworkInterfaceId: target, ...(instanceId === undefined ? {} : { InstanceId: instanceId }) };
  }
  return { GatewayId: target };
}
