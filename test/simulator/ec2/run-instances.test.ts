import {
  CreateKeyPairCommand,
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeInstanceAttributeCommand,
  InstanceAttributeName,
  DescribeInstanceCreditSpecificationsCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  type DescribeInstanceStatusCommandInput,
  DescribeInstanceTypesCommand,
  type EC2Client,
  type Instance,
  ModifyInstanceAttributeCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { AMAZON_LINUX, open, refusal } from '../support.ts';

async function run(ec2: EC2Client, more: Partial<RunInstancesCommandInput> = {}): Promise<Instance> {
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({ ImageId: AMAZON_LINUX, MinCount: 1, MaxCount: 1, ...more }),
  );
  return Instances[0] ?? {};
}

async function describeOne(ec2: EC2Client, id = ''): Promise<Instance | undefined> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0];
}

async function template(ec2: EC2Client): Promise<void> {
  const Tags = [{ Key: 'from', Value: 'template' }];
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'web',
      LaunchTemplateData: {
        ImageId: AMAZON_LINUX,
        InstanceType: 't3.small',
        KeyName: 'theirs',
        TagSpecifications: [{ ResourceType: 'instance', Tags }],
      },
    }),
  );
}

describe('an instance is started', () => {
  test('as its template says, but for what the call says', async () => {
    const { ec2 } = await open();
    await template(ec2);
    await ec2.send(new CreateKeyPairCommand({ KeyName: 'mine' }));
    const asked = { MinCount: 1, MaxCount: 1, LaunchTemplate: { LaunchTemplateName: 'web' }, KeyName: 'mine' };
    const { Instances = [] } = await ec2.send(new RunInstancesCommand(asked));
    expect(Instances).toMatchObject([
      { ImageId: AMAZON_LINUX, InstanceType: 't3.small', KeyName: 'mine', Tags: [{ Key: 'from', Value: 'template' }] },
    ]);
    const both = { ...asked, LaunchTemplate: { LaunchTemplateName: 'web', LaunchTemplateId: 'lt-1' } };
    expect(await refusal(ec2.send(new RunInstancesCommand(both)))).toMatch(/^InvalidParameterCombination: /);
    const gone = { ...asked, LaunchTemplate: { LaunchTemplateName: 'gone' } };
    expect(await refusal(ec2.send(new RunInstancesCommand(gone)))).toMatch(/^InvalidLaunchTemplateName.NotFound/);
  });

  test('in the zone, at the address and with the groups that are asked for', async () => {
    const { ec2 } = await open();
    const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'x' }));
    const made = await run(ec2, {
      Placement: { AvailabilityZone: 'ap-northeast-2c' },
      PrivateIpAddress: '172.31.32.77',
      SecurityGroups: ['web'],
    });
    expect(made).toMatchObject({
      Placement: { AvailabilityZone: 'ap-northeast-2c' },
      PrivateIpAddress: '172.31.32.77',
      SecurityGroups: [{ GroupId, GroupName: 'web' }],
    });
    const again = { SubnetId: made.SubnetId ?? '', PrivateIpAddress: '172.31.32.77' };
    expect(await refusal(run(ec2, again))).toMatch(/^InvalidIPAddress.InUse: /);
    expect(await refusal(run(ec2, { ...again, PrivateIpAddress: '10.9.9.9' }))).toMatch(/^InvalidParameterValue: /);
  });

  test.each<[string, Partial<RunInstancesCommandInput>, string]>([
    ['with a minimum above the maximum', { MinCount: 2, MaxCount: 1 }, 'InvalidParameterValue'],
    ['from what is no image', { ImageId: 'web' }, 'InvalidAMIID.Malformed'],
    ['from an image that there is not', { ImageId: 'ami-12345678' }, 'InvalidAMIID.NotFound'],
    ['into what is no subnet', { SubnetId: 'web' }, 'InvalidSubnetID.Malformed'],
    ['with what is no group', { SecurityGroupIds: ['web'] }, 'InvalidGroupId.Malformed'],
    [
      'with a subnet of its own beside an interface',
      { SubnetId: 'subnet-12345678', NetworkInterfaces: [{ DeviceIndex: 0 }] },
      'InvalidParameterCombination',
    ],
    [
      'with groups of its own beside an interface',
      { SecurityGroupIds: ['sg-12345678'], NetworkInterfaces: [{ DeviceIndex: 0 }] },
      'InvalidParameterCombination',
    ],
    [
      'with groups by name in a subnet',
      { SubnetId: 'subnet-12345678', SecurityGroups: ['default'] },
      'InvalidParameterCombination',
    ],
    ['with a group that there is not', { SecurityGroups: ['gone'] }, 'InvalidGroup.NotFound'],
    ['at one address for two', { MaxCount: 2, PrivateIpAddress: '172.31.0.9' }, 'InvalidParameterCombination'],
  ])('but not %s', async (_, more, code) => {
    const { ec2 } = await open();
    expect(await refusal(run(ec2, more))).toMatch(new RegExp(`^${code}: `));
  });

  test("but not with another VPC's group", async () => {
    const { ec2 } = await open();
    const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
    const other = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'x', VpcId }));
    expect(await refusal(run(ec2, { SecurityGroupIds: [other.GroupId ?? ''] }))).toMatch(/^InvalidParameter: /);
  });
});

describe('an instance is described', () => {
  test('with its interface, its disk, its names and how it runs', async () => {
    const { ec2 } = await open();
    const { InstanceId } = await run(ec2, { InstanceType: 't4g.small', Monitoring: { Enabled: true } });
    const found = await describeOne(ec2, InstanceId);
    expect(found).toMatchObject({
      AmiLaunchIndex: 0,
      Architecture: 'arm64',
      Monitoring: { State: 'enabled' },
      PrivateDnsName: 'ip-172-31-0-4.ap-northeast-2.compute.internal',
      PublicDnsName: expect.stringMatching(/^ec2-203-0-113-\d+\.ap-northeast-2\.compute\.amazonaws\.com$/) as string,
      RootDeviceName: '/dev/xvda',
      SourceDestCheck: true,
      PlatformDetails: 'Linux/UNIX',
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Status: 'attached', DeleteOnTermination: true } }],
      NetworkInterfaces: [
        {
          PrivateIpAddress: '172.31.0.4',
          Groups: [{ GroupName: 'default' }],
          Attachment: { DeviceIndex: 0 },
          Association: { IpOwnerId: 'amazon' },
        },
      ],
    });
    const ended = new TerminateInstancesCommand({ InstanceIds: [InstanceId ?? ''] });
    await ec2.send(ended);
    expect(await describeOne(ec2, InstanceId)).toMatchObject({ NetworkInterfaces: [], BlockDeviceMappings: [] });
  });

  test('by its type, its key or its addresses, and by ids without pages', async () => {
    const { ec2 } = await open();
    await ec2.send(new CreateKeyPairCommand({ KeyName: 'mine' }));
    const { InstanceId = '' } = await run(ec2, { KeyName: 'mine' });
    await run(ec2);
    const found = async (Name: string, value: string): Promise<number> => {
      const { Reservations = [] } = await ec2.send(
        new DescribeInstancesCommand({ Filters: [{ Name, Values: [value] }] }),
      );
      return Reservations.flatMap(({ Instances = [] }) => Instances).length;
    };
    expect(await found('key-name', 'mine')).toBe(1);
    expect(await found('private-dns-name', 'ip-172-31-0-4.*')).toBe(1);
    expect(await found('architecture', 'x86_64')).toBe(2);
    const paged = new DescribeInstancesCommand({ InstanceIds: [InstanceId], MaxResults: 5 });
    expect(await refusal(ec2.send(paged))).toMatch(/^InvalidParameterCombination: /);
  });

  test('by its checks, which it passes while it runs', async () => {
    const { ec2 } = await open();
    const { InstanceId = '' } = await run(ec2);
    const status = async (more: DescribeInstanceStatusCommandInput = {}): Promise<unknown> =>
      (await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [InstanceId], ...more }))).InstanceStatuses;
    const ok = { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] };
    expect(await status()).toMatchObject([{ InstanceId, InstanceStatus: ok, SystemStatus: ok }]);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
    expect(await status()).toEqual([]);
    expect(await status({ IncludeAllInstances: true })).toMatchObject([
      { InstanceState: { Name: 'stopped' }, InstanceStatus: { Status: 'not-applicable' } },
    ]);
  });

  test('attribute by attribute, and changed so', async () => {
    const { ec2 } = await open();
    const { InstanceId = '' } = await run(ec2, { DisableApiTermination: true, UserData: 'aGk=' });
    const read = (Attribute: 'disableApiTermination' | 'sourceDestCheck' | 'userData') =>
      ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute }));
    expect(await read('disableApiTermination')).toMatchObject({ DisableApiTermination: { Value: true } });
    expect(await read('userData')).toMatchObject({ UserData: { Value: 'aGk=' } });
    const end = new TerminateInstancesCommand({ InstanceIds: [InstanceId] });
    expect(await refusal(ec2.send(end))).toMatch(/^OperationNotPermitted: .*'disableApiTermination'/);
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, SourceDestCheck: { Value: false } }));
    expect(await read('sourceDestCheck')).toMatchObject({ SourceDestCheck: { Value: false } });
    const grow = new ModifyInstanceAttributeCommand({ InstanceId, InstanceType: { Value: 't3.large' } });
    expect(await refusal(ec2.send(grow))).toMatch(/^IncorrectInstanceState: /);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
    await ec2.send(grow);
    expect((await describeOne(ec2, InstanceId))?.InstanceType).toBe('t3.large');
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination: { Value: false } }));
    await ec2.send(end);
  });

  test('every attribute that EC2 has is answered, and no other', async () => {
    const { ec2 } = await open();
    const { InstanceId = '' } = await run(ec2);
    const read = (Attribute: InstanceAttributeName) =>
      ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute }));
    for (const name of Object.values(InstanceAttributeName)) expect(Object.keys(await read(name))).toHaveLength(3);
    expect(await read('rootDeviceName')).toMatchObject({ RootDeviceName: { Value: '/dev/xvda' } });
    const { BlockDeviceMappings } = await read('blockDeviceMapping');
    expect(BlockDeviceMappings).toEqual((await describeOne(ec2, InstanceId))?.BlockDeviceMappings);
    expect(await refusal(read('colour' as InstanceAttributeName))).toMatch(/^InvalidParameterValue: /);
  });

  test('and so are types, and how a burstable one is paid for', async () => {
    const { ec2 } = await open();
    const { InstanceTypes } = await ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['t3.micro'] }));
    expect(InstanceTypes).toMatchObject([
      { VCpuInfo: { DefaultVCpus: 2 }, MemoryInfo: { SizeInMiB: 1024 }, BurstablePerformanceSupported: true },
    ]);
    const old = new DescribeInstanceTypesCommand({ Filters: [{ Name: 'hypervisor', Values: ['xen'] }] });
    const xen = (await ec2.send(old)).InstanceTypes ?? [];
    expect(xen.length).toBeGreaterThan(0);
    expect(xen.every(({ InstanceType, Hypervisor }) => InstanceType?.startsWith('t2.') && Hypervisor === 'xen')).toBe(
      true,
    );
    const wrong = new DescribeInstanceTypesCommand({ InstanceTypes: ['t3.huge' as 't3.micro'] });
    expect(await refusal(ec2.send(wrong))).toMatch(/^InvalidInstanceType: /);
    const { InstanceId = '' } = await run(ec2, { InstanceType: 't3.micro' });
    await run(ec2, { InstanceType: 'm5.large' });
    const { InstanceCreditSpecifications } = await ec2.send(new DescribeInstanceCreditSpecificationsCommand({}));
    expect(InstanceCreditSpecifications).toEqual([{ InstanceId, CpuCredits: 'unlimited' }]);
  });
});
