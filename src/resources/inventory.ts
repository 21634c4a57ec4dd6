import type { RouteTable } from '@aws-sdk/client-ec2';
import { allPages, EC2_PAGE } from '../aws/pages.ts';
import type { Ec2Port } from '../aws/ports.ts';
import { EvenkeelError } from '../core/errors.ts';
import { plain, type Group, type Inventory, type Named, type Subnet, type Vpc } from '../core/inventory.ts';
import type { Live, Unreadable } from '../core/resource.ts';
import { fromPairs } from './pairs.ts';
import { reading } from './reading.ts';
import type { ObserveContext, Tags } from './resource.ts';
import type { SecurityGroupState } from './security-group/state.ts';

/** AWS hands route tables out in smaller pages than everything else. */
const ROUTE_TABLE_PAGE = 100;

interface ObservedInventory {
  readonly inventory: Inventory;
  readonly unreadable: readonly Unreadable[];
}

/** What manifests point at. The groups are those that were observed already, so it comes after them. */
export async function observeInventory({ aws, observed }: ObserveContext): Promise<ObservedInventory> {
  const unreadable: Unreadable[] = [];
  const [vpcs = [], subnets = []] = await Promise.all([
    reading('vpc', unreadable)(readVpcs(aws.ec2)),
    reading('subnet', unreadable)(readSubnets(aws.ec2)),
  ]);
  const targetGroups = observed('target-group');
  const groups = observed('security-group') as readonly Live<SecurityGroupState>[];
  return {
    inventory: {
      vpcs,
      subnets,
      securityGroups: groups.map(groupOf),
      targetGroups: targetGroups.map(({ physical, name = '', tags }) => ({ id: physical, name, tags })),
    },
    unreadable,
  };
}

async function readVpcs(ec2: Ec2Port): Promise<Vpc[]> {
  const found = await allPages(ec2.describeVpcs, { MaxResults: EC2_PAGE }, (page) => page.Vpcs, {
    tokenIn: 'NextToken',
  });
  return found.map(({ VpcId: id = '', IsDefault, Tags }) => ({
    ...named(id, fromPairs(Tags)),
    isDefault: IsDefault === true,
  }));
}

async function readSubnets(ec2: Ec2Port): Promise<Subnet[]> {
  const [found, isPublic] = await Promise.all([
    allPages(ec2.describeSubnets, { MaxResults: EC2_PAGE }, (page) => page.Subnets, { tokenIn: 'NextToken' }),
    readRoutes(ec2),
  ]);
  return found.map(({ SubnetId: id = '', VpcId: vpc = '', AvailabilityZone: zone = '', DefaultForAz, Tags }) => {
    const open = isPublic(id, vpc);
    return {
      ...named(id, fromPairs(Tags)),
      vpc,
      zone,
      isDefault: DefaultForAz === true,
      ...(open === undefined ? {} : { public: open }),
    };
  });
}

/** Only a warning hangs on the routes, so that nothing is held up where they can't be read. */
async function readRoutes(ec2: Ec2Port): Promise<(subnet: string, vpc: string) => boolean | undefined> {
  try {
    const tables = await allPages(
      ec2.describeRouteTables,
      { MaxResults: ROUTE_TABLE_PAGE },
      (page) => page.RouteTables,
      {
        tokenIn: 'NextToken',
      },
    );
    return publicBy(tables);
  } catch (thrown) {
    if (thrown instanceof EvenkeelError) return () => undefined;
    throw thrown;
  }
}

/** A subnet goes by the route table that was given to it, else by its VPC's main one. */
function publicBy(tables: readonly RouteTable[]): (subnet: string, vpc: string) => boolean | undefined {
  const open = new Map<string, boolean>();
  for (const table of tables) {
    for (const { SubnetId, Main } of table.Associations ?? []) {
      const place = SubnetId ?? (Main === true ? table.VpcId : undefined);
      if (place !== undefined) open.set(place, leadsOut(table));
    }
  }
  return (subnet, vpc) => open.get(subnet) ?? open.get(vpc);
}

function leadsOut({ Routes = [] }: RouteTable): boolean {
  return Routes.some(
    ({ DestinationCidrBlock, DestinationIpv6CidrBlock, GatewayId, State }) =>
      (DestinationCidrBlock === '0.0.0.0/0' || DestinationIpv6CidrBlock === '::/0') &&
      GatewayId?.startsWith('igw-') === true &&
      State !== 'blackhole',
  );
}

function groupOf({ physical, state: { name, vpc }, tags }: Live<SecurityGroupState>): Group {
  return { id: physical, name, tags, vpc: plain(vpc), isDefault: name === 'default' };
}

function named(id: string, tags: Tags): Named {
  const name = tags['Name'];
  return { id, tags, ...(name === undefined ? {} : { name }) };
}
