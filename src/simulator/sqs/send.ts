import { createHash } from 'node:crypto';
import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import { randomUuid } from '../random.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { numberOf } from './attributes.ts';
import { needQueue } from './find.ts';
import type { Queue } from './state.ts';

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
  const id = randomUuid(world.random);
  const delaySeconds = input.DelaySeconds ?? numberOf(queue, 'DelaySeconds');
  put(world, queue, { id, body, at: world.clock.now() + delaySeconds * 1000 });
  return { MessageId: id, MD5OfMessageBody: md5(body) };
}

interface Sent {
  readonly id: string;
  readonly body: string;
  /** When it can be received first. */
  readonly at: number;
}

/** Puts a message into a queue, and wakes who waits for one. */
export function put({ clock, sqs }: World, queue: Queue, { id, body, at }: Sent): void {
  queue.messages.set(id, {
    id,
    body,
    sentAt: clock.now(),
    visibleAt: at,
    receives: 0,
    firstReceivedAt: undefined,
  });
  for (const wake of sqs.waiting) wake();
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
