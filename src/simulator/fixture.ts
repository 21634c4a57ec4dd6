import { addCertificate, type CertificateFixture } from './acm/certificates.ts';
import { addAddress } from './ec2/addresses.ts';
import { addImage } from './ec2/images.ts';
import { addInstance, setInstanceState } from './ec2/instances.ts';
import { addInternetGateway } from './ec2/internet-gateways.ts';
import { type FlatPermission, rulesIn } from './ec2/permissions.ts';
import { usualImage } from './ec2/public-images.ts';
import { addRouteTable, associate } from './ec2/route-tables.ts';
import { authorize } from './ec2/security-group-rules.ts';
import { addSecurityGroup } from './ec2/security-groups.ts';
import type { InstanceState, Subnet, Tags } from './ec2/state.ts';
import { addSubnet } from './ec2/subnets.ts';
import { addVpc } from './ec2/vpcs.ts';
import { zoneNamed } from './ec2/zones.ts';
import { buildCluster, buildTaskDefinition, type ClusterFixture, type TaskDefinitionFixture } from './ecs/fixture.ts';
import { functionArn, setFunctionPermission } from './elbv2/functions.ts';
import type { Owners } from './identity.ts';
import type { LimitOptions } from './request-limits/request-limits.ts';
import type { World } from './world.ts';

/** What stands in AWS beforehand, region by region, in every account alike. Names are `Name` tags. */
export interface Fixture extends LimitOptions {
  readonly regions: Readonly<Record<string, RegionFixture>>;
  /** Whose access keys are whose; any other is the user evenkeel's. */
  readonly callers?: Owners;
}

interface RegionFixture {
  readonly vpcs?: readonly VpcFixture[];
  readonly instances?: readonly InstanceFixture[];
  readonly addresses?: readonly Named[];
  /** Machine images of the account's own; an id is given to one that has none. */
  readonly images?: readonly ImageFixture[];
  /** Lambda functions that are closed to load balancers, or named to say that they are not; any other is open. */
  readonly functions?: readonly FunctionFixture[];
  /** Certificates of ACM. */
  readonly certificates?: readonly CertificateFixture[];
  readonly clusters?: readonly ClusterFixture[];
  /** Registered in this order, so that several of one family are its revisions. */
  readonly taskDefinitions?: readonly TaskDefinitionFixture[];
}

interface Named {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
}

interface ImageFixture extends Named {
  readonly id?: string;
}

interface FunctionFixture {
  readonly name: string;
  /** Whether its policy lets load balancers invoke it. */
  readonly permitsLoadBalancers?: boolean;
}

interface VpcFixture extends Named {
  readonly cidr: string;
  /** With one, public subnets have a route to it. */
  readonly internetGateway?: boolean;
  readonly subnets?: readonly SubnetFixture[];
  readonly securityGroups?: readonly SecurityGroupFixture[];
}

interface SubnetFixture extends Named {
  /** `ap-northeast-2a`, or `a` alone. */
  readonly zone: string;
  readonly cidr: string;
  readonly public?: boolean;
}

interface SecurityGroupFixture extends Named {
  readonly description?: string;
  readonly ingress?: readonly { readonly protocol: string; readonly port?: number; readonly cidr: string }[];
}

interface InstanceFixture extends Named {
  /** The name of its subnet. */
  readonly subnet: string;
  /** The name of its VPC, where several have a subnet of that name. */
  readonly vpc?: string;
  /** Names of groups in the subnet's VPC; without any, the VPC's default group. */
  readonly securityGroups?: readonly string[];
  readonly image?: string;
  readonly type?: string;
  readonly state?: InstanceState;
}

/** Several fixtures as one: what each has for a region or of callers stands, and the last word on limits counts. */
export function mergeFixtures(fixtures: readonly Fixture[]): Fixture {
  const regions = new Map<string, RegionFixture>();
  for (const [region, added] of fixtures.flatMap((fixture) => Object.entries(fixture.regions))) {
    const standing = regions.get(region) ?? {};
    const { vpcs = [], instances = [], addresses = [], images = [], functions = [] } = standing;
    const { certificates = [], clusters = [], taskDefinitions = [] } = standing;
    regions.set(region, {
      vpcs: [...vpcs, ...(added.vpcs ?? [])],
      instances: [...instances, ...(added.instances ?? [])],
      addresses: [...addresses, ...(added.addresses ?? [])],
      images: [...images, ...(added.images ?? [])],
      functions: [...functions, ...(added.functions ?? [])],
      certificates: [...certificates, ...(added.certificates ?? [])],
      clusters: [...clusters, ...(added.clusters ?? [])],
      taskDefinitions: [...taskDefinitions, ...(added.taskDefinitions ?? [])],
    });
  }
  const callers = Object.assign({}, ...fixtures.map((fixture) => fixture.callers)) as Owners;
  return Object.assign({}, ...fixtures, { regions: Object.fromEntries(regions), callers }) as Fixture;
}

/** Builds into a world what the fixture has for its region. Throws where a name leads nowhere. */
export function applyFixture(world: World, fixture: Fixture): void {
  const region = Object.hasOwn(fixture.regions, world.region) ? fixture.regions[world.region] : undefined;
  for (const vpc of region?.vpcs ?? []) buildVpc(world, vpc);
  for (const instance of region?.instances ?? []) buildInstance(world, instance);
  for (const address of region?.addresses ?? []) addAddress(world, tagsOf(address));
  for (const image of region?.images ?? []) addImage(world, { ...image, tags: tagsOf(image) });
  for (const lambda of region?.functions ?? []) buildFunction(world, lambda);
  for (const certificate of region?.certificates ?? []) addCertificate(world, certificate);
  for (const cluster of region?.clusters ?? []) buildCluster(world, cluster);
  for (const definition of region?.taskDefinitions ?? []) buildTaskDefinition(world, definition);
}

function buildFunction(world: World, { name, permitsLoadBalancers = false }: FunctionFixture): void {
  setFunctionPermission(world, functionArn(world, name), permitsLoadBalancers);
}

function buildVpc(world: World, vpc: VpcFixture): void {
  const { vpcId } = addVpc(world, { cidrBlock: vpc.cidr, tags: tagsOf(vpc) });
  const publicTable = vpc.internetGateway ? buildPublicRoutes(world, vpcId, vpc.name) : undefined;
  for (const subnet of vpc.subnets ?? []) {
    const zone = zoneNamed(world.region, subnet.zone.length === 1 ? world.region + subnet.zone : subnet.zone);
    const isPublic = subnet.public ?? false;
    const { subnetId } = addSubnet(world, { vpcId, zone, cidrBlock: subnet.cidr, isPublic, tags: tagsOf(subnet) });
    if (isPublic && publicTable) associate(world, publicTable, subnetId);
  }
  for (const group of vpc.securityGroups ?? []) buildSecurityGroup(world, vpcId, group);
}

function buildPublicRoutes(world: World, vpcId: string, name: string): ReturnType<typeof addRouteTable> {
  const { internetGatewayId } = addInternetGateway(world, { vpcId, tags: tagsOf({ name }) });
  const table = addRouteTable(world, { vpcId, tags: tagsOf({ name: `${name} public` }) });
  table.routes.set('0.0.0.0/0', { destination: '0.0.0.0/0', target: internetGatewayId });
  return table;
}

function buildSecurityGroup(world: World, vpcId: string, fixture: SecurityGroupFixture): void {
  const { name, description = fixture.name } = fixture;
  const group = addSecurityGroup(world, { vpcId, groupName: name, description, tags: tagsOf(fixture) });
  for (const { protocol, port, cidr } of fixture.ingress ?? []) {
    const permission: FlatPermission = { IpProtocol: protocol, FromPort: port, ToPort: port, CidrIp: cidr };
    authorize(world, group, rulesIn(permission, false));
  }
}

function buildInstance(world: World, fixture: InstanceFixture): void {
  const subnet = named(subnetsOf(world, fixture), fixture.subnet, `instance ${fixture.name}: subnet`);
  const groups = [...world.ec2.securityGroups.values()].filter((group) => group.vpcId === subnet.vpcId);
  const groupIds = fixture.securityGroups?.map(
    (name) => named(groups, name, `instance ${fixture.name}: security group`).groupId,
  );
  const instance = addInstance(world, {
    subnetId: subnet.subnetId,
    imageId: fixture.image ?? usualImage,
    ...(fixture.type === undefined ? {} : { instanceType: fixture.type }),
    ...(groupIds === undefined ? {} : { groupIds }),
    tags: tagsOf(fixture),
  });
  if (fixture.state !== undefined) setInstanceState(world, instance, fixture.state);
}

function subnetsOf({ ec2 }: World, { name, vpc }: InstanceFixture): Subnet[] {
  const subnets = [...ec2.subnets.values()];
  if (vpc === undefined) return subnets;
  const { vpcId } = named(ec2.vpcs.values(), vpc, `instance ${name}: VPC`);
  return subnets.filter((subnet) => subnet.vpcId === vpcId);
}

function named<Item extends { readonly tags: Tags }>(items: Iterable<Item>, name: string, what: string): Item {
  const found = [...items].find((item) => item.tags.get('Name') === name);
  if (found === undefined) throw new Error(`fixture: ${what} "${name}" is not among what the fixture builds`);
  return found;
}

function tagsOf({ name, tags = {} }: Named): Tags {
  return new Map([['Name', name], ...Object.entries(tags)]);
}
