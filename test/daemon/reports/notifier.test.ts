import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import { onCycleEnd, type CycleEnd } from '../../../src/daemon/reports/cycles.ts';
import { noticeOf, slackBody, webhookBody } from '../../../src/daemon/reports/notice.ts';
import { Notifier } from '../../../src/daemon/reports/notifier.ts';
import type { Finding } from '../../../src/daemon/status.ts';
import { hurried, receiver, type Receiver } from './receiver.ts';
import { Stage } from './stage.ts';

const PATIENCE = 10_000;

const patient = (): ReturnType<typeof hurried> => hurried((ms) => ms !== PATIENCE);

/** A stage whose transitions are sent to a receiver. */
function stageOf(by: { receiver: Receiver; clock?: Clock; shape?: 'json' | 'slack' }): Stage & { said: string[] } {
  const said: string[] = [];
  const stage = Object.assign(new Stage(), { said });
  const notifier = new Notifier({
    store: stage.store,
    url: `http://evenkeel:s%40me@127.0.0.1:${by.receiver.port}/services/T0/SECRET?key=SECRET`,
    shape: by.shape ?? 'json',
    clock: by.clock ?? patient(),
    warn: (message) => said.push(message),
  });
  onTestFinished(() => notifier.close());
  return stage;
}

test('one message for all that a cycle changed, none where it changed nothing', async () => {
  const to = await receiver(204);
  const stage = stageOf({ receiver: to });
  for (const scene of ['in-order', 'drift', 'drift', 'in-order', 'in-order']) stage.cycle(scene);
  const [found, gone] = await to.first(2);
  expect(found).toMatchObject({
    path: '/services/T0/SECRET?key=SECRET',
    headers: { authorization: `Basic ${btoa('evenkeel:s@me')}`, 'content-type': 'application/json' },
    body: {
      version: 1,
      source: 'evenkeel',
      at: '2026-03-01T12:01:00.000Z',
      place: 'default',
      account: '123456789012',
      region: 'eu-central-1',
      text: '4 findings',
      counts: { found: 4, gone: 0 },
    },
  });
  expect(gone).toMatchObject({ body: { text: '4 resolved', counts: { found: 0, gone: 4 } } });
  expect(gone!.body['gone']).toMatchObject([{ id: 'load-balancer/default/web-alb', lastedMs: 60_000 }, {}, {}, {}]);
  stage.cycle('drift');
  expect((await to.first(3))[2]).toMatchObject({ body: { counts: { found: 4, gone: 0 } } });
  expect(stage.said).toEqual([]);
});

test('as Slack shows it', async () => {
  const to = await receiver(200);
  const stage = stageOf({ receiver: to, shape: 'slack' });
  stage.cycle('drift');
  stage.cycle('in-order');
  const texts = (await to.first(2)).map(({ body }) => String(body['text']).split('\n').slice(0, 2));
  expect(texts).toEqual([
    [
      '*evenkeel* default (123456789012, eu-central-1): 4 findings',
      ':warning: `load-balancer/default/web-alb` test.yaml:36 /spec/attributes/idle_timeout.timeout_seconds: 120 → 60: being corrected',
    ],
    [
      '*evenkeel* default (123456789012, eu-central-1): 4 resolved',
      ':white_check_mark: `load-balancer/default/web-alb` test.yaml:36 /spec/attributes/idle_timeout.timeout_seconds: healed in 30s',
    ],
  ]);
});

test('a receiver that is out of order is asked again, later and later', async () => {
  const clock = patient();
  const to = await receiver(503, 429, 204);
  const stage = stageOf({ receiver: to, clock });
  stage.cycle('drift');
  const [first, , third] = await to.first(3);
  expect(third!.body).toEqual(first!.body);
  expect(clock.waits).toEqual([1_000, 5_000]);
  expect(stage.said).toEqual([]);
});

test.each([
  [404, 'it answered 404'],
  [302, 'it answered 302'],
])('a receiver that says no (%i) is not asked again, and is reported once', async (status, why) => {
  const clock = patient();
  const to = await receiver(status, status, 204);
  const stage = stageOf({ receiver: to, clock });
  for (const scene of ['drift', 'in-order', 'drift', 'in-order']) stage.cycle(scene);
  await to.first(4);
  expect(clock.waits).toEqual([]);
  expect(stage.said).toEqual([
    `notifications to http://127.0.0.1:${to.port}: ${why}`,
    `notifications to http://127.0.0.1:${to.port}: works again`,
  ]);
});

test('one that never answers keeps nobody waiting, and the secret to itself', async () => {
  const to = await receiver(0);
  const stage = new Stage();
  const url = `http://127.0.0.1:${to.port}/SECRET`;
  const said = await new Promise<string>((warn) => {
    const notifier = new Notifier({ store: stage.store, url, shape: 'json', clock: hurried(() => true), warn });
    onTestFinished(() => notifier.close());
    stage.cycle('drift');
  });
  expect(said).toBe(`notifications to http://127.0.0.1:${to.port}: no answer in 10 s`);
});

test('what waits for a receiver that is away is bounded', async () => {
  const to = await receiver(0);
  const stage = stageOf({ receiver: to, clock: hurried(() => false) });
  for (let round = 0; round < 20; round += 1) {
    stage.cycle('drift');
    stage.cycle('in-order');
  }
  expect(stage.said.length).toBe(20);
  expect(new Set(stage.said)).toEqual(new Set([`notifications to http://127.0.0.1:${to.port}: 1 message dropped`]));
});

test.each(['hooks.example.com/SECRET', 'ftp://example.com/SECRET', 'http://a:SECRET%@example.com', ''])(
  '%j is no address, and not repeated',
  (url) => {
    const { store } = new Stage();
    const open = (): Notifier => new Notifier({ store, url, shape: 'json', clock: patient(), warn: () => undefined });
    expect(open).toThrow(
      expect.objectContaining({ code: 'manifest-invalid', message: 'a webhook is not an HTTP address' }),
    );
  },
);

test('what it sends to a chat stays within what a chat takes', async () => {
  const to = await receiver(200);
  const stage = stageOf({ receiver: to, shape: 'slack' });
  const [finding] = stage.cycle('drift').findings;
  const reason = '&'.repeat(10_000);
  const many = Array.from({ length: 500 }, (_, count) => ({ ...finding!, key: `${count}`, doing: 'blocked', reason }));
  stage.cycle('drift', { findings: many as Finding[] });
  const { text } = (await to.first(2))[1]!.body as { readonly text: string };
  expect(text).toMatch(/… and \d+ more$/);
  expect(text.length).toBeLessThan(40_000);
});

test('what can no longer be read is reported once, and once that it can; it is no finding that came or went', () => {
  const stage = new Stage();
  const ends: unknown[] = [];
  onCycleEnd(stage.store, (end) => void ends.push(webhookIn(end, stage)));
  stage.cycle('drift');
  for (const away of [darkness, darkness, undefined, undefined]) {
    stage.away = away;
    stage.cycle(away === undefined ? 'drift' : 'unreadable');
  }
  expect(ends).toMatchObject([
    { text: '4 findings' },
    {
      text: '1 resolved, part of AWS is unreadable',
      away: expect.stringContaining('Some listener rules cannot be read since'),
    },
    undefined,
    { text: '1 finding, AWS is readable again', whole: true },
    undefined,
  ]);
});

test('a chat is sent in one line how many deletions are withheld, why, and what allows them', () => {
  const stage = new Stage();
  const texts: unknown[] = [];
  onCycleEnd(stage.store, (end) => {
    const notice = noticeOf(end, stage.store.status);
    if (notice !== undefined) texts.push(slackBody(notice));
  });
  stage.cycle('in-order');
  const hash = '0123456789ab';
  const reason = `7 of 9 would be deleted at once: ${'x'.repeat(500)}; to allow exactly this list, pass --allow-prune ${hash}`;
  const { findings } = stage.cycle('removal-withheld');
  stage.cycle('removal-withheld', { findings: findings.map((finding) => ({ ...finding, reason })) });
  const { text } = texts.at(-1) as { readonly text: string };
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toMatch(
    /\n:warning: \d+ deletions? withheld: 7 of 9 would be .*…x*; to allow exactly this list, pass --allow-prune 0123456789ab$/,
  );
});

const darkness = { since: 0, types: ['listener-rule'], unseen: 6, seenAt: 0, why: ['AccessDenied'] };

function webhookIn(end: CycleEnd, { store }: Stage): object | undefined {
  const notice = noticeOf(end, store.status);
  return notice && webhookBody(notice);
}
