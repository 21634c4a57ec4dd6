import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { fixture, open, REGION } from './support.ts';

const run = promisify(execFile);
const present = spawnSync('aws', ['--version']).status === 0;
if (!present) process.stderr.write('skipped: the stock AWS CLI against the simulator, since `aws` is not on PATH\n');

type Answer = Record<string, unknown>;

async function aws(url: string, ...words: string[]): Promise<Answer> {
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_DEFAULT_REGION: REGION,
    AWS_MAX_ATTEMPTS: '1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const { stdout } = await run('aws', ['--endpoint-url', url, '--output', 'json', ...words], { env });
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Answer);
}

describe.skipIf(!present)('the stock AWS CLI', () => {
  test('reads and writes EC2', async () => {
    const { simulator } = await open({ fixture: fixture('vpc-lab') });
    const named = ['--filters', 'Name=tag:Name,Values=VPC-Lab'];
    const { Vpcs } = (await aws(simulator.url, 'ec2', 'describe-vpcs', ...named)) as { Vpcs: { VpcId: string }[] };
    expect(Vpcs).toMatchObject([{ CidrBlock: '10.0.0.0/16', IsDefault: false }]);
    const group = ['--group-name', 'web', '--description', 'HTTP Allow', '--vpc-id', Vpcs[0]?.VpcId ?? ''];
    const { GroupId } = (await aws(simulator.url, 'ec2', 'create-security-group', ...group)) as { GroupId: string };
    const opening = ['--group-id', GroupId, '--protocol', 'tcp', '--port', '80', '--cidr', '10.1.2.3/8'];
    const allowed = await aws(simulator.url, 'ec2', 'authorize-security-group-ingress', ...opening);
    expect(allowed).toMatchObject({ Return: true, SecurityGroupRules: [{ CidrIpv4: '10.0.0.0/8', FromPort: 80 }] });
    await expect(aws(simulator.url, 'ec2', 'create-security-group', ...group)).rejects.toThrow(
      /An error occurred \(InvalidGroup.Duplicate\) when calling the CreateSecurityGroup operation/,
    );
  });

  test('reads load balancers, the caller and tags', async () => {
    const { simulator } = await open();
    expect(await aws(simulator.url, 'elbv2', 'describe-load-balancers')).toEqual({ LoadBalancers: [] });
    await expect(aws(simulator.url, 'elbv2', 'describe-load-balancers', '--names', 'web')).rejects.toThrow(
      /\(LoadBalancerNotFound\)/,
    );
    expect(await aws(simulator.url, 'sts', 'get-caller-identity')).toMatchObject({ Account: '123456789012' });
    expect(await aws(simulator.url, 'resourcegroupstaggingapi', 'get-resources')).toMatchObject({
      ResourceTagMappingList: [],
    });
  });

  test("looks up CloudTrail's events, and receives them from a queue", async () => {
    const { simulator } = await open({ events: { queue: 'events' } });
    await aws(simulator.url, 'ec2', 'create-security-group', '--group-name', 'web', '--description', 'x');
    const by = ['--lookup-attributes', 'AttributeKey=EventName,AttributeValue=CreateSecurityGroup'];
    const { Events } = (await aws(simulator.url, 'cloudtrail', 'lookup-events', ...by)) as { Events: Answer[] };
    expect(Events).toMatchObject([{ EventSource: 'ec2.amazonaws.com', Username: 'test' }]);
    expect(Events[0]?.['CloudTrailEvent']).toContain('"userAgent":"aws-cli/');
    const queue = ['--queue-url', `${simulator.url}/123456789012/events`];
    const { Messages } = (await aws(simulator.url, 'sqs', 'receive-message', ...queue)) as { Messages: Answer[] };
    expect(Messages[0]?.['Body']).toContain('"detail-type":"AWS API Call via CloudTrail"');
  });

  test('launches an Auto Scaling group from a template', async () => {
    const { simulator } = await open();
    const data = ['--launch-template-data', '{"ImageId":"ami-1","InstanceType":"t2.micro"}'];
    await aws(simulator.url, 'ec2', 'create-launch-template', '--launch-template-name', 'Web', ...data);
    const [subnetId = ''] = simulator.world().ec2.subnets.keys();
    const name = ['--auto-scaling-group-name', 'Web-ASG'];
    const sizes = ['--min-size', '1', '--max-size', '2', '--vpc-zone-identifier', subnetId];
    const template = ['--launch-template', 'LaunchTemplateName=Web,Version=$Latest'];
    await aws(simulator.url, 'autoscaling', 'create-auto-scaling-group', ...name, ...sizes, ...template);
    expect(await aws(simulator.url, 'autoscaling', 'describe-auto-scaling-groups')).toMatchObject({
      AutoScalingGroups: [{ DesiredCapacity: 1, Instances: [{ InstanceType: 't2.micro', HealthStatus: 'Healthy' }] }],
    });
    const targets = ['application-autoscaling', 'describe-scalable-targets', '--service-namespace', 'ecs'];
    expect(await aws(simulator.url, ...targets)).toEqual({ ScalableTargets: [] });
  });

  test('sends, receives and deletes messages', async () => {
    const { simulator } = await open();
    const sqs = (...words: string[]): Promise<Answer> => aws(simulator.url, 'sqs', ...words);
    const { QueueUrl } = (await sqs('create-queue', '--queue-name', 'events')) as { QueueUrl: string };
    const queue = ['--queue-url', QueueUrl];
    await sqs('send-message', ...queue, '--message-body', '{"source":"aws.ec2"}');
    const { Messages } = (await sqs('receive-message', ...queue, '--wait-time-seconds', '1')) as {
      Messages: { Body: string; ReceiptHandle: string }[];
    };
    expect(Messages).toMatchObject([{ Body: '{"source":"aws.ec2"}' }]);
    const receipt = ['--receipt-handle', Messages[0]?.ReceiptHandle ?? ''];
    await sqs('change-message-visibility', ...queue, ...receipt, '--visibility-timeout', '60');
    await sqs('delete-message', ...queue, ...receipt);
    expect(await sqs('get-queue-attributes', ...queue, '--attribute-names', 'All')).toMatchObject({
      Attributes: { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' },
    });
    await expect(sqs('get-queue-url', '--queue-name', 'other')).rejects.toThrow(
      /\(AWS\.SimpleQueueService\.NonExistentQueue\)|\(QueueDoesNotExist\)/,
    );
  });
});
