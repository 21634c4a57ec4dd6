import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStage } from './stage.ts';

// Each stops the build at another sort of what is left undone.
test.each([3, 7, 12])('a build that is cut short after %i writes goes on as such', async (writes) => {
  const { home, simulator, start } = await openStage();
  // Slow enough to be killed where it is meant to be.
  simulator.faults.set([{ kind: 'latency', ms: 10 }]);
  const life = await start();
  while (simulator.journal.writes() < writes) await new Promise((resolve) => void setImmediate(resolve));
  await life.end('SIGKILL');
  simulator.faults.clear();
  const next = await start(['--lock', join(home, 'another')]);
  await next.settled();
  expect(next.logged('drift found')).toEqual([]);
});

test('what AWS gave and the end of a build left standing is not reported as added', async () => {
  const { home, simulator, start } = await openStage();
  simulator.faults.set([
    { kind: 'access-denied', action: 'RevokeSecurityGroupEgress' },
    { kind: 'access-denied', action: 'AuthorizeSecurityGroupIngress' },
    { kind: 'access-denied', action: 'CreateLoadBalancer' },
  ]);
  const life = await start();
  await life.said(({ msg }) => msg === 'failed');
  await life.end('SIGKILL');
  simulator.faults.clear();
  const next = await start(['--lock', join(home, 'another')]);
  await next.settled();
  expect(next.logged('drift found')).toEqual([]);
});

test('what could not be made is not missed', async () => {
  const { simulator, start } = await openStage();
  const actions = ['RegisterTargets', 'AuthorizeSecurityGroupEgress', 'ModifyTargetGroupAttributes', 'CreateRule'];
  simulator.faults.set(actions.map((action) => ({ kind: 'access-denied', action, times: 2 })));
  const life = await start();
  await life.settled();
  const failed = life.logged('failed').map(({ id = '' }) => id.split('/')[0]);
  expect(new Set(failed)).toEqual(new Set(['target', 'security-group-rule', 'target-group', 'listener-rule']));
  expect(life.logged('drift found')).toEqual([]);
});
