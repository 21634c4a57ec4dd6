import { CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  type CloudTrailClient,
  type Event,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DeleteServiceCommand } from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import type { SimulatorOptions } from '../../../src/simulator/server.ts';
import { clientsFor as plainClientsFor, open as openPlain, refusal, REGION } from '../support.ts';
import { cloudTrailOn } from './client.ts';

async function open(options?: SimulatorOptions) {
  const opened = await openPlain(options);
  return { ...opened, cloudTrail: cloudTrailOn(opened.simulator.url) };
}

function clientsFor(url: string, accessKey: string, region?: string) {
  return { ...plainClientsFor(url, accessKey, region), cloudTrail: cloudTrailOn(url, accessKey, region) };
}

type TrailRecord = Readonly<Record<string, unknown>>;

async function lookUp(cloudTrail: CloudTrailClient, input: Partial<LookupEventsCommandInput> = {}): Promise<Event[]> {
  const { Events = [] } = await cloudTrail.send(new LookupEventsCommand(input));
  return Events;
}

/** The record of the latest write. */
async function latest(cloudTrail: CloudTrailClient): Promise<TrailRecord> {
  const [event] = await lookUp(cloudTrail, { MaxResults: 1 });
  return JSON.parse(event?.CloudTrailEvent ?? 'null') as TrailRecord;
}

const group = (GroupName: string): CreateSecurityGroupCommand =>
  new CreateSecurityGroupCommand({ GroupName, Description: 'x' });
const targetGroup = new CreateTargetGroupCommand({ Name: 'web', TargetType: 'lambda' });

describe('a write is written down', () => {
  test('with who made it, from where, with what and when; a read is not', async () => {
    const clock = new ManualClock(Date.parse('2026-03-01T10:00:00.250Z'));
    const { elbv2, cloudTrail } = await open({ clock });
    const { TargetGroups, $metadata } = await elbv2.send(targetGroup);
    await elbv2.send(new DescribeTargetGroupsCommand({}));
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn;
    const events = await lookUp(cloudTrail);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      EventName: 'CreateTargetGroup',
      EventSource: 'elasticloadbalancing.amazonaws.com',
      EventTime: new Date('2026-03-01T10:00:00Z'),
      Username: 'test',
      AccessKeyId: 'test',
      ReadOnly: 'false',
      Resources: [{ ResourceType: 'AWS::ElasticLoadBalancingV2::TargetGroup', ResourceName: TargetGroupArn }],
    });
    expect(await latest(cloudTrail)).toEqual({
      eventVersion: '1.10',
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDA123456789012TEST',
        arn: 'arn:aws:iam::123456789012:user/test',
        accountId: '123456789012',
        accessKeyId: 'test',
        userName: 'test',
      },
      eventTime: '2026-03-01T10:00:00Z',
      eventSource: 'elasticloadbalancing.amazonaws.com',
      eventName: 'CreateTargetGroup',
      awsRegion: REGION,
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringContaining('aws-sdk-js/') as string,
      requestParameters: { name: 'web', targetType: 'lambda' },
      responseElements: {
        targetGroups: [expect.objectContaining({ targetGroupArn: TargetGroupArn, targetGroupName: 'web' })],
      },
      requestID: $metadata.requestId,
      eventID: events[0]?.EventId,
      readOnly: false,
      eventType: 'AwsApiCall',
      apiVersion: '2015-12-01',
      managementEvent: true,
      recipientAccountId: '123456789012',
      eventCategory: 'Management',
    });
  });

  test('as EC2 spells it', async () => {
    const { ec2, cloudTrail } = await open();
    const { GroupId = '' } = await ec2.send(group('web'));
    expect(await latest(cloudTrail)).toMatchObject({
      requestParameters: { groupName: 'web', groupDescription: 'x' },
      responseElements: { groupId: GroupId },
    });
    const opening = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [opening] }));
    expect(await latest(cloudTrail)).toMatchObject({
      requestParameters: {
        groupId: GroupId,
        ipPermissions: {
          items: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }],
        },
      },
      responseElements: {
        _return: true,
        securityGroupRuleSet: { items: [{ groupId: GroupId, cidrIpv4: '0.0.0.0/0' }] },
      },
    });
    await ec2.send(new CreateTagsCommand({ Resources: [GroupId], Tags: [{ Key: 'a', Value: 'b' }] }));
    expect(await latest(cloudTrail)).toMatchObject({
      requestParameters: {
        resourcesSet: { items: [{ resourceId: GroupId }] },
        tagSet: { items: [{ key: 'a', value: 'b' }] },
      },
      responseElements: { _return: true },
    });
    const LaunchTemplateData = { ImageId: 'ami-1', UserData: 'c2VjcmV0' };
    await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData }));
    expect(await latest(cloudTrail)).toMatchObject({
      requestParameters: {
        CreateLaunchTemplateRequest: {
          LaunchTemplateName: 'web',
          LaunchTemplateData: { ImageId: 'ami-1', UserData: '<sensitiveDataRemoved>' },
        },
      },
      responseElements: { CreateLaunchTemplateResponse: { launchTemplate: { launchTemplateName: 'web' } } },
    });
  });

  test('of ECS and Auto Scaling too, and of each account and region by itself', async () => {
    const { simulator, ecs, autoScaling, cloudTrail } = await open();
    await ecs.send(new CreateClusterCommand({ clusterName: 'web' }));
    expect(await latest(cloudTrail)).toMatchObject({
      eventSource: 'ecs.amazonaws.com',
      requestParameters: { clusterName: 'web' },
      responseElements: { cluster: { clusterName: 'web' } },
    });
    const wrong = { AutoScalingGroupName: 'web', MinSize: 1, MaxSize: 1, VPCZoneIdentifier: 'subnet-1' };
    await refusal(autoScaling.send(new CreateAutoScalingGroupCommand(wrong)));
    expect(await latest(cloudTrail)).toMatchObject({
      eventSource: 'autoscaling.amazonaws.com',
      errorCode: 'ValidationException',
      requestParameters: { autoScalingGroupName: 'web', vPCZoneIdentifier: 'subnet-1' },
      responseElements: null,
    });
    expect(await lookUp(clientsFor(simulator.url, 'test', 'us-east-1').cloudTrail)).toEqual([]);
    expect(await lookUp(clientsFor(simulator.url, '222233334444').cloudTrail)).toEqual([]);
  });

  test('also when it was refused, with why', async () => {
    const { simulator, ec2, ecs, elbv2, cloudTrail } = await open();
    await refusal(elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: 'arn:aws:elasticloadbalancing:x' })));
    expect(await latest(cloudTrail)).toMatchObject({ eventName: 'DeleteTargetGroup', responseElements: null });
    await refusal(ecs.send(new DeleteServiceCommand({ cluster: 'gone', service: 'web' })));
    expect(await latest(cloudTrail)).toMatchObject({
      errorCode: 'ClusterNotFoundException',
      errorMessage: 'Cluster not found.',
      requestParameters: { cluster: 'gone', service: 'web' },
    });
    await ec2.send(group('web'));
    await refusal(ec2.send(group('web')));
    expect(await latest(cloudTrail)).toMatchObject({ errorCode: 'Client.InvalidGroup.Duplicate' });
    simulator.faults.set([{ kind: 'access-denied' }]);
    await refusal(ec2.send(group('other')));
    simulator.faults.clear();
    expect(await latest(cloudTrail)).toMatchObject({
      errorCode: 'Client.UnauthorizedOperation',
      requestParameters: { groupName: 'other' },
    });
  });

  test('when it took effect and its answer was lost, and not when it never came', async () => {
    const { simulator, ec2, cloudTrail } = await open();
    simulator.faults.set([{ kind: 'drop-after', times: 1 }]);
    await refusal(ec2.send(group('kept')));
    expect(await latest(cloudTrail)).not.toHaveProperty('errorCode');
    simulator.faults.set([{ kind: 'drop-before', times: 1 }]);
    await refusal(ec2.send(group('never')));
    expect(await lookUp(cloudTrail)).toHaveLength(1);
  });

  test('a call in the same process as well', async () => {
    const { simulator, cloudTrail } = await open({ fixture: { regions: {}, callers: { KEY: { user: 'alice' } } } });
    const input = { GroupName: 'web', Description: 'x' };
    await simulator.call({ service: 'ec2', action: 'CreateSecurityGroup', input, accessKey: 'KEY' });
    expect(await latest(cloudTrail)).toMatchObject({
      userIdentity: { userName: 'alice', accessKeyId: 'KEY' },
      requestParameters: { groupName: 'web', groupDescription: 'x' },
    });
  });
});

describe('who calls', () => {
  const role = 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1a2b';
  const callers = {
    AKIAALICE: { user: 'alice' },
    ASIAOPS: { role, session: 'bob@example.com' },
    AKIAROOT: { root: true },
  };

  test.each([
    ['AKIAALICE', 'arn:aws:iam::123456789012:user/alice', 'alice', 'IAMUser'],
    [
      'ASIAOPS',
      'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_1a2b/bob@example.com',
      'bob@example.com',
      'AssumedRole',
    ],
    ['AKIAROOT', 'arn:aws:iam::123456789012:root', 'root', 'Root'],
    ['else', 'arn:aws:iam::123456789012:user/else', 'else', 'IAMUser'],
  ])('%s is %s to STS and in the history', async (key, arn, name, type) => {
    const { simulator } = await open({ fixture: { regions: {}, callers } });
    const { ec2, sts, cloudTrail } = clientsFor(simulator.url, key);
    const { Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(arn);
    await ec2.send(group('web'));
    const { userIdentity } = await latest(cloudTrail);
    expect(userIdentity).toMatchObject({ type, arn, principalId: UserId, accessKeyId: key });
    const byName = await lookUp(cloudTrail, { LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: name }] });
    expect(byName).toHaveLength(1);
  });

  test('a role that was assumed is a session of it', async () => {
    const { simulator, sts } = await open();
    const RoleArn = 'arn:aws:iam::222233334444:role/teams/deployer';
    const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'evenkeel-7' }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken } = given ?? {};
    const credentials = { accessKeyId, secretAccessKey, ...(SessionToken ? { sessionToken: SessionToken } : {}) };
    const own = new STSClient({ endpoint: simulator.url, region: REGION, credentials });
    const { Arn } = await own.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::222233334444:assumed-role/deployer/evenkeel-7');
    const { ec2, cloudTrail } = clientsFor(simulator.url, accessKeyId);
    ec2.config.credentials = () => Promise.resolve(credentials);
    await ec2.send(group('web'));
    expect(await latest(cloudTrail)).toMatchObject({
      recipientAccountId: '222233334444',
      userIdentity: {
        type: 'AssumedRole',
        arn: Arn,
        sessionContext: { sessionIssuer: { arn: RoleArn, userName: 'deployer' } },
      },
    });
  });

  test('whoever is denied is named', async () => {
    const { simulator } = await open({ fixture: { regions: {}, callers } });
    simulator.faults.set([{ kind: 'access-denied' }]);
    expect(await refusal(clientsFor(simulator.url, 'AKIAALICE').ec2.send(new DescribeVpcsCommand({})))).toContain(
      'User: arn:aws:iam::123456789012:user/alice is not authorized to perform: ec2:DescribeVpcs',
    );
  });
});

describe('looking events up', () => {
  test('lists the newest first, page by page, though more come in between', async () => {
    const { ec2, cloudTrail } = await open();
    for (const name of ['one', 'two', 'three', 'four', 'five']) await ec2.send(group(name));
    const names = (events: readonly Event[] = []): string[] =>
      events.map(({ CloudTrailEvent = '' }) => {
        const { requestParameters } = JSON.parse(CloudTrailEvent) as { requestParameters: { groupName: string } };
        return requestParameters.groupName;
      });
    const first = await cloudTrail.send(new LookupEventsCommand({ MaxResults: 2 }));
    expect(names(first.Events)).toEqual(['five', 'four']);
    await ec2.send(group('six'));
    const { NextToken } = first;
    const second = await cloudTrail.send(new LookupEventsCommand({ MaxResults: 2, NextToken }));
    expect(names(second.Events)).toEqual(['three', 'two']);
    const third = await cloudTrail.send(new LookupEventsCommand({ MaxResults: 2, NextToken: second.NextToken }));
    expect(names(third.Events)).toEqual(['one']);
    expect(third.NextToken).toBeUndefined();
    const other = { NextToken, StartTime: new Date(0) };
    expect(await refusal(cloudTrail.send(new LookupEventsCommand(other)))).toMatch(/^InvalidNextTokenException: /);
  });

  test('by one attribute, and within a time', async () => {
    const clock = new ManualClock();
    const { ec2, elbv2, cloudTrail } = await open({ clock });
    const { GroupId } = await ec2.send(group('web'));
    const between = new Date(clock.now() + 500);
    clock.advance(1000);
    await elbv2.send(targetGroup);
    const named = async (AttributeKey: 'EventName' | 'EventSource' | 'ReadOnly' | 'ResourceName', value = '') =>
      (await lookUp(cloudTrail, { LookupAttributes: [{ AttributeKey, AttributeValue: value }] })).map(
        ({ EventName }) => EventName,
      );
    expect(await named('EventName', 'CreateSecurityGroup')).toEqual(['CreateSecurityGroup']);
    expect(await named('EventSource', 'elasticloadbalancing.amazonaws.com')).toEqual(['CreateTargetGroup']);
    expect(await named('ResourceName', GroupId)).toEqual(['CreateSecurityGroup']);
    expect(await named('ReadOnly', 'true')).toEqual([]);
    expect(await named('ReadOnly', 'false')).toHaveLength(2);
    expect(await lookUp(cloudTrail, { StartTime: between })).toMatchObject([{ EventName: 'CreateTargetGroup' }]);
    expect(await lookUp(cloudTrail, { EndTime: between })).toMatchObject([{ EventName: 'CreateSecurityGroup' }]);
  });

  test('as late as asked for, and ninety days back', async () => {
    const clock = new ManualClock();
    const { ec2, cloudTrail } = await open({ clock, events: { trailDelayMs: 300_000 } });
    await ec2.send(group('web'));
    expect(await lookUp(cloudTrail)).toEqual([]);
    clock.advance(299_000);
    expect(await lookUp(cloudTrail)).toEqual([]);
    clock.advance(1000);
    expect(await lookUp(cloudTrail)).toHaveLength(1);
    clock.advance(90 * 24 * 3_600_000);
    expect(await lookUp(cloudTrail)).toEqual([]);
  });

  test.each<[Partial<LookupEventsCommandInput>, string]>([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [
      {
        LookupAttributes: [
          { AttributeKey: 'ReadOnly', AttributeValue: 'false' },
          { AttributeKey: 'Username', AttributeValue: 'x' },
        ],
      },
      'InvalidLookupAttributesException',
    ],
    [{ StartTime: new Date(2000), EndTime: new Date(1000) }, 'InvalidTimeRangeException'],
    [{ NextToken: 'x' }, 'InvalidNextTokenException'],
  ])('%j is refused', async (input, code) => {
    const { cloudTrail } = await open();
    expect(await refusal(lookUp(cloudTrail, input))).toMatch(new RegExp(`^${code}: `));
  });

  test('more than twice a second is refused where limits are asked for', async () => {
    const { cloudTrail } = await open({ clock: new ManualClock(), limits: 'aws' });
    await lookUp(cloudTrail);
    await lookUp(cloudTrail);
    expect(await refusal(lookUp(cloudTrail))).toBe('ThrottlingException: Rate exceeded');
  });
});
