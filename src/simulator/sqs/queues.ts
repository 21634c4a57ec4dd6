import type {
  CreateQueueRequest,
  CreateQueueResult,
  DeleteQueueRequest,
  GetQueueUrlRequest,
  GetQueueUrlResult,
  ListQueuesRequest,
  ListQueuesResult,
  PurgeQueueRequest,
} from '@aws-sdk/client-sqs';
import { page } from '../ec2/select.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { requireSettable } from './attributes.ts';
import { needQueue, needQueueNamed, queueUrl } from './find.ts';

const PURGE_PAUSE_MS = 60_000;

/** Makes a queue. Made twice with the same attributes it is one, with others it is refused. */
export function createQueue(input: CreateQueueRequest, call: Call<World>): CreateQueueResult {
  const { world } = call;
  const name = input.QueueName ?? '';
  const attributes = input.Attributes ?? {};
  if (!/^[\w-]{1,80}$/.test(name))
    throw new AwsError(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  requireSettable(attributes);
  const standing = world.sqs.queues.get(name);
  if (standing && Object.entries(attributes).some(([key, value]) => standing.attributes.get(key) !== value))
    throw new AwsError(
      'QueueNameExists',
      'A queue already exists with the same name and a different value for attribute',
    );
  addQueue(world, name, attributes);
  return { QueueUrl: queueUrl(call, name) };
}

/** A queue of that name, unless there is one. */
export function addQueue(world: World, name: string, attributes: Readonly<Record<string, string>> = {}): void {
  if (world.sqs.queues.has(name)) return;
  const now = world.clock.now();
  world.sqs.queues.set(name, {
    name,
    arn: `arn:aws:sqs:${world.region}:${world.account}:${name}`,
    createdAt: now,
    changedAt: now,
    attributes: new Map(Object.entries(attributes)),
    messages: new Map(),
    purgedAt: undefined,
  });
}

export function getQueueUrl(input: GetQueueUrlRequest, call: Call<World>): GetQueueUrlResult {
  return { QueueUrl: queueUrl(call, needQueueNamed(call.world, input.QueueName).name) };
}

export function listQueues(input: ListQueuesRequest, call: Call<World>): ListQueuesResult {
  const names = [...call.world.sqs.queues.keys()].filter((name) => name.startsWith(input.QueueNamePrefix ?? ''));
  const { items, ...rest } = page(names, input);
  return items.length === 0 ? {} : { QueueUrls: items.map((name) => queueUrl(call, name)), ...rest };
}

export function deleteQueue(input: DeleteQueueRequest, { world }: Call<World>): object {
  world.sqs.queues.delete(needQueue(world, input.QueueUrl).name);
  return {};
}

export function purgeQueue(input: PurgeQueueRequest, { world }: Call<World>): object {
  const queue = needQueue(world, input.QueueUrl);
  const now = world.clock.now();
  if (queue.purgedAt !== undefined && now < queue.purgedAt + PURGE_PAUSE_MS)
    throw new AwsError(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      403,
    );
  queue.purgedAt = now;
  queue.messages.clear();
  return {};
}
