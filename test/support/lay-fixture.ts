import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  type EC2Client,
  RegisterImageCommand,
  type ResourceType,
  RunInstancesCommand,
  type Tag,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand } from '@aws-sdk/client-ecs';
import { usualImage } from '../../src/simulator/ec2/public-images.ts';
import type { Fixture } from '../../src/simulator/fixture.ts';
import { REGION, type Sdk } from './clients.ts';

type RegionFixture = Fixture['regions'][string];
type VpcFixture = NonNullable<RegionFixture['vpcs']>[number];
type InstanceFixture = NonNullable<RegionFixture['instances']>[number];

/** Ids by name. */
interface Laid {
  readonly subnets: Map<string, string>;
  readonly securityGroups: Map<string, string>;
}

/** Makes what a fixture describes by AWS's own calls, so that it works on every emulator. */
export async function layFixture({ ec2, ecs }: Pick<Sdk, 'ec2' | 'ecs'>, fixture: Fixture): Promise<void> {
  const { vpcs = [], instances = [], images = [], clusters = [] } = fixture.regions[REGION] ?? {};
  const laid: Laid = { subnets: new Map(), securityGroups: new Map() };
  for (const vpc of vpcs) await layVpc(ec2, vpc, laid);
  for (const instance of instances) await layInstance(ec2, instance, laid);
  for (const { name } of images) await ec2.send(new RegisterImageCommand({ Name: name }));
  for (const { name, tags = {} } of clusters) {
    const pairs = Object.entries(tags).map(([key, value]) => ({ key, value }));
    await ecs.send(new CreateClusterCommand({ clusterName: name, tags: pairs }));
  }
}

async function layVpc(ec2: EC2Client, fixture: VpcFixture, laid: Laid): Promise<void> {
  const { Vpc } = await ec2.send(
    new CreateVpcCommand({ CidrBlock: fixture.cidr, TagSpecifications: tagged('vpc', fixture) }),
  );
  const vpc = Vpc?.VpcId ?? '';
  const table = fixture.internetGateway ? await layPublicRoutes(ec2, vpc) : undefined;
  for (const subnet of fixture.subnets ?? []) {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId: vpc,
        CidrBlock: subnet.cidr,
        AvailabilityZone: subnet.zone.length === 1 ? REGION + subnet.zone : subnet.zone,
        TagSpecifications: tagged('subnet', subnet),
      }),
    );
    const id = Subnet?.SubnetId ?? '';
    laid.subnets.set(subnet.name, id);
    if (subnet.public && table) await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table, SubnetId: id }));
  }
  for (const group of fixture.securityGroups ?? [])
    laid.securityGroups.set(group.name, await layGroup(ec2, vpc, group));
}

async function layPublicRoutes(ec2: EC2Client, vpc: string): Promise<string> {
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const gateway = InternetGateway?.InternetGatewayId;
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: gateway, VpcId: vpc }));
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }));
  const table = RouteTable?.RouteTableId ?? '';
  await ec2.send(
    new CreateRouteCommand({ RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway }),
  );
  return table;
}

async function layGroup(
  ec2: EC2Client,
  vpc: string,
  fixture: NonNullable<VpcFixture['securityGroups']>[number],
): Promise<string> {
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId: vpc,
      GroupName: fixture.name,
      Description: fixture.description ?? fixture.name,
      TagSpecifications: tagged('security-group', fixture),
    }),
  );
  for (const { protocol, port, cidr } of fixture.ingress ?? []) {
    const permission = { IpProtocol: protocol, FromPort: port, ToPort: port, IpRanges: [{ CidrIp: cidr }] };
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
  }
  return GroupId;
}

async function layInstance(ec2: EC2Client, fixture: InstanceFixture, laid: Laid): Promise<void> {
  await ec2.send(
    new RunInstancesCommand({
      ImageId: fixture.image ?? usualImage,
      MinCount: 1,
      MaxCount: 1,
      SubnetId: laid.subnets.get(fixture.subnet),
      SecurityGroupIds: (fixture.securityGroups ?? []).map((name) => laid.securityGroups.get(name) ?? ''),
      TagSpecifications: tagged('instance', fixture),
    }),
  );
}

function tagged(
  type: ResourceType,
  { name, tags = {} }: { readonly name: string; readonly tags?: Readonly<Record<string, string>> },
): TagSpecification[] {
  const Tags: Tag[] = Object.entries({ Name: name, ...tags }).map(([Key, Value]) => ({ Key, Value }));
  return [{ ResourceType: type, Tags }];
}
