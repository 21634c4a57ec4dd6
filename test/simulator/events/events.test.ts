import { CreateSecurityGroupCommand } from '@aws-sdk/client-ec2';
import { CreateQueueCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { open, refusal } from '../support.ts';

interface Heard {
  readonly id: string;
  readonly 'detail-type': string;
  readonly detail: { readonly requestParameters?: { readonly groupName?: string }; readonly errorCode?: string };
}

const URL = 'http://aws/123456789012/events';

/** All that can be received by now. */
async function heard(sqs: SQSClient, QueueUrl = URL): Promise<Heard[]> {
  const messages: Message[] = [];
  for (let isMore = true; isMore;) {
    const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    messages.push(...(received.Messages ?? []));
    isMore = (received.Messages ?? []).length > 0;
  }
  return messages.map(({ Body = '' }) => JSON.parse(Body) as Heard);
}

const group = (GroupName: string): CreateSecurityGroupCommand =>
  new CreateSecurityGroupCommand({ GroupName, Description: 'x' });
const names = (events: readonly Heard[]): unknown[] => events.map(({ detail }) => detail.requestParameters?.groupName);
const manyNames = Array.from({ length: 40 }, (_, index) => `group-${index}`);

describe('a queue that gets the events', () => {
  test('gets each write in the envelope of EventBridge, refused ones too', async () => {
    const clock = new ManualClock(Date.parse('2026-03-01T10:00:00.250Z'));
    const { ec2, sqs } = await open({ clock, events: { queue: 'events' } });
    const { GroupId, $metadata } = await ec2.send(group('web'));
    await refusal(ec2.send(group('web')));
    const [done, refused, ...rest] = await heard(sqs);
    expect(rest).toEqual([]);
    expect(done).toEqual({
      version: '0',
      id: expect.stringMatching(/^[\da-f]{8}-/) as string,
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.ec2',
      account: '123456789012',
      time: '2026-03-01T10:00:00Z',
      region: 'ap-northeast-2',
      resources: [],
      detail: expect.objectContaining({
        eventName: 'CreateSecurityGroup',
        requestID: $metadata.requestId,
        responseElements: expect.objectContaining({ groupId: GroupId }) as object,
      }) as object,
    });
    expect(refused?.detail).toMatchObject({ errorCode: 'Client.InvalidGroup.Duplicate' });
  });

  test('gets them as late as asked for', async () => {
    const clock = new ManualClock();
    const { ec2, sqs } = await open({ clock, events: { queue: 'events', delayMs: 2000 } });
    await ec2.send(group('web'));
    clock.advance(1999);
    expect(await heard(sqs)).toEqual([]);
    clock.advance(1);
    expect(names(await heard(sqs))).toEqual(['web']);
  });

  test('twice, never and in another order, as the seed has it', async () => {
    const run = async (seed: number): Promise<unknown[]> => {
      const clock = new ManualClock();
      const events = { queue: 'events', spreadMs: 3000, duplicates: 0.3, loss: 0.2 };
      const { ec2, sqs, simulator } = await open({ clock, seed, events });
      for (const name of manyNames) await ec2.send(group(name));
      clock.advance(3000);
      const got = names(await heard(sqs));
      const { emitted, delivered, lost } = simulator.events.report();
      expect(emitted).toBe(40);
      expect(delivered).toBe(got.length);
      expect(new Set(got).size).toBe(40 - lost);
      expect(lost).toBeGreaterThan(0);
      expect(delivered).toBeGreaterThan(40 - lost);
      return got;
    };
    const first = await run(1);
    expect(first).not.toEqual(manyNames.filter((name) => first.includes(name)));
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
  });

  test('changes no id of anything', async () => {
    const ids = async (queue?: string): Promise<unknown> => {
      const { ec2 } = await open({ seed: 3, ...(queue === undefined ? {} : { events: { queue } }) });
      await ec2.send(group('one'));
      return (await ec2.send(group('two'))).GroupId;
    };
    expect(await ids('events')).toBe(await ids());
  });

  test('wakes who waits for a message', async () => {
    const { ec2, sqs } = await open({ events: { queue: 'events' } });
    const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl: URL, WaitTimeSeconds: 20 }));
    await ec2.send(group('web'));
    expect((await waiting).Messages).toHaveLength(1);
  });

  test('can be another one from now on, by the control endpoint', async () => {
    const { simulator, ec2, sqs } = await open();
    const events = `${simulator.url}/_evenkeel/events`;
    const post = async (options: object): Promise<Response> =>
      fetch(events, { method: 'POST', body: JSON.stringify(options) });
    await ec2.send(group('before'));
    expect((await post({ queue: 'later' })).status).toBe(200);
    await ec2.send(group('after'));
    const url = URL.replace('events', 'later');
    expect(names(await heard(sqs, url))).toEqual(['after']);
    expect(await (await fetch(events)).json()).toEqual({ queue: 'later', emitted: 1, delivered: 1, lost: 0 });
    const wrong = await post({ delay: 3 });
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      {
        message: 'TypeError: events have no delay; they have queue, delayMs, spreadMs, duplicates, loss, trailDelayMs',
      },
    ]);
    expect(await (await post({ loss: 2 })).json()).toEqual({ message: "TypeError: events: loss can't be 2" });
  });

  test('that is away loses what happens meanwhile', async () => {
    const { simulator, ec2, sqs } = await open({ events: { queue: 'events' } });
    simulator.world().sqs.queues.clear();
    await ec2.send(group('lost'));
    await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
    await ec2.send(group('heard'));
    expect(names(await heard(sqs))).toEqual(['heard']);
  });
});
