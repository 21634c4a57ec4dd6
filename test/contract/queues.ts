import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { recordedEvents } from '../support/event-shapes.ts';
import type { Case, Ground } from './ground.ts';

interface Queue {
  readonly url: string;
  readonly send: (body: string) => Promise<unknown>;
  readonly receive: (options?: Partial<ReceiveMessageCommandInput>) => Promise<Message[]>;
}

async function queueOn({ sdk: { sqs } }: Ground): Promise<Queue> {
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
  return {
    url,
    send: (MessageBody) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody })),
    async receive(options = {}) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, ...options }));
      return Messages;
    },
  };
}

export const queues: readonly Case[] = [
  {
    it: 'a queue is found by its name, and a missing one is refused as missing',
    plain: true,
    async run(ground) {
      const { url } = await queueOn(ground);
      const { sqs } = ground.sdk;
      expect((await sqs.send(new GetQueueUrlCommand({ QueueName: 'events' }))).QueueUrl).toBe(url);
      await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'other' }))).rejects.toMatchObject({
        name: 'QueueDoesNotExist',
      });
    },
  },
  {
    it: 'a received message is hidden, counted, and gone when it is deleted',
    plain: true,
    async run(ground) {
      const { url, send, receive } = await queueOn(ground);
      const { sqs } = ground.sdk;
      await send('{"source":"aws.ec2"}');
      const [message] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
      expect(message).toMatchObject({ Body: '{"source":"aws.ec2"}', Attributes: { ApproximateReceiveCount: '1' } });
      expect(await receive()).toEqual([]);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }),
      );
      expect(Attributes).toEqual({ ApproximateNumberOfMessagesNotVisible: '0' });
    },
  },
  {
    it: 'a message that is given back comes again',
    plain: true,
    async run(ground) {
      const { url, send, receive } = await queueOn(ground);
      await send('one');
      const [first] = await receive();
      const back = { QueueUrl: url, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 };
      await ground.sdk.sqs.send(new ChangeMessageVisibilityCommand(back));
      const [second] = await receive({ WaitTimeSeconds: 1 });
      expect(second?.MessageId).toBe(first?.MessageId);
    },
  },
  {
    it: 'ten messages at the most come at once, and are deleted at once',
    plain: true,
    async run(ground) {
      const { url, send, receive } = await queueOn(ground);
      for (let index = 0; index < 12; index += 1) await send(String(index));
      const some = await receive({ MaxNumberOfMessages: 10 });
      expect(some).toHaveLength(10);
      const Entries = some.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
      const { Failed = [] } = await ground.sdk.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      expect(Failed).toEqual([]);
      expect(await receive({ MaxNumberOfMessages: 10 })).toHaveLength(2);
    },
  },
  {
    it: 'events of each kind come out as EventBridge put them in',
    plain: true,
    async run(ground) {
      const { send, receive } = await queueOn(ground);
      const bodies = Object.values(recordedEvents);
      for (const body of bodies) await send(body);
      const got = await receive({ MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
      expect(new Set(got.map(({ Body }) => Body))).toEqual(new Set(bodies));
    },
  },
];
