import { createHash } from 'node:crypto';
import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import { randomUuid } from '../random.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { numberOf } from './attributes.ts';
import { needQueue } from './find.ts';
import type { Message, Queue } from './state.ts';

export function sendMessage(input: SendMessageRequest, { world }: Call<World>): SendMessageResult {
  const queue = needQueue(world, input.QueueUrl);
  const body = input.MessageBody ?? '';
  if (body === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (input.MessageAttributes !== undefined)
    throw new AwsError('UnsupportedOperation', 'The simulator has no message attributes.');
  const most = numberOf(queue, 'MaximumMessageSize');
  if (Buffer.byteLength(body) > most)
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
  const { id } = put(world, queue, body, input.DelaySeconds ?? numberOf(queue, 'DelaySeconds'));
  return { MessageId: id, MD5OfMessageBody: md5(body) };
}

/** Puts a message into a queue, and wakes who waits for one. */
function put(world: World, queue: Queue, body: string, delaySeconds = 0): Message {
  const now = world.clock.now();
  const message: Message = {
    id: randomUuid(world.random),
    body,
    sentAt: now,
    visibleAt: now + delaySeconds * 1000,
    receives: 0,
    firstReceivedAt: undefined,
  };
  queue.messages.set(message.id, message);
  for (const wake of world.sqs.waiting) wake();
  return message;
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
