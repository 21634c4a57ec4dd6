import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import { modifyListener } from '../../../src/simulator/elbv2/listeners.ts';
import { setTargetHealth } from '../../../src/simulator/elbv2/target-health.ts';
import { modifyTargetGroupAttributes } from '../../../src/simulator/elbv2/target-group-attributes.ts';
import { openWeb } from './ground.ts';

/** What a client with a cookie jar sends back. */
function jar(headers: IncomingHttpHeaders): Record<string, string> {
  return { cookie: (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ') };
}

test('a client stays with its target for as long as that is well', async () => {
  const { page, ask, groupArn, world, call } = await openWeb();
  const Attributes = [
    { Key: 'stickiness.enabled', Value: 'true' },
    { Key: 'stickiness.lb_cookie.duration_seconds', Value: '60' },
  ];
  modifyTargetGroupAttributes({ TargetGroupArn: groupArn, Attributes }, call);
  const id = await page('page 01');
  await page('page 02');
  const first = await ask();
  expect(first.headers['set-cookie']).toEqual([
    expect.stringMatching(/^AWSALB=[\w-]+; Expires=Thu, 01 Jan 2026 00:01:00 GMT; Path=\/$/),
    expect.stringMatching(/^AWSALBCORS=.+; SameSite=None; Secure$/),
  ]);
  const headers = jar(first.headers);
  expect([(await ask('/', { headers })).text, (await ask('/', { headers })).text]).toEqual(['page 01', 'page 01']);
  setTargetHealth(world, { targetGroupArn: groupArn, id, port: 80 }, 'Target.Timeout');
  expect((await ask('/', { headers })).text).toBe('page 02');
});

test('a client stays with its group for as long as that has a weight', async () => {
  const { page, ask, targetGroup, listenerArn, groupArn, call } = await openWeb();
  const green = targetGroup('green');
  await page('blue');
  await page('green', green);
  const weigh = (blue: number): void => {
    const ForwardConfig = {
      TargetGroups: [
        { TargetGroupArn: groupArn, Weight: blue },
        { TargetGroupArn: green, Weight: 100 },
      ],
      TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
    };
    modifyListener({ ListenerArn: listenerArn, DefaultActions: [{ Type: 'forward', ForwardConfig }] }, call);
  };
  weigh(101);
  const first = await ask();
  const headers = jar(first.headers);
  expect([first.text, (await ask('/', { headers })).text, (await ask()).text]).toEqual(['blue', 'blue', 'green']);
  weigh(0);
  expect((await ask('/', { headers })).text).toBe('green');
});
