import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateTagsCommand,
  DeleteLaunchTemplateCommand,
  DeleteLaunchTemplateVersionsCommand,
  DescribeImagesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  type DescribeLaunchTemplateVersionsCommandInput,
  DescribeTagsCommand,
  DescribeVolumesCommand,
  ModifyLaunchTemplateCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, test } from 'vitest';
import { AMAZON_LINUX, open, refusal, REGION } from '../support.ts';

const userData = Buffer.from('#!/bin/bash').toString('base64');

async function makeTemplate(ec2: EC2Client, ClientToken?: string): Promise<string> {
  const { LaunchTemplate } = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'Web',
      ClientToken,
      VersionDescription: 'web only',
      LaunchTemplateData: {
        ImageId: 'ami-1',
        InstanceType: 't2.micro',
        UserData: userData,
        MetadataOptions: { HttpTokens: 'required' },
        TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'Web Instance' }] }],
      },
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'Name', Value: 'Web' }] }],
    }),
  );
  return LaunchTemplate?.LaunchTemplateId ?? '';
}

async function versions(ec2: EC2Client, ...Versions: string[]): Promise<(number | undefined)[]> {
  const { LaunchTemplateVersions = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: 'Web', Versions }),
  );
  return LaunchTemplateVersions.map((version) => version.VersionNumber);
}

describe('launch templates', () => {
  test('come back as they were given, with tags that the tagging APIs know too', async () => {
    const { ec2, tagging } = await open();
    const id = await makeTemplate(ec2, 'once');
    expect(await makeTemplate(ec2, 'once')).toBe(id);
    await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'team', Value: 'web' }] }));
    const { LaunchTemplates } = await ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateNames: ['Web'] }));
    expect(LaunchTemplates).toMatchObject([
      {
        LaunchTemplateId: id,
        DefaultVersionNumber: 1,
        LatestVersionNumber: 1,
        Tags: [
          { Key: 'Name', Value: 'Web' },
          { Key: 'team', Value: 'web' },
        ],
      },
    ]);
    const { LaunchTemplateVersions } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id }),
    );
    expect(LaunchTemplateVersions).toMatchObject([
      {
        VersionNumber: 1,
        VersionDescription: 'web only',
        DefaultVersion: true,
        LaunchTemplateData: {
          ImageId: 'ami-1',
          UserData: userData,
          MetadataOptions: { HttpTokens: 'required', State: 'pending' },
          TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'Web Instance' }] }],
        },
      },
    ]);
    const { ResourceTagMappingList: mapped } = await tagging.send(new GetResourcesCommand({}));
    expect(mapped?.map((item) => item.ResourceARN)).toEqual([
      `arn:aws:ec2:${REGION}:123456789012:launch-template/${id}`,
    ]);
    const ofTemplates = [{ Name: 'resource-type', Values: ['launch-template'] }];
    expect((await ec2.send(new DescribeTagsCommand({ Filters: ofTemplates }))).Tags).toHaveLength(2);
  });

  test('a version builds on its source, and numbers are never given twice', async () => {
    const { ec2 } = await open();
    await makeTemplate(ec2);
    const change = new CreateLaunchTemplateVersionCommand({
      LaunchTemplateName: 'Web',
      SourceVersion: '1',
      ClientToken: 'once',
      LaunchTemplateData: { ImageId: 'ami-2' },
    });
    const { LaunchTemplateVersion: made } = await ec2.send(change);
    const data = { ImageId: 'ami-2', InstanceType: 't2.micro', UserData: userData };
    expect(made).toMatchObject({ VersionNumber: 2, DefaultVersion: false, LaunchTemplateData: data });
    await ec2.send(change);
    expect(await versions(ec2)).toEqual([2, 1]);
    expect([await versions(ec2, '$Latest'), await versions(ec2, '$Default')]).toEqual([[2], [1]]);

    await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateName: 'Web', DefaultVersion: '2' }));
    const remove = { LaunchTemplateName: 'Web', Versions: ['1', '2', '7'] };
    expect(await ec2.send(new DeleteLaunchTemplateVersionsCommand(remove))).toMatchObject({
      SuccessfullyDeletedLaunchTemplateVersions: [{ VersionNumber: 1 }],
      UnsuccessfullyDeletedLaunchTemplateVersions: [
        { VersionNumber: 2, ResponseError: { Code: 'unexpectedError' } },
        { VersionNumber: 7, ResponseError: { Code: 'launchTemplateVersionDoesNotExist' } },
      ],
    });
    const next = { LaunchTemplateName: 'Web', LaunchTemplateData: { ImageId: 'ami-3' } };
    const { LaunchTemplateVersion } = await ec2.send(new CreateLaunchTemplateVersionCommand(next));
    expect(LaunchTemplateVersion?.VersionNumber).toBe(3);
    expect(LaunchTemplateVersion?.LaunchTemplateData).toEqual({ ImageId: 'ami-3' });
  });

  test('refusals bear the codes of AWS', async () => {
    const { ec2 } = await open();
    const id = await makeTemplate(ec2);
    const create = (LaunchTemplateName: string, UserData?: string): Promise<unknown> =>
      ec2.send(
        new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData: { ImageId: 'ami-1', UserData } }),
      );
    const describeVersion = (version: string): Promise<unknown> =>
      ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: [version] }));
    expect(await refusal(create('Web'))).toMatch(/^InvalidLaunchTemplateName.AlreadyExistsException: /);
    expect(await refusal(create('x'))).toMatch(/^InvalidLaunchTemplateName.MalformedException: /);
    expect(await refusal(create('Api', 'no base64!'))).toMatch(/^InvalidUserData.Malformed: /);
    expect(await refusal(describeVersion('9'))).toMatch(/^InvalidLaunchTemplateId.VersionNotFound: /);
    await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }));
    expect(await refusal(versions(ec2))).toMatch(/^InvalidLaunchTemplateName.NotFoundException: /);
    expect(await refusal(describeVersion('1'))).toMatch(/^InvalidLaunchTemplateId.NotFound: /);
  });
});

test('one template is named by its id or by its name, and versions by number only with it', async () => {
  const { ec2 } = await open();
  const describeVersions = (input: DescribeLaunchTemplateVersionsCommandInput): Promise<string> =>
    refusal(ec2.send(new DescribeLaunchTemplateVersionsCommand(input)));
  expect(await describeVersions({ LaunchTemplateId: 'lt-12345678', LaunchTemplateName: 'Web' })).toMatch(
    /^InvalidParameterCombination: /,
  );
  expect(await describeVersions({ Versions: ['1'] })).toMatch(/^MissingParameter: /);
});

test('images are found by owner, name and tag', async () => {
  const images = [{ name: 'Web Server v1', tags: { tier: 'web' }, id: 'ami-0abc' }, { name: 'Web Server v2' }];
  const { ec2 } = await open({ fixture: { regions: { [REGION]: { images } } } });
  const found = async (Name: string, ...Values: string[]): Promise<(string | undefined)[]> => {
    const { Images = [] } = await ec2.send(
      new DescribeImagesCommand({ Owners: ['self'], Filters: [{ Name, Values }] }),
    );
    return Images.map((image) => image.Name);
  };
  expect(await found('name', 'Web Server *')).toEqual(['Web Server v1', 'Web Server v2']);
  expect(await found('tag:tier', 'web')).toEqual(['Web Server v1']);
  const byAmazon = new DescribeImagesCommand({
    Owners: ['amazon'],
    Filters: [
      { Name: 'name', Values: ['al2023-ami-2023.*'] },
      { Name: 'architecture', Values: ['arm64'] },
    ],
  });
  expect((await ec2.send(byAmazon)).Images).toMatchObject([
    { ImageOwnerAlias: 'amazon', Public: true, Architecture: 'arm64' },
  ]);
  const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-0abc'] }));
  expect(Images).toMatchObject([{ Name: 'Web Server v1', State: 'available' }]);
  expect(await refusal(ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-99999999'] })))).toMatch(
    /^InvalidAMIID.NotFound/,
  );
});

test('an instance has a root volume, tagged as asked, for as long as it lives', async () => {
  const { ec2 } = await open();
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: AMAZON_LINUX,
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'disk' }] }],
    }),
  );
  const InstanceId = Instances?.[0]?.InstanceId ?? '';
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({}));
  expect(Volumes).toMatchObject([{ Attachments: [{ InstanceId }], Tags: [{ Key: 'Name', Value: 'disk' }] }]);
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
  expect((await ec2.send(new DescribeVolumesCommand({}))).Volumes).toEqual([]);
});
