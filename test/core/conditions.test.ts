import { expect, test } from 'vitest';
import { conditionsOf, type Condition, type Facts } from '../../src/core/conditions.ts';
import type { Change } from '../../src/core/plan.ts';
import type { Live } from '../../src/core/resource.ts';

const now = Date.UTC(2026, 0, 1);

const change: Change = {
  id: 'load-balancer/default/web',
  type: 'load-balancer',
  manifest: 'LoadBalancer/default/web',
  action: 'noop',
  cause: 'spec',
  impact: 'none',
  diffs: [],
  groups: [],
  after: [],
  warnings: [],
  undeclared: [],
};

const rule: Change = { ...change, id: 'listener-rule/default/web/80/api', type: 'listener-rule' };

const live: Live = {
  type: 'load-balancer',
  physical: 'arn',
  state: {},
  tags: {},
  outputs: {},
  uses: [],
  status: { ready: true, text: 'active' },
};

function blocked(reason: NonNullable<Change['blocked']>['reason'], from = change): Change {
  return { ...from, action: 'blocked', blocked: { reason, message: 'because', would: 'update' } };
}

/** `Ready=True Active`, one for each condition. */
function shown(facts: Partial<Facts>): string[] {
  return conditionsOf({ changes: [change], live: [live], ...facts }, { now }).map(
    ({ type, status, reason }) => `${type}=${status} ${reason}`,
  );
}

const cases: readonly (readonly [string, Partial<Facts>, readonly string[]])[] = [
  ['in order', {}, ['Ready=True Active', 'Reconciling=False Done', 'Stalled=False Free', 'Drifted=False InSync']],
  [
    'in progress',
    { live: [{ ...live, status: { ready: false, text: 'provisioning: a zone is out' } }] },
    ['Ready=False Provisioning', 'Reconciling=True Provisioning', 'Stalled=False Free', 'Drifted=False InSync'],
  ],
  [
    'given up on by AWS',
    { live: [{ ...live, status: { ready: false, failed: true, text: 'failed: no room in subnet-1' } }] },
    ['Ready=False Failed', 'Reconciling=False Done', 'Stalled=True Failed', 'Drifted=False InSync'],
  ],
  [
    'on its way by a count, of which no reason is made',
    { live: [{ ...live, status: { ready: false, text: '0/3 running, 3 pending' } }] },
    ['Ready=False Progressing', 'Reconciling=True Progressing', 'Stalled=False Free', 'Drifted=False InSync'],
  ],
  [
    'given up on by AWS, in words that name something of the user',
    { live: [{ ...live, status: { ready: false, failed: true, text: 'web:2 failed: no task started' } }] },
    ['Ready=False Failed', 'Reconciling=False Done', 'Stalled=True Failed', 'Drifted=False InSync'],
  ],
  [
    'a field drifted, which takes nothing out of service',
    { changes: [{ ...change, action: 'update', cause: 'drift' }] },
    ['Ready=True Active', 'Reconciling=True Changing', 'Stalled=False Free', 'Drifted=True Drifted'],
  ],
  [
    'a part is gone',
    { changes: [change, { ...rule, action: 'create', cause: 'drift' }] },
    ['Ready=False Incomplete', 'Reconciling=True Changing', 'Stalled=False Free', 'Drifted=True Drifted'],
  ],
  [
    'a part was not created yet, which is no drift',
    { changes: [change, { ...rule, action: 'create' }] },
    ['Ready=False Incomplete', 'Reconciling=True Changing', 'Stalled=False Free', 'Drifted=False NotCreated'],
  ],
  [
    'the manifest changed',
    { changes: [{ ...change, action: 'update' }] },
    ['Ready=False Pending', 'Reconciling=True Changing', 'Stalled=False Free', 'Drifted=False InSync'],
  ],
  [
    'a person must act',
    { changes: [blocked('foreign-owner')] },
    ['Ready=False ForeignOwner', 'Reconciling=False Done', 'Stalled=True ForeignOwner', 'Drifted=False InSync'],
  ],
  [
    'drift is left by choice',
    { changes: [{ ...blocked('drift-warn'), cause: 'drift' }] },
    ['Ready=True Active', 'Reconciling=False Done', 'Stalled=False Free', 'Drifted=True Drifted'],
  ],
  [
    'unreadable',
    { changes: [change, blocked('unreadable', rule)] },
    ['Ready=Unknown Unreadable', 'Reconciling=False Done', 'Stalled=False Free', 'Drifted=Unknown NotCompared'],
  ],
  [
    'suspended',
    { suspended: true },
    ['Ready=Unknown Suspended', 'Reconciling=False Stopped', 'Stalled=False Free', 'Drifted=Unknown NotCompared'],
  ],
  [
    'invalid',
    { changes: [], live: [], invalid: 'no port' },
    ['Ready=False Invalid', 'Reconciling=False Stopped', 'Stalled=True Invalid', 'Drifted=Unknown NotCompared'],
  ],
];

test.each(cases)('%s', (_, facts, conditions) => {
  expect(shown(facts)).toEqual(conditions);
});

test('a condition keeps its time until its status changes', () => {
  const earlier = conditionsOf({ changes: [change], live: [live] }, { now, generation: 1 });
  const stamp = { now: now + 60_000, generation: 2, earlier };
  const later = conditionsOf({ changes: [{ ...change, action: 'update', cause: 'drift' }], live: [live] }, stamp);
  const time = (type: Condition['type']): string | undefined =>
    later.find((one) => one.type === type)?.lastTransitionTime;
  expect(time('Ready')).toBe('2026-01-01T00:00:00.000Z');
  expect(time('Drifted')).toBe('2026-01-01T00:01:00.000Z');
  expect(later.map(({ observedGeneration }) => observedGeneration)).toEqual([2, 2, 2, 2]);
});

test('why it is not ready is said with what AWS says', () => {
  const pending = { ...live, status: { ready: false, text: '0/3 running' } };
  const [ready] = conditionsOf({ changes: [change], live: [pending], because: 'no image' }, { now });
  expect(ready?.message).toBe('AWS says: 0/3 running; no image');
  expect(conditionsOf({ changes: [change], live: [live], because: 'no image' }, { now })[0]?.status).toBe('True');
});

test('a long list of resources is cut short', () => {
  const changes = ['a', 'b', 'c', 'd', 'e'].map((id): Change => ({ ...rule, id, action: 'create' }));
  const [ready] = conditionsOf({ changes, live: [live] }, { now });
  expect(ready?.message).toBe('missing: a, b, c and 2 more');
});
