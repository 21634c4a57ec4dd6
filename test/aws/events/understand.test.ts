import { describe, expect, test } from 'vitest';
import type { Hint, Understood } from '../../../src/aws/events/hint.ts';
import { understoodRecord } from '../../../src/aws/events/record.ts';
import { understoodMessage } from '../../../src/aws/events/understand.ts';
import { callEvent, envelope, record, type RecordParts } from '../../support/events.ts';

const elb = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012';
const balancer = `${elb}:loadbalancer/app/web-alb/0a1b2c3d4e5f6071`;
const group = `${elb}:targetgroup/web-tg/1f2e3d4c5b6a7988`;
const ec2 = { eventSource: 'ec2.amazonaws.com' };
const noon = Date.UTC(2026, 2, 1, 12);

function hintOf(understood: Understood): Hint {
  if (!('hint' in understood)) throw new Error(JSON.stringify(understood));
  return understood.hint;
}

function objectsOf(parts: RecordParts): readonly string[] {
  return hintOf(understoodMessage(JSON.stringify(callEvent(parts)))).objects;
}

describe('a call that CloudTrail recorded', () => {
  test('is a hint of what it names, who made it, from where, with what, and when', () => {
    const requestParameters = {
      loadBalancerArn: balancer,
      attributes: [{ key: 'idle_timeout.timeout_seconds', value: '120' }],
    };
    const event = callEvent({
      eventName: 'ModifyLoadBalancerAttributes',
      eventID: 'e-1',
      requestID: 'r-1',
      requestParameters,
    });
    expect(understoodMessage(JSON.stringify(event))).toEqual({
      hint: {
        id: 'e-1',
        objects: [balancer],
        call: 'ModifyLoadBalancerAttributes',
        at: noon,
        source: 'elasticloadbalancing',
        by: { kind: 'user', who: 'alice', address: '198.51.100.7', tool: 'AWS CLI' },
        region: 'ap-northeast-2',
        requestId: 'r-1',
      },
    });
  });

  test('comes to the same from the event history', () => {
    const one = record({
      eventName: 'DeleteListener',
      requestParameters: { listenerArn: `${elb}:listener/app/web/1/2` },
    });
    const detail = envelope('AWS API Call via CloudTrail', 'aws.elasticloadbalancing', one);
    expect(understoodRecord(one)).toEqual(understoodMessage(JSON.stringify(detail)));
  });

  test.each<[string, RecordParts, string[]]>([
    [
      'a registration',
      {
        eventName: 'RegisterTargets',
        requestParameters: { targetGroupArn: group, targets: [{ id: 'i-0123456789abcdef0' }] },
      },
      [group, 'i-0123456789abcdef0'],
    ],
    [
      'a creation, by its answer',
      {
        eventName: 'CreateLoadBalancer',
        requestParameters: { name: 'web-alb', subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
        responseElements: {
          loadBalancers: [{ loadBalancerArn: balancer, loadBalancerName: 'web-alb', vpcId: 'vpc-0a1b2c3d' }],
        },
      },
      ['web-alb', 'subnet-0a1b2c3d', 'sg-0a1b2c3d', balancer, 'vpc-0a1b2c3d'],
    ],
    [
      'tags',
      {
        eventName: 'AddTags',
        requestParameters: { resourceArns: [group], tags: [{ key: 'name', value: 'i-0123456789abcdef0' }] },
      },
      [group],
    ],
    [
      'rules of a security group, listed as EC2 lists',
      {
        ...ec2,
        eventName: 'AuthorizeSecurityGroupIngress',
        requestParameters: {
          groupId: 'sg-0a1b2c3d4e5f60718',
          ipPermissions: { items: [{ ipProtocol: 'tcp', ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] },
        },
        responseElements: { securityGroupRuleSet: { items: [{ securityGroupRuleId: 'sgr-0a1b2c3d4e5f60718' }] } },
      },
      ['sg-0a1b2c3d4e5f60718', 'sgr-0a1b2c3d4e5f60718'],
    ],
    [
      'a version of a launch template, with members in upper case',
      {
        ...ec2,
        eventName: 'CreateLaunchTemplateVersion',
        requestParameters: {
          CreateLaunchTemplateVersionRequest: {
            LaunchTemplateId: 'lt-0a1b2c3d4e5f60718',
            LaunchTemplateData: { UserData: 'c2VjcmV0IGktMDEyMzQ1Njc4OWFiY2RlZjA=' },
          },
        },
      },
      ['lt-0a1b2c3d4e5f60718'],
    ],
    [
      'instances that were launched',
      {
        ...ec2,
        eventName: 'RunInstances',
        responseElements: {
          instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0', privateIpAddress: '10.0.0.4' }] },
        },
      },
      ['i-0123456789abcdef0'],
    ],
    [
      'an ECS service by its name',
      {
        eventSource: 'ecs.amazonaws.com',
        eventName: 'UpdateService',
        requestParameters: { cluster: 'demo', service: 'web', desiredCount: 1 },
      },
      ['demo', 'web'],
    ],
    [
      'a task definition, without what its containers hold',
      {
        eventSource: 'ecs.amazonaws.com',
        eventName: 'RegisterTaskDefinition',
        requestParameters: {
          family: 'web',
          containerDefinitions: [{ name: 'nginx', environment: [{ name: 'TOKEN', value: 'arn:aws:s3:::x' }] }],
        },
      },
      ['web'],
    ],
    [
      'an Auto Scaling group whose name has spaces',
      {
        eventSource: 'autoscaling.amazonaws.com',
        eventName: 'UpdateAutoScalingGroup',
        requestParameters: { autoScalingGroupName: 'Web ASG', minSize: 1 },
      },
      ['Web ASG'],
    ],
    [
      'a scalable target',
      {
        eventSource: 'application-autoscaling.amazonaws.com',
        eventName: 'RegisterScalableTarget',
        requestParameters: { serviceNamespace: 'ecs', resourceId: 'service/demo/web', maxCapacity: 9 },
      },
      ['service/demo/web'],
    ],
  ])('names the objects of %s', (_, parts, objects) => {
    expect(objectsOf(parts)).toEqual(objects);
  });

  test('keeps nothing of what it carried but names', () => {
    const requestParameters = {
      name: 'x'.repeat(2_000),
      userData: 'sg-0a1b2c3d',
      defaultActions: [
        {
          authenticateOidcConfig: { clientSecret: 'hush', name: 'hush' },
          fixedResponseConfig: { messageBody: 'hush' },
        },
      ],
    };
    const hint = hintOf(understoodRecord(record({ eventName: 'CreateListener', requestParameters })));
    expect(hint.objects).toEqual([]);
    expect(JSON.stringify(hint)).not.toContain('hush');
  });

  test.each([
    ['that failed', { errorCode: 'AccessDenied' }, 'a call that failed'],
    ['that only reads', { readOnly: true }, 'a read'],
  ])('%s is ignored', (_, parts, why) => {
    expect(understoodRecord(record({ eventName: 'ModifyRule', ...parts }))).toEqual({ ignored: why });
  });
});

describe('who made it', () => {
  const role = {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::123456789012:assumed-role/deploy/bo@example.com',
    sessionContext: { sessionIssuer: { type: 'Role', userName: 'deploy' } },
  };

  test.each([
    [
      { type: 'Root', arn: 'arn:aws:iam::123456789012:root' },
      { kind: 'root', who: 'root' },
    ],
    [role, { kind: 'role', who: 'deploy', session: 'bo@example.com' }],
    [
      { type: 'AssumedRole', arn: role.arn },
      { kind: 'role', who: 'deploy', session: 'bo@example.com' },
    ],
    [
      { type: 'FederatedUser', arn: 'arn:aws:sts::123456789012:federated-user/cy' },
      { kind: 'user', who: 'cy' },
    ],
    [
      { type: 'IdentityCenterUser', onBehalfOf: { userId: 'd-1234' } },
      { kind: 'user', who: 'd-1234' },
    ],
    [
      { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' },
      { kind: 'service', who: 'autoscaling.amazonaws.com' },
    ],
    [
      { type: 'AWSAccount', accountId: '210987654321' },
      { kind: 'account', who: '210987654321' },
    ],
    [
      { type: 'SAMLUser', userName: 'di' },
      { kind: 'user', who: 'di' },
    ],
    [{ invokedBy: 'ecs.amazonaws.com' }, { kind: 'service', who: 'ecs.amazonaws.com' }],
  ])('is read of %j', (userIdentity, who) => {
    const { by } = hintOf(understoodRecord(record({ eventName: 'ModifyRule', userIdentity })));
    expect(by).toEqual({ ...who, address: '198.51.100.7', tool: 'AWS CLI' });
  });

  test.each([[{}], [null], ['alice'], [{ type: 'IAMUser' }]])('is not known of %j', (userIdentity) => {
    expect(hintOf(understoodRecord(record({ eventName: 'ModifyRule', userIdentity })))).not.toHaveProperty('by');
  });

  test.each([
    ['console.amazonaws.com', 'the AWS console'],
    ['AWS Internal', 'the AWS console'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'the AWS console'],
    ['APN/1.0 HashiCorp/1.0 Terraform/1.13.4 aws-sdk-go-v2/1.39.0', 'Terraform'],
    ['cloudformation.amazonaws.com', 'CloudFormation'],
    ['elbv2.k8s.aws/v2.13.4 aws-sdk-go-v2/1.39.0', 'AWS Load Balancer Controller'],
    ['aws-sdk-js/3.900.0 ua/2.1 os/linux lang/js md/nodejs#22.0 api/elastic-load-balancing-v2 evenkeel', 'evenkeel'],
    ['Boto3/1.40.0 md/Botocore#1.40.0', 'Boto3'],
    ['aws-sdk-go-v2/1.39.0 os/linux', 'the AWS SDK for Go'],
    ['ecs.amazonaws.com', 'ecs.amazonaws.com'],
    ['our-script/3 (by hand)', 'our-script'],
  ])('works with %s', (userAgent, tool) => {
    expect(hintOf(understoodRecord(record({ eventName: 'ModifyRule', userAgent }))).by?.tool).toBe(tool);
  });

  test('works from nowhere that is no address', () => {
    const { by } = hintOf(
      understoodRecord(record({ eventName: 'ModifyRule', sourceIPAddress: 'AWS Internal', userAgent: 7 })),
    );
    expect(by).toEqual({ kind: 'user', who: 'alice' });
  });
});

describe('what a service reports of itself', () => {
  const cluster = 'arn:aws:ecs:ap-northeast-2:123456789012:cluster/demo';
  const service = 'arn:aws:ecs:ap-northeast-2:123456789012:service/demo/web';
  const scaling = 'arn:aws:autoscaling:ap-northeast-2:123456789012:autoScalingGroup:1-2:autoScalingGroupName/web';
  const instance = 'arn:aws:ec2:ap-northeast-2:123456789012:instance/i-0123456789abcdef0';

  test.each([
    [
      envelope(
        'EC2 Instance State-change Notification',
        'aws.ec2',
        { 'instance-id': 'i-0123456789abcdef0', state: 'stopping' },
        [instance],
      ),
      [instance, 'i-0123456789abcdef0'],
    ],
    [
      envelope(
        'ECS Task State Change',
        'aws.ecs',
        { clusterArn: cluster, group: 'service:web', lastStatus: 'STOPPED' },
        [`${cluster.replace('cluster', 'task')}/1`],
      ),
      [`${cluster.replace('cluster', 'task')}/1`, service],
    ],
    [
      envelope('ECS Task State Change', 'aws.ecs', {
        clusterArn: cluster,
        group: 'family:batch',
        lastStatus: 'RUNNING',
      }),
      [cluster],
    ],
    [
      envelope(
        'ECS Service Action',
        'aws.ecs',
        { eventName: 'SERVICE_TASK_PLACEMENT_FAILURE', clusterArn: cluster, reason: 'RESOURCE:CPU' },
        [service],
      ),
      [service, cluster],
    ],
    [
      envelope(
        'ECS Deployment State Change',
        'aws.ecs',
        { eventName: 'SERVICE_DEPLOYMENT_FAILED', deploymentId: 'ecs-svc/7' },
        [service],
      ),
      [service],
    ],
    [
      envelope(
        'EC2 Instance Launch Successful',
        'aws.autoscaling',
        { AutoScalingGroupName: 'web', EC2InstanceId: 'i-0123456789abcdef0', Cause: 'sg-0a1b2c3d was full' },
        [scaling, instance],
      ),
      [scaling, instance, 'web', 'i-0123456789abcdef0'],
    ],
    [
      envelope('EC2 Instance Terminate Unsuccessful', 'aws.autoscaling', { AutoScalingGroupName: 'web' }, [scaling]),
      [scaling, 'web'],
    ],
  ])('is a hint of %j', (event, objects) => {
    const hint = hintOf(understoodMessage(JSON.stringify(event)));
    expect(hint).toMatchObject({ objects, at: noon, region: 'ap-northeast-2' });
    expect(hint).not.toHaveProperty('by');
  });
});

describe('a message that is none of these', () => {
  test.each([
    [
      'another detail-type',
      envelope('ECS Container Instance State Change', 'aws.ecs', {}),
      { ignored: 'ECS Container Instance State Change of aws.ecs' },
    ],
    [
      'a known detail-type of somebody else',
      envelope('ECS Service Action', 'my.app', {}),
      { ignored: 'ECS Service Action of my.app' },
    ],
    ['a member that every object has', envelope('toString', 'aws.ecs', {}), { ignored: 'toString of aws.ecs' }],
    [
      'calls of another service',
      callEvent({ eventName: 'PutObject', eventSource: 's3.amazonaws.com' }),
      { ignored: 'calls of aws.s3' },
    ],
    ['an alarm', { AlarmName: 'cpu', NewStateValue: 'ALARM' }, { poison: 'a message that is no event of EventBridge' }],
    ['a number', 42, { poison: 'a message that is no event of EventBridge' }],
    ['a list', [[]], { poison: 'a message that is no event of EventBridge' }],
    [
      'a report without a time',
      { ...envelope('ECS Service Action', 'aws.ecs', {}), time: 'noon' },
      { poison: 'ECS Service Action without id or time' },
    ],
  ])('%s', (_, event, understood) => {
    expect(understoodMessage(JSON.stringify(event))).toEqual(understood);
  });

  test.each(['', '{', 'hello', '<event/>'])('%j', (body) => {
    expect(understoodMessage(body)).toEqual({ poison: 'a message that is not JSON' });
  });

  test.each([[null], [undefined], [7], [{}], [{ eventName: 'ModifyRule' }]])('a record that is %j', (detail) => {
    const body = JSON.stringify(envelope('AWS API Call via CloudTrail', 'aws.ec2', detail as object));
    expect(understoodMessage(body)).toHaveProperty('poison');
  });
});
