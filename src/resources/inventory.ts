import type { Instance as AwsInstance, RouteTable } from '@aws-sdk/client-ec2';
import { allPages, chunks, EC2_PAGE } from '../aws/pages.ts';
import type { EcsPort, Ec2Port } from '../aws/ports.ts';
import { EvenkeelError } from '../core/errors.ts';
import { distinct } from '../core/group-by.ts';
import {
  plain,
  type FoundSecurityGroup,
  type Instance,
  type Inventory,
  type Named,
  type Subnet,
  type Vpc,
} from '../core/inventory.ts';
import { readOwnership } from '../core/ownership.ts';
import type { Live, Unreadable } from '../core/resource.ts';
import { fromPairs } from './pairs.ts';
import { reading } from './reading.ts';
import type { ObserveContext, Tags } from './resource.ts';
import type { SecurityGroupState } from './security-group/type.ts';

/** AWS hands route tables out in smaller pages than everything else. */
const ROUTE_TABLE_PAGE = 100;

interface ObservedInventory {
  readonly inventory: Inventory;
  readonly unreadable: readonly Unreadable[];
}

/** What manifests point at. The groups are those that were observed already, so it comes after them. */
export async function observeInventory(context: ObserveContext): Promise<ObservedInventory> {
  const { aws, observed, looksUp, names } = context;
  const unreadable: Unreadable[] = [];
  const [vpcs = [], subnets = [], instances = [], images = [], clusters = []] = await Promise.all([
    reading('vpc', unreadable)(readVpcs(aws.ec2)),
    reading('subnet', unreadable)(readSubnets(aws.ec2)),
    looksUp('instance') || listsInstances(context) ? reading('instance', unreadable)(readInstances(aws.ec2)) : [],
    looksUp('image') ? reading('image', unreadable)(readImages(aws.ec2, names('image'))) : [],
    looksUp('cluster') ? reading('cluster', unreadable)(readClusters(aws.ecs, names('cluster'))) : [],
  ]);
  const groups = observed('security-group') as readonly Live<SecurityGroupState>[];
  return {
    inventory: {
      vpcs: distinct(vpcs, byId),
      subnets: distinct(subnets, byId),
      securityGroups: groups.map(groupOf),
      targetGroups: observed('target-group').map(asNamed),
      loadBalancers: observed('load-balancer').map(asNamed),
      instances: distinct(instances, byId),
      images: distinct(images, byId),
      clusters: distinct(clusters, byId),
    },
    unreadable,
  };
}

function byId({ id }: { readonly id: string }): string {
  return id;
}

/** Where something new could stand. */
export async function readNetwork(ec2: Ec2Port): Promise<Pick<Inventory, 'vpcs' | 'subnets'>> {
  const [vpcs, subnets] = await Promise.all([readVpcs(ec2), readSubnets(ec2)]);
  return { vpcs, subnets };
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
  const [found, wayOut] = await Promise.all([
    allPages(ec2.describeSubnets, { MaxResults: EC2_PAGE }, (page) => page.Subnets, { tokenIn: 'NextToken' }),
    readRoutes(ec2),
  ]);
  return found.map(({ SubnetId: id = '', VpcId: vpc = '', AvailabilityZone: zone = '', DefaultForAz, Tags }) => {
    return {
      ...named(id, fromPairs(Tags)),
      vpc,
      zone,
      isDefault: DefaultForAz === true,
      ...wayOut(id, vpc),
    };
  });
}

/** Whether a target group lists instances, or may once it is adopted: of those in it, some may be Auto Scaling's. */
function listsInstances({ observed, names }: ObserveContext): boolean {
  return observed('target-group').some(({ name = '', tags, status }) => {
    const owned = readOwnership(tags);
    const isListed = owned === undefined ? names('target-group').has(name) : owned.targets === 'listed';
    return isListed && status?.targets?.some(({ id }) => id.startsWith('i-')) === true;
  });
}

async function readInstances(ec2: Ec2Port): Promise<Instance[]> {
  const alive = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };
  const found = await allPages(
    ec2.describeInstances,
    { MaxResults: EC2_PAGE, Filters: [alive] },
    (page) => page.Reservations,
    { tokenIn: 'NextToken' },
  );
  return found.flatMap(({ Instances = [] }) => Instances).map(toInstance);
}

export function toInstance({ InstanceId: id = '', VpcId: vpc = '', State, Tags }: AwsInstance): Instance {
  return { ...named(id, fromPairs(Tags)), vpc, state: State?.Name ?? 'unknown' };
}

/** Only the account's own: anybody may publish an image under any name. */
async function readImages(ec2: Ec2Port, wanted: ReadonlySet<string>): Promise<Named[]> {
  const found = await allPages(ec2.describeImages, { MaxResults: EC2_PAGE, Owners: ['self'] }, (page) => page.Images, {
    tokenIn: 'NextToken',
  });
  return found
    .map(({ ImageId: id = '', Name: name, Tags }) => ({
      id,
      tags: fromPairs(Tags),
      ...(name === undefined ? {} : { name }),
    }))
    .filter(({ name, tags }) => wanted.has(name ?? '') || wanted.has(tags['Name'] ?? ''));
}

/** The most clusters that one call describes. */
const MOST_CLUSTERS = 100;

async function readClusters(ecs: EcsPort, wanted: ReadonlySet<string>): Promise<Named[]> {
  const pages = await Promise.all(
    chunks([...wanted], MOST_CLUSTERS).map((clusters) => ecs.describeClusters({ clusters })),
  );
  return pages
    .flatMap(({ clusters = [] }) => clusters)
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ clusterArn: id = '', clusterName: name = '' }) => ({ id, name, tags: {} }));
}

type WayOut = Pick<Subnet, 'public' | 'defaultRoute'>;

/** Only warnings hang on the routes, so that nothing is held up where they can't be read. */
async function readRoutes(ec2: Ec2Port): Promise<(subnet: string, vpc: string) => WayOut> {
  try {
    const tables = await allPages(
      ec2.describeRouteTables,
      { MaxResults: ROUTE_TABLE_PAGE },
      (page) => page.RouteTables,
      {
        tokenIn: 'NextToken',
      },
    );
    return waysOut(tables);
  } catch (thrown) {
    if (thrown instanceof EvenkeelError) return () => ({});
    throw thrown;
  }
}

/** A subnet goes by the route table that was given to it, else by its VPC's main one. */
function waysOut(tables: readonly RouteTable[]): (subnet: string, vpc: string) => WayOut {
  const ways = new Map<string, WayOut>();
  for (const table of tables) {
    for (const { SubnetId, Main } of table.Associations ?? []) {
      const place = SubnetId ?? (Main === true ? table.VpcId : undefined);
      if (place !== undefined) ways.set(place, wayOutBy(table));
    }
  }
  return (subnet, vpc) => ways.get(subnet) ?? ways.get(vpc) ?? {};
}

function wayOutBy({ Routes = [] }: RouteTable): WayOut {
  const targets = Routes.filter(
    ({ DestinationCidrBlock, DestinationIpv6CidrBlock, State }) =>
      (DestinationCidrBlock === '0.0.0.0/0' || DestinationIpv6CidrBlock === '::/0') && State !== 'blackhole',
  ).flatMap(
    (route) => route.GatewayId ?? route.NatGatewayId ?? route.TransitGatewayId ?? route.NetworkInterfaceId ?? [],
  );
  const gateway = targets.find((target) => target.startsWith('igw-'));
  const defaultRoute = gateway ?? targets[0];
  return { public: gateway !== undefined, ...(defaultRoute === undefined ? {} : { defaultRoute }) };
}

function asNamed({ physical, name = '', tags }: Live): Named {
  return { id: physical, name, tags };
}

function groupOf({ physical, state: { name, vpc }, tags }: Live<SecurityGroupState>): FoundSecurityGroup {
  return { id: physical, name, tags, vpc: plain(vpc), isDefault: name === 'default' };
}

function named(id: string, tags: Tags): Named {
  const name = tags['Name'];
  return { id, tags, ...(name === undefined ? {} : { name }) };
}
