import type { Message as MessageAnswer, ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import { AwsError, type Call, Waiting } from '../service.ts';
import type { World } from '../world.ts';
import { numberOf, redriveOf } from './attributes.ts';
import { needQueue } from './find.ts';
import { handleOf } from './handle.ts';
import { md5 } from './send.ts';
import type { Message, Queue } from './state.ts';

const MOST_AT_ONCE = 10;
const LONGEST_WAIT = 20;

/** Hands out what is visible, and hides it; waits for something to come where that is asked for. */
export function receiveMessage(input: ReceiveMessageRequest, { world }: Call<World>): ReceiveMessageResult | Waiting {
  const queue = needQueue(world, input.QueueUrl);
  const most = input.MaxNumberOfMessages ?? 1;
  const patience = input.WaitTimeSeconds ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds');
  requireWithin('MaxNumberOfMessages', most, 1, MOST_AT_ONCE);
  requireWithin('WaitTimeSeconds', patience, 0, LONGEST_WAIT);

  const now = world.clock.now();
  forgetOld(queue, now);
  const received: MessageAnswer[] = [];
  const visible = [...queue.messages.values()].filter(({ visibleAt }) => visibleAt <= now);
  // In the order in which they came, or came back.
  for (const message of visible.toSorted((one, other) => one.visibleAt - other.visibleAt)) {
    if (received.length === most) break;
    if (wasBuried(world, queue, message)) continue;
    message.receives += 1;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + (input.VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout')) * 1000;
    received.push(answer(world, message, input));
  }
  if (received.length > 0) return { Messages: received };
  const nextAt = Math.min(Infinity, ...[...queue.messages.values()].map(({ visibleAt }) => visibleAt));
  return patience > 0 ? new Waiting({ patienceMs: patience * 1000, nextAt, atLast: {} }) : {};
}

/** Whether a message was received so often that it moved to the dead-letter queue instead. */
function wasBuried({ sqs }: World, queue: Queue, message: Message): boolean {
  const redrive = redriveOf(queue);
  const grave = [...sqs.queues.values()].find(({ arn }) => arn === redrive?.arn);
  if (redrive === undefined || grave === undefined || message.receives < redrive.most) return false;
  queue.messages.delete(message.id);
  grave.messages.set(message.id, message);
  return true;
}

function forgetOld(queue: Queue, now: number): void {
  const keptMs = numberOf(queue, 'MessageRetentionPeriod') * 1000;
  for (const { id, sentAt } of queue.messages.values()) if (sentAt + keptMs <= now) queue.messages.delete(id);
}

function answer({ account }: World, message: Message, input: ReceiveMessageRequest): MessageAnswer {
  const attributes = {
    SenderId: account,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  };
  const names = new Set<string>([...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])]);
  const asked = Object.entries(attributes).filter(([name]) => names.has('All') || names.has(name));
  return {
    MessageId: message.id,
    ReceiptHandle: handleOf(message),
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) }),
  };
}

function requireWithin(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}
