import { lastPart } from '../../../core/leftover.ts';

interface Removal {
  readonly noun: string;
  /** The AWS CLI's words before the id. */
  readonly words: (id: string) => string;
  /** What the words are about: the ARN, unless told otherwise. */
  readonly by?: 'id';
}

/** What each type is called, and how the AWS CLI removes it. */
const removals: Readonly<Record<string, Removal>> = {
  'load-balancer': { noun: 'load balancer', words: () => 'elbv2 delete-load-balancer --load-balancer-arn' },
  listener: { noun: 'listener', words: () => 'elbv2 delete-listener --listener-arn' },
  'listener-rule': { noun: 'listener rule', words: () => 'elbv2 delete-rule --rule-arn' },
  'target-group': { noun: 'target group', words: () => 'elbv2 delete-target-group --target-group-arn' },
  'security-group': { noun: 'security group', words: () => 'ec2 delete-security-group --group-id' },
  'launch-template': { noun: 'launch template', words: () => 'ec2 delete-launch-template --launch-template-id' },
  'auto-scaling-group': {
    noun: 'Auto Scaling group',
    words: () => 'autoscaling delete-auto-scaling-group --force-delete --auto-scaling-group-name',
    by: 'id',
  },
  'ecs-service': {
    noun: 'ECS service',
    words: (arn) => `ecs delete-service --force --cluster ${quoted(arn.split('/').at(-2) ?? '')} --service`,
  },
  'task-definition': { noun: 'task definition', words: () => 'ecs deregister-task-definition --task-definition' },
  'elastic-ip': { noun: 'Elastic IP address', words: () => 'ec2 release-address --allocation-id', by: 'id' },
  'nat-gateway': { noun: 'NAT gateway', words: () => 'ec2 delete-nat-gateway --nat-gateway-id', by: 'id' },
  instance: { noun: 'instance', words: () => 'ec2 terminate-instances --instance-ids', by: 'id' },
  volume: { noun: 'volume', words: () => 'ec2 delete-volume --volume-id', by: 'id' },
};

/** Types as AWS's ARNs name them, where that is not how we do. */
const inArns: Readonly<Record<string, string>> = {
  'autoscaling:autoScalingGroup': 'auto-scaling-group',
  'ec2:elastic-ip': 'elastic-ip',
  'ec2:instance': 'instance',
  'ec2:natgateway': 'nat-gateway',
  'ec2:volume': 'volume',
  'ecs:service': 'ecs-service',
};

/** Our name for a type, where we have one. */
export function commonType(type: string): string {
  return inArns[type] ?? type;
}

export function nounOf(type: string): string {
  return removals[commonType(type)]?.noun ?? type;
}

/** The AWS CLI command that removes it, where we know one. */
export function removalOf(
  { id, type }: { readonly id: string; readonly type: string },
  region: string,
): string | undefined {
  const removal = removals[commonType(type)];
  if (removal === undefined) return undefined;
  const subject = removal.by === 'id' ? lastPart(id) : id;
  return `aws ${removal.words(id)} ${quoted(subject)} --region ${region}`;
}

/** Names of people's choosing go to a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
