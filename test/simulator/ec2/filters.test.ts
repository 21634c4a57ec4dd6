import { readdirSync, readFileSync } from 'node:fs';
import {
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  type Filter,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { ec2Operations } from '../../../src/simulator/ec2/index.ts';
import { AMAZON_LINUX, open, refusal } from '../support.ts';

type Command = new (input: object) => DescribeSubnetsCommand;

const commands = new Map<string, unknown>(Object.entries(await import('@aws-sdk/client-ec2')));
const models = new URL('../../../node_modules/@aws-sdk/client-ec2/dist-types/models/', import.meta.url);
const typings = readdirSync(models)
  .map((name) => readFileSync(new URL(name, models), 'utf8'))
  .join('\n');

/** The filters that the SDK's documentation of an operation lists, and the member that takes them. */
function documented(operation: string): { member: string; names: string[] } {
  const body = typings.split(`export interface ${operation}Request {`)[1]?.split('\n}')[0] ?? '';
  const found = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(Filters?)\?: Filter\[\]/.exec(body);
  const list = (found?.[1] ?? '').replace(/^[^]*?<ul>/, '');
  // A list within the list has a filter's values.
  const names = [
    ...list.replaceAll(/<ul>[^]*?<\/ul>/g, '').matchAll(/<li>[\s*]*<p>[\s*]*<code>([^<]+)<\/code> - /g),
  ].map(([, name = '']) => name);
  return { member: found?.[2] ?? '', names: names.filter((name) => !name.startsWith('tag')) };
}

const operations = Object.keys(ec2Operations)
  .map((name) => ({ name, ...documented(name) }))
  .filter(({ names }) => names.length > 0);

/** What an operation wants besides. */
const more: Readonly<Record<string, object>> = { DescribeLaunchTemplateVersions: { Versions: ['$Latest'] } };

async function run(ec2: EC2Client): Promise<string> {
  const { Instances } = await ec2.send(new RunInstancesCommand({ ImageId: AMAZON_LINUX, MinCount: 1, MaxCount: 1 }));
  return Instances?.[0]?.InstanceId ?? '';
}

describe('each documented filter is known, or refused as what the simulator lacks', () => {
  test('of operations enough for this to mean something', () => {
    expect(operations.length).toBeGreaterThan(18);
  });

  test.each(operations)('$name', async ({ name, member, names }) => {
    const { ec2 } = await open();
    await run(ec2);
    const Describe = commands.get(`${name}Command`) as Command;
    const by = (filter: string): Promise<string> =>
      refusal(ec2.send(new Describe({ ...more[name], [member]: [{ Name: filter, Values: ['none'] }] })));
    const beyond: string[] = [];
    for (const filter of names) {
      const said = await by(filter);
      if (said === 'no refusal') continue;
      expect(said).toBe(`InvalidParameterValue: The simulator does not know the filter '${filter}'; AWS does.`);
      beyond.push(filter);
    }
    expect(beyond.length).toBeLessThan(Math.max(5, names.length / 2));
    expect(await by('colour')).toBe("InvalidParameterValue: The filter 'colour' is invalid");
  });
});

const by = (Name: string, ...Values: string[]): { Filters: Filter[] } => ({ Filters: [{ Name, Values }] });

describe('filters look at what is answered', () => {
  test('of an instance and its interface', async () => {
    const { ec2 } = await open();
    const id = await run(ec2);
    const found = async (name: string, value: string): Promise<number> =>
      (await ec2.send(new DescribeInstancesCommand(by(name, value)))).Reservations?.length ?? 0;
    const [one] =
      (await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations?.[0]?.Instances ?? [];
    const nic = one?.NetworkInterfaces?.[0];
    for (const [name, value = ''] of [
      ['availability-zone-id', 'apne2-az1'],
      ['dns-name', one?.PublicDnsName],
      ['metadata-options.http-tokens', 'optional'],
      ['block-device-mapping.volume-id', one?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId],
      ['network-interface.mac-address', nic?.MacAddress],
      ['network-interface.attachment.attachment-id', nic?.Attachment?.AttachmentId],
      ['network-interface.group-id', nic?.Groups?.[0]?.GroupId],
      ['network-interface.status', 'in-use'],
    ] as const) {
      expect([name, await found(name, value)]).toEqual([name, 1]);
      expect([name, await found(name, 'other')]).toEqual([name, 0]);
    }
  });

  test("of an interface, by its instance's public address", async () => {
    const { ec2 } = await open();
    await run(ec2);
    const found = async (...filter: [name: string, value: string]) =>
      (await ec2.send(new DescribeNetworkInterfacesCommand(by(...filter)))).NetworkInterfaces ?? [];
    const [nic] = await found('association.ip-owner-id', 'amazon');
    const { PublicIp = '' } = nic?.Association ?? {};
    expect(PublicIp).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await found('addresses.association.public-ip', PublicIp)).toEqual([nic]);
    expect(await found('association.public-ip', '192.0.2.1')).toEqual([]);
  });

  test("of groups' rules each way, of routes, of subnets and of types", async () => {
    const { ec2 } = await open();
    const groups = async (name: string, value: string): Promise<number> =>
      (await ec2.send(new DescribeSecurityGroupsCommand(by(name, value)))).SecurityGroups?.length ?? 0;
    expect(await groups('ip-permission.group-name', 'default')).toBe(1);
    expect(await groups('egress.ip-permission.group-name', 'default')).toBe(0);
    expect(await groups('egress.ip-permission.protocol', '-1')).toBe(1);
    const tables = async (name: string, value: string): Promise<number> =>
      (await ec2.send(new DescribeRouteTablesCommand(by(name, value)))).RouteTables?.length ?? 0;
    expect(await tables('route.gateway-id', 'igw-*')).toBe(1);
    expect(await tables('route.nat-gateway-id', '*')).toBe(0);
    expect(await tables('route.state', 'blackhole')).toBe(0);
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand(by('available-ip-address-count', '4091')));
    expect(Subnets).toHaveLength(4);
    expect((await ec2.send(new DescribeSubnetsCommand(by('ipv6-cidr-block-association.state', '*')))).Subnets).toEqual(
      [],
    );
    const { InstanceTypes } = await ec2.send(
      new DescribeInstanceTypesCommand({
        Filters: [
          { Name: 'vcpu-info.default-vcpus', Values: ['4'] },
          { Name: 'processor-info.supported-architecture', Values: ['arm64'] },
          { Name: 'memory-info.size-in-mib', Values: ['8192'] },
        ],
      }),
    );
    expect(InstanceTypes?.map(({ InstanceType }) => InstanceType)).toEqual(['c6g.xlarge', 'c7g.xlarge']);
  });
});
