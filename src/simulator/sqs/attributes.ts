import type {
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  SetQueueAttributesRequest,
} from '@aws-sdk/client-sqs';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { needQueue } from './find.ts';
import type { Queue } from './state.ts';

/** What can be set, and AWS's own values. */
const settable: Readonly<Record<string, string | undefined>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
  Policy: undefined,
  RedrivePolicy: undefined,
};

/** Throws where one is not settable, or is to be a number and is none. */
export function requireSettable(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!Object.hasOwn(settable, name)) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    const isNumber = /^\d+$/.test(settable[name] ?? '');
    if (isNumber && !/^\d+$/.test(value))
      throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
}

export function numberOf(queue: Queue, name: string): number {
  return Number(queue.attributes.get(name) ?? settable[name]);
}

/** Where a message goes that was received too often. */
export function redriveOf({ attributes }: Queue): { readonly arn: string; readonly most: number } | undefined {
  const policy = attributes.get('RedrivePolicy');
  if (policy === undefined) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as {
    deadLetterTargetArn: string;
    maxReceiveCount: number | string;
  };
  return { arn: deadLetterTargetArn, most: Number(maxReceiveCount) };
}

export function getQueueAttributes(input: GetQueueAttributesRequest, { world }: Call<World>): GetQueueAttributesResult {
  const queue = needQueue(world, input.QueueUrl);
  const all = { ...attributesOf(queue, world.clock.now()) };
  const names = new Set<string>(input.AttributeNames);
  const asked = Object.entries(all).filter(([name]) => names.has('All') || names.has(name));
  return asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) };
}

export function setQueueAttributes(input: SetQueueAttributesRequest, { world }: Call<World>): object {
  const queue = needQueue(world, input.QueueUrl);
  const attributes = input.Attributes ?? {};
  requireSettable(attributes);
  for (const [name, value] of Object.entries(attributes)) queue.attributes.set(name, value);
  queue.changedAt = world.clock.now();
  return {};
}

function attributesOf(queue: Queue, now: number): Readonly<Record<string, string>> {
  const messages = [...queue.messages.values()];
  const hidden = messages.filter(({ visibleAt }) => visibleAt > now);
  const delayed = hidden.filter(({ receives }) => receives === 0).length;
  const given = Object.entries(settable).flatMap(([name, standard]) => {
    const value = queue.attributes.get(name) ?? standard;
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(messages.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(hidden.length - delayed),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.changedAt),
    ...Object.fromEntries(given),
  };
}

function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}
