import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { open, refusal } from '../support.ts';

interface Ground {
  readonly clock: ManualClock;
  readonly simulator: Simulator;
  readonly sqs: SQSClient;
  readonly url: string;
  readonly send: (...bodies: string[]) => Promise<void>;
  readonly receive: (options?: Partial<ReceiveMessageCommandInput>) => Promise<{ body: string; handle: string }[]>;
}

async function ground(attributes: Record<string, string> = {}): Promise<Ground> {
  const clock = new ManualClock();
  const { simulator, sqs } = await open({ clock });
  const made = await sqs.send(new CreateQueueCommand({ QueueName: 'events', Attributes: attributes }));
  const url = made.QueueUrl ?? '';
  return {
    clock,
    simulator,
    sqs,
    url,
    async send(...bodies) {
      for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    },
    async receive(options = {}) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, ...options }));
      return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({ body: Body, handle: ReceiptHandle }));
    },
  };
}

const bodies = (messages: readonly { readonly body: string }[]): string[] => messages.map(({ body }) => body);

describe('a queue', () => {
  test('is found by its name, and made once', async () => {
    const { sqs, url, simulator } = await ground({ VisibilityTimeout: '60' });
    expect(url).toBe(`${simulator.url}/123456789012/events`);
    expect((await sqs.send(new GetQueueUrlCommand({ QueueName: 'events' }))).QueueUrl).toBe(url);
    expect((await sqs.send(new CreateQueueCommand({ QueueName: 'events' }))).QueueUrl).toBe(url);
    const other = new CreateQueueCommand({ QueueName: 'events', Attributes: { VisibilityTimeout: '30' } });
    expect(await refusal(sqs.send(other))).toMatch(/^QueueAlreadyExists: /);
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:ap-northeast-2:123456789012:events',
      VisibilityTimeout: '60',
      ApproximateNumberOfMessages: '0',
    });
  });

  test('that is not there is refused in the code of either protocol', async () => {
    const { sqs, simulator } = await ground();
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'other' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      $metadata: { httpStatusCode: 400 },
    });
    const answer = await fetch(simulator.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.GetQueueUrl', 'content-type': 'application/x-amz-json-1.0' },
      body: '{"QueueName":"other"}',
    });
    expect(answer.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
    expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.0');
  });

  test('is purged at most once a minute', async () => {
    const { sqs, url, clock, send, receive } = await ground();
    await send('one');
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await receive()).toEqual([]);
    expect(await refusal(sqs.send(new PurgeQueueCommand({ QueueUrl: url })))).toMatch(/PurgeQueueInProgress: /);
    clock.advance(60_000);
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  });
});

describe('a message', () => {
  test('comes again when its visibility timeout is over, until it is deleted', async () => {
    const { sqs, url, clock, send, receive } = await ground();
    await send('one');
    const [first] = await receive();
    expect(first?.body).toBe('one');
    expect(await receive()).toEqual([]);
    clock.advance(30_000);
    const [second] = await receive();
    expect(second?.handle).not.toBe(first?.handle);
    // An old receipt deletes nothing any more.
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.handle }));
    clock.advance(30_000);
    const [third] = await receive({ VisibilityTimeout: 5 });
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: third?.handle }));
    clock.advance(5_000);
    expect(await receive()).toEqual([]);
  });

  test('says how often it was received, where that is asked for', async () => {
    const { sqs, url, clock, send } = await ground({ VisibilityTimeout: '1' });
    await send('one');
    const again = new ReceiveMessageCommand({
      QueueUrl: url,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    });
    await sqs.send(again);
    clock.advance(1000);
    expect((await sqs.send(again)).Messages?.[0]?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  });

  test('may be hidden for longer, or given back at once', async () => {
    const { sqs, url, send, receive } = await ground();
    await send('one');
    const [message] = await receive();
    const change = (VisibilityTimeout: number): Promise<unknown> =>
      sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message?.handle, VisibilityTimeout }),
      );
    await change(300);
    expect(await receive()).toEqual([]);
    await change(0);
    expect(bodies(await receive())).toEqual(['one']);
    expect(await refusal(change(1))).toMatch(/MessageNotInflight: /);
  });

  test('is one of ten at the most, and ten are deleted at once', async () => {
    const { sqs, url, clock, send, receive } = await ground();
    await send(...Array.from({ length: 12 }, (_, index) => String(index)));
    const some = await receive({ MaxNumberOfMessages: 10 });
    expect(some).toHaveLength(10);
    const entries = some.map(({ handle }, index) => ({ Id: `m${index}`, ReceiptHandle: index === 0 ? 'x' : handle }));
    const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: entries }));
    expect(deleted.Successful).toHaveLength(9);
    expect(deleted.Failed).toMatchObject([{ Id: 'm0', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
    clock.advance(30_000);
    expect(bodies(await receive({ MaxNumberOfMessages: 10 })).sort()).toEqual(['0', '10', '11']);
    expect(await refusal(receive({ MaxNumberOfMessages: 11 }))).toMatch(/^InvalidParameterValue: /);
  });

  test('that is received too often goes to the dead-letter queue', async () => {
    const policy = { deadLetterTargetArn: 'arn:aws:sqs:ap-northeast-2:123456789012:dead', maxReceiveCount: '2' };
    const { sqs, clock, send, receive } = await ground({
      RedrivePolicy: JSON.stringify(policy),
      VisibilityTimeout: '1',
    });
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    await send('poison');
    for (const expected of [['poison'], ['poison'], []]) {
      expect(bodies(await receive())).toEqual(expected);
      clock.advance(1000);
    }
    expect(bodies(await receive({ QueueUrl }))).toEqual(['poison']);
  });
});

describe('long polling', () => {
  test('answers as soon as a message comes', async () => {
    const { simulator, send, receive } = await ground();
    const waiting = receive({ WaitTimeSeconds: 20 });
    await expect.poll(() => simulator.world().sqs.waiting.size).toBe(1);
    await send('one');
    expect(bodies(await waiting)).toEqual(['one']);
    expect(simulator.world().sqs.waiting.size).toBe(0);
    expect(simulator.journal.count('ReceiveMessage')).toBe(1);
    expect(simulator.journal.writes()).toBe(1);
  });

  test('answers with nothing when the time is over, and with what becomes visible before', async () => {
    const { simulator, clock, send, receive } = await ground();
    const empty = receive({ WaitTimeSeconds: 20 });
    await expect.poll(() => simulator.world().sqs.waiting.size).toBe(1);
    clock.advance(20_000);
    expect(await empty).toEqual([]);
    await send('one');
    await receive({ VisibilityTimeout: 3 });
    const later = receive({ WaitTimeSeconds: 20 });
    await expect.poll(() => simulator.world().sqs.waiting.size).toBe(1);
    clock.advance(3000);
    expect(bodies(await later)).toEqual(['one']);
  });

  test('ends with the connection', async () => {
    const { simulator, sqs, url } = await ground();
    const abort = new AbortController();
    const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
      abortSignal: abort.signal,
    });
    await expect.poll(() => simulator.world().sqs.waiting.size).toBe(1);
    abort.abort();
    await expect(waiting).rejects.toThrow('Request aborted');
    await expect.poll(() => simulator.world().sqs.waiting.size).toBe(0);
  });
});
