import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  DescribeLoadBalancersCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/aws/call.ts';
import { kindOf, type Service } from '../../../src/aws/operations.ts';
import type { Place } from '../../../src/config/places.ts';
import type { DaemonOptions } from '../../../src/daemon/daemon.ts';
import type { SourceStatus } from '../../../src/daemon/status.ts';
import { openTestAws } from '../../aws/endpoint.ts';
import { REGION } from '../../support/clients.ts';
import { callEvent, envelope } from '../../support/events.ts';
import { inProcess } from '../../support/in-process.ts';
import { folderOf } from '../../support/folders.ts';
import { stack } from '../../support/stacks.ts';
import { counted, INTERVAL, isSettled, pass, passUntil, standing, startOn, type Rig } from './rig.ts';

const NAME = 'evenkeel-events';
const STACKS = 8;

interface Stage extends Rig {
  readonly url: string;
  readonly send: (...bodies: (object | string)[]) => Promise<void>;
  readonly queue: () => SourceStatus;
  readonly left: () => Promise<number>;
}

function folder(): string {
  return folderOf({ 'stacks.yaml': Array.from({ length: STACKS }, (_, index) => stack(index)).flat() });
}

/** A connection that gives each request an id, as AWS does. */
function numbered(connect: (service: Service) => Connection, onWrite: (requestId: string) => void) {
  let count = 0;
  return (service: Service): Connection => {
    const connection = connect(service);
    return {
      ...connection,
      async send(operation, input, beforeItLeaves, onAnswer) {
        const output = await connection.send(operation, input, beforeItLeaves);
        const id = `own-${(count += 1)}`;
        onAnswer?.(id);
        if (service !== 'sqs' && kindOf(operation) === 'write') onWrite(id);
        return output;
      },
    };
  };
}

/** A daemon that hears of what happens by a queue, on stacks that stand as they are declared. */
async function startHearing(
  options: Partial<DaemonOptions> = {},
  place: Partial<Place> = {},
  onWrite: (requestId: string) => void = () => undefined,
): Promise<Stage> {
  const manifests = folder();
  const first = await standing(`${STACKS} stacks`, manifests);
  const { QueueUrl } = await first.sdk.sqs.send(new CreateQueueCommand({ QueueName: NAME }));
  const places: DaemonOptions['places'] = (hooks) => {
    const open: Place['open'] = (signal) =>
      openTestAws(first.simulator.url, {
        ...hooks,
        signal,
        connect: numbered(counted(inProcess(first.simulator), first.clock), onWrite),
      });
    return Promise.resolve([{ name: 'default', region: REGION, open, events: `sqs://${NAME}`, ...place }]);
  };
  const rig = await startOn(first, manifests, { readShare: 0.3, places, ...options });
  await passUntil(rig, (cycle) => isSettled(cycle) && (cycle.reading?.unread ?? 0) === 0);
  rig.simulator.journal.clear();
  return {
    ...rig,
    url: QueueUrl!,
    queue: () => rig.status().places[0]!.sources!.find(({ source }) => source === 'queue')!,
    async send(...bodies) {
      for (const body of bodies) {
        const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
        await rig.sdk.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      }
    },
    async left() {
      const AttributeNames = ['ApproximateNumberOfMessages' as const, 'ApproximateNumberOfMessagesNotVisible' as const];
      const { Attributes = {} } = await rig.sdk.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
    },
  };
}

async function ruleOf({ sdk }: Rig): Promise<string> {
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
  const { LoadBalancerArn } = balancer!;
  const { Listeners: [listener] = [] } = await sdk.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const { ListenerArn } = listener!;
  const { Rules = [] } = await sdk.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
  return Rules.find(({ Priority }) => Priority === '10')!.RuleArn!;
}

/** Changes a rule by hand; gives the event that AWS sends of it. */
async function turnAway(rig: Rig): Promise<object> {
  const { sdk, clock } = rig;
  const RuleArn = await ruleOf(rig);
  const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/elsewhere'] } }];
  await sdk.elbv2.send(new ModifyRuleCommand({ RuleArn, Conditions }));
  return changeOf(RuleArn, clock.now());
}

/** Lets time go by until a change was made; cycles may follow each other at once. */
async function healed(rig: Rig): Promise<void> {
  const made = rig.events('changed').length;
  await passUntil(rig, () => rig.events('changed').length > made);
}

function changeOf(ruleArn: string, now: number, more: object = {}): object {
  const eventTime = new Date(now).toISOString();
  return callEvent({ eventName: 'ModifyRule', eventTime, requestParameters: { ruleArn }, ...more });
}

describe('a daemon that hears of what happens', () => {
  test('heals what an event names within seconds, and reads little else in depth', async () => {
    const rig = await startHearing();
    const from = rig.clock.now();
    const before = rig.status().places[0]!.cycle!.reading!.reads;
    await rig.send(await turnAway(rig));
    await healed(rig);
    expect(rig.clock.now() - from).toBeLessThanOrEqual(3_000);
    const read = rig.status().places[0]!.cycle!.reading!.reads;
    // One load balancer with its listener, rules and tags.
    expect((read.event ?? 0) - (before.event ?? 0)).toBeLessThanOrEqual(10);
    expect(await rig.left()).toBe(0);
    expect(rig.queue()).toMatchObject({ received: 1, ours: 0, ignored: 0, poison: 0, lastAt: from });
  });

  test('heals at once what follows on an event of nothing, though looks take seconds', async () => {
    const stage = await startHearing();
    const { clock, simulator } = stage;
    const last = () => stage.status().places[0]!.cycle!;
    const slow = [{ kind: 'latency' as const, ms: 400 }];
    const { number } = last();
    await stage.send(changeOf(await ruleOf(stage), clock.now()));
    simulator.faults.set(slow);
    await passUntil(stage, (cycle) => cycle.number > number && cycle.trigger === 'event');
    simulator.faults.set([]);
    await stage.send(await turnAway(stage));
    simulator.faults.set(slow);
    const from = clock.now();
    await passUntil(stage, ({ outcomes }) => outcomes.length > 0);
    expect((clock.now() - from) / 1_000).toBeLessThan(12);
  });

  test('looks no more often for what comes twice', async () => {
    const rig = await startHearing();
    const event = await turnAway(rig);
    await rig.send(event, event);
    await healed(rig);
    await rig.send(event);
    const { number } = await passUntil(rig, isSettled);
    await pass(rig, 3_000);
    expect(rig.status().places[0]!.cycle!.number).toBe(number);
    expect(rig.queue()).toMatchObject({ received: 3, ignored: 2 });
  });

  test('does not look for what names nothing that it knows', async () => {
    const rig = await startHearing();
    const { number } = await pass(rig, INTERVAL);
    const other = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/other/0123456789abcdef';
    const now = rig.clock.now();
    await rig.send(
      changeOf(other, now),
      { ...changeOf(other, now), 'detail-type': 'Scheduled Event' },
      callEvent({
        eventName: 'RunInstances',
        eventSource: 'ec2.amazonaws.com',
        responseElements: { instanceId: 'i-0123456789abcdef0' },
      }),
    );
    await pass(rig, 3_000);
    expect(rig.status().places[0]!.cycle!.number).toBeLessThanOrEqual(number + 1);
    expect(rig.queue()).toMatchObject({ received: 3, ignored: 3 });
    expect(await rig.left()).toBe(0);
  });

  test('counts, reports once and deletes what it does not understand', async () => {
    const rig = await startHearing();
    await rig.send('{', 'not json', '[]', { detail: {} }, envelope('ECS Service Action', 'aws.ecs', {}));
    await pass(rig, 3_000);
    expect(rig.queue()).toMatchObject({ received: 5, poison: 4, ignored: 1 });
    expect(await rig.left()).toBe(0);
    const lines = rig.lines.filter(({ message }) => message === 'event not understood');
    expect(lines.map(({ level, fields }) => [level, fields['what']])).toEqual([
      ['warn', 'a message that is not JSON'],
      ['warn', 'a message that is no event of EventBridge'],
    ]);
  });

  test('takes what it did itself for its own, and others for strangers', async () => {
    const ids: string[] = [];
    const rig = await startHearing({}, {}, (id) => ids.push(id));
    await rig.send(await turnAway(rig));
    await healed(rig);
    const { number } = await passUntil(rig, isSettled);
    const { LoadBalancers: [balancer] = [] } = await rig.sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
    const now = rig.clock.now();
    expect(ids).toHaveLength(1);
    await rig.send(changeOf(balancer!.LoadBalancerArn!, now, { requestID: ids[0] }));
    await pass(rig, 3_000);
    expect(rig.queue()).toMatchObject({ received: 2, ours: 1, ignored: 0 });
    expect(rig.status().places[0]!.cycle!.number).toBe(number);
    await rig.send(changeOf(balancer!.LoadBalancerArn!, now));
    const { trigger } = await passUntil(rig, (cycle) => cycle.number > number);
    expect(trigger).toBe('event');
  });

  test('without a budget reads everything again, and not for what it has seen since', async () => {
    const rig = await startHearing({ readShare: undefined });
    const old = changeOf('stack-1', rig.clock.now() - 60_000);
    const { number } = rig.status().places[0]!.cycle!;
    await rig.send(old);
    await pass(rig, 2_000);
    expect(rig.status().places[0]!.cycle!.number).toBe(number);
    const from = rig.clock.now();
    await rig.send(await turnAway(rig));
    await healed(rig);
    expect(rig.clock.now() - from).toBeLessThanOrEqual(3_000);
  });
});

describe('a queue that does not answer', () => {
  test.each([
    ['is denied', 'access-denied', 'denied'],
    ['is away', 'error-500', 'unavailable'],
    ['is throttled', 'throttle', 'throttled'],
  ] as const)('and %s is reported once, and heard again when it does', async (_, kind, code) => {
    const rig = await startHearing();
    rig.simulator.faults.set([{ kind, action: 'ReceiveMessage' }]);
    await rig.send('wakes whoever waits');
    await pass(rig, 10 * INTERVAL);
    expect(rig.queue().failure).toMatchObject({ code });
    expect(rig.lines.filter(({ message }) => message === 'events not received')).toHaveLength(1);
    expect(rig.status().places[0]!.failure).toBeUndefined();
    rig.simulator.faults.clear();
    await rig.send(await turnAway(rig));
    await healed(rig);
    await pass(rig, 2 * INTERVAL);
    expect(rig.queue()).not.toHaveProperty('failure');
    expect(rig.lines.filter(({ message }) => message === 'events received again')).toHaveLength(1);
  });

  test('and was deleted is named with what to do, and heard when it is made again', async () => {
    const rig = await startHearing();
    await rig.sdk.sqs.send(new DeleteQueueCommand({ QueueUrl: rig.url }));
    await pass(rig, INTERVAL);
    expect(rig.queue().failure?.message).toContain('create the queue, or name another');
    await rig.sdk.sqs.send(new CreateQueueCommand({ QueueName: NAME }));
    await rig.send(await turnAway(rig));
    await healed(rig);
    await pass(rig, 2 * INTERVAL);
    expect(rig.queue()).not.toHaveProperty('failure');
  });
});
