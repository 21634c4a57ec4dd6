import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { advance } from '../../src/simulator/advance.ts';
import { seededRandom, seedFor } from '../../src/simulator/random.ts';
import { openTestAws } from '../aws/endpoint.ts';
import { isSettled, pass, passUntil, startOn, startRig, type Rig } from '../daemon/loop/rig.ts';
import { systems } from '../scenarios/systems.ts';
import { REGION } from '../support/clients.ts';
import { callEvent, envelope } from '../support/events.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { inProcess } from '../support/in-process.ts';
import { askedFor } from './asked-for.ts';
import { portraitOf } from './portrait.ts';
import { vandalise } from './vandalise.ts';

/** How many histories, and the first: `EVENKEEL_HEARD=100 EVENKEEL_SEED=1000` for a long look at others. */
const histories = Number(process.env['EVENKEEL_HEARD'] ?? 1);
const first = Number(process.env['EVENKEEL_SEED'] ?? 1);
/** Longer than the sweep takes here, and than what is missing is doubted. */
const WHOLE_SWEEP_MS = 180_000;
const HOUR = 3_600_000;

const { folder, fixture, interferences } = systems.find((system) => system.folder === 'content-routing')!;
const manifests = manifestsOf(folder);

/** Half of the events never come; of the others half come twice, each up to half a minute late. */
const events = { queue: 'events', loss: 0.5, duplicates: 0.5, delayMs: 500, spreadMs: 30_000 };

describe('whatever a daemon hears, it ends where a look at everything ends', () => {
  test.for(Array.from({ length: histories }, (_, index) => first + index))('in history %i', async (seed) => {
    const built = await startRig(manifests, {}, { fixture: fixtureNamed(fixture), settings: {}, events });
    await passUntil(built, isSettled);
    const whole = stands(built);
    await built.daemon.stop();
    const { QueueUrl } = await built.sdk.sqs.send(new CreateQueueCommand({ QueueName: events.queue }));
    const rig = await startOn(built, manifests, {
      readShare: 0.3,
      trail: true,
      places: (hooks) =>
        Promise.resolve([
          {
            name: 'default',
            region: REGION,
            events: `sqs://${events.queue}`,
            open: (signal) =>
              openTestAws(built.simulator.url, { ...hooks, signal, connect: inProcess(built.simulator) }),
          },
        ]),
    });
    await passUntil(rig, isSettled);
    const random = seededRandom(seedFor(seed, folder));
    const before = async (): Promise<void> => {
      const MessageBody = forged(rig, random);
      await rig.sdk.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      if (random() < 0.5) await pass(rig, random() * 40_000);
    };
    const done = await vandalise({ sdk: rig.sdk, random, interferences, before });
    await pass(rig, WHOLE_SWEEP_MS);
    await passUntil(rig, isSettled);
    expect(stands(rig), done.join(', ')).toEqual(whole);
    const { sources = [] } = rig.status().places[0]!;
    expect(sources.find(({ source }) => source === 'queue')?.received).toBeGreaterThan(0);
  });
});

/** What never happened, of something that stands; now and then nothing that could be read. */
function forged({ clock, simulator }: Rig, random: () => number): string {
  const { elbv2 } = simulator.world();
  const arns = [elbv2.loadBalancers, elbv2.listeners, elbv2.rules, elbv2.targetGroups].flatMap((some) =>
    [...some.values()].map(({ arn }) => arn),
  );
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
  const arn = pick(arns);
  const eventTime = new Date(clock.now() + (random() - 0.5) * HOUR).toISOString();
  const eventName = pick(['DeleteLoadBalancer', 'DeleteRule', 'DeregisterTargets', 'ModifyTargetGroup', 'RemoveTags']);
  return pick([
    JSON.stringify(callEvent({ eventName, eventTime, requestParameters: { loadBalancerArn: arn, ruleArn: arn } })),
    JSON.stringify(
      envelope('EC2 Instance State-change Notification', 'aws.ec2', { 'instance-id': 'i-0123456789abcdef0' }),
    ),
    JSON.stringify({ ...callEvent({ eventName, responseElements: { arn } }), detail: arn }),
    `{ "detail": ${arn}`,
  ]);
}

function stands({ clock, simulator }: Rig): readonly string[] {
  clock.advance(HOUR);
  advance(simulator.world());
  return askedFor(portraitOf(simulator.world()));
}
