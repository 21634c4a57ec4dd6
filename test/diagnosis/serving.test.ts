import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/core/plan.ts';
import type { Live, TargetHealth, Unreadable } from '../../src/core/resource.ts';
import { servingOf, type Serving } from '../../src/diagnosis/serving/serving.ts';
import { targetGroupsOf } from '../../src/resources/action/target-groups.ts';
import type { Action } from '../../src/resources/action/type.ts';

function object(type: string, physical: string, state: object, more: Partial<Live> = {}): Live {
  return { type, physical, state, tags: {}, outputs: {}, uses: [], ...more };
}

function forward(...ways: readonly (string | readonly [string, number])[]): Action {
  const targetGroups = ways.map((way) => {
    const [targetGroup, weight] = typeof way === 'string' ? [way, 1] : way;
    return { targetGroup, weight };
  });
  return { forward: { targetGroups, stickiness: { enabled: false } } };
}

const gone: Action = { fixedResponse: { statusCode: '404', contentType: 'text/plain' } };

/** A load balancer with one listener, its default actions and rules. */
function balancer(defaults: readonly Action[], ...rules: readonly Action[]): Live[] {
  const listener = { loadBalancer: 'lb', protocol: 'HTTP', port: 80, defaultActions: defaults };
  return [
    object('load-balancer', 'lb', {}, { status: { ready: true, text: 'active' } }),
    object('listener', 'l', listener, { parent: 'lb', uses: targetGroupsOf(defaults) }),
    ...rules.map((action, index) =>
      object(
        'listener-rule',
        `r${index + 1}`,
        { listener: 'l', priority: index + 1, conditions: [], actions: [action] },
        { parent: 'l', uses: targetGroupsOf([action]) },
      ),
    ),
  ];
}

function target(state: string, reason?: string, description?: string): TargetHealth {
  return {
    id: `i-${state}`,
    port: 80,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(description === undefined ? {} : { description }),
  };
}

function group(name: string, targets: readonly TargetHealth[], more: Partial<Live> = {}): Live {
  return object('target-group', name, { name }, { name, status: { ready: true, text: '', targets }, ...more });
}

const healthy = target('healthy');
const ill = target('unhealthy', 'Target.Timeout', 'Request timed out');

function judged(
  live: readonly Live[],
  changes: readonly Change[] = [],
  unreadable: readonly Unreadable[] = [],
): Serving {
  return servingOf({ live, unreadable }, changes);
}

/** `False unhealthy Unhealthy`. */
function shown(serving: Serving, physical: string): string {
  const { ready, health, reason } = serving.verdictOf(physical)!;
  return `${ready} ${health} ${reason}`;
}

describe('a target group that requests are led to', () => {
  const cases: readonly (readonly [string, readonly TargetHealth[], string])[] = [
    ['all are healthy', [healthy, healthy], 'True healthy Active'],
    ['0 of 1 is healthy', [ill], 'False unhealthy Unhealthy'],
    ['1 of 3 is healthy', [healthy, ill, ill], 'True degraded Degraded'],
    ['there is no target', [], 'False unhealthy NoTargets'],
    ['the first is on its way', [target('initial', 'Elb.RegistrationInProgress')], 'False pending Initial'],
    ['others are on their way', [healthy, target('initial')], 'True pending Initial'],
    ['one is on its way and another ill', [target('initial'), ill], 'False pending Initial'],
    ['AWS does not know yet that it is in use', [target('unused', 'Target.NotInUse')], 'False pending Initial'],
    ['the last one drains', [target('draining')], 'False pending Draining'],
    ['one drains beside a healthy one', [healthy, target('draining')], 'True healthy Active'],
    ['nothing checks a function', [target('unavailable', 'Target.HealthCheckDisabled')], 'True healthy Active'],
    ['nothing checks it, unused or not', [target('unused', 'Target.HealthCheckDisabled')], 'True healthy Active'],
    ['AWS does not know', [target('unavailable', 'Elb.InternalError')], 'Unknown unknown Unavailable'],
    [
      'it is in a zone without a subnet',
      [target('unused', 'Target.NotInUse', 'Target is in an Availability Zone that is not enabled')],
      'False unhealthy Unhealthy',
    ],
    ['the instance is stopped', [target('unused', 'Target.InvalidState')], 'False unhealthy Unhealthy'],
  ];
  test.each(cases)('%s', (_, targets, verdict) => {
    expect(shown(judged([...balancer([forward('web')]), group('web', targets)]), 'web')).toBe(verdict);
  });

  test('says how many, and what is wrong with the others', () => {
    const verdict = judged([...balancer([forward('web')]), group('web', [healthy, ill])]).verdictOf('web');
    expect(verdict?.message).toBe('1/2 healthy; i-unhealthy:80 is unhealthy (Target.Timeout: Request timed out)');
  });

  test('waits for what the plan is about to register, or ECS brings', () => {
    const tags = { 'evenkeel.dev/owner': 'default', 'evenkeel.dev/resource': 'TargetGroup/default/web' };
    const register = { action: 'register', type: 'target', holder: 'TargetGroup/default/web' } as Change;
    const live = [...balancer([forward('web')]), group('web', [], { tags })];
    expect(shown(judged(live, [register]), 'web')).toBe('False pending NoTargets');
    const service = (status: Live['status'], desiredCount = 1): Live =>
      object('ecs-service', 's', { desiredCount, loadBalancers: [{ targetGroup: 'web' }] }, { status: status! });
    expect(shown(judged([...live, service({ ready: false, text: '0/1' })]), 'web')).toBe('False pending NoTargets');
    expect(shown(judged([...live, service({ ready: true, text: '1/1' })]), 'web')).toBe('False unhealthy NoTargets');
  });

  test('is known by a rule of a load balancer that nobody reads, or by being checked', () => {
    const byOthers = group('web', [], { status: { ready: true, text: '', targets: [], usedByOthers: true } });
    expect(shown(judged([byOthers]), 'web')).toBe('False unhealthy NoTargets');
    expect(shown(judged([group('web', [ill])]), 'web')).toBe('False unhealthy Unhealthy');
  });
});

describe('a target group that nobody leads requests to', () => {
  test.each([
    ['without targets', [], []],
    ['with targets', [target('unused', 'Target.NotInUse')], []],
    ['standing beside another without weight', [ill], balancer([forward(['web', 0], ['other', 1])])],
  ] as const)('is not in use, and not red: %s', (_, targets, more) => {
    expect(shown(judged([...more, group('web', targets)]), 'web')).toBe('True unused NotInUse');
  });

  test('is meant to serve where Auto Scaling fills it, but not where that is scaled to nothing', () => {
    const filled = (desiredCapacity: number): Live[] => [
      group('web', []),
      object('auto-scaling-group', 'asg', { desiredCapacity, targetGroups: ['web'] }),
    ];
    expect(shown(judged(filled(2)), 'web')).toBe('False unhealthy NoTargets');
    expect(shown(judged(filled(0)), 'web')).toBe('True unused NotInUse');
  });

  test('is empty in its turn where two take turns', () => {
    const pair = { targetGroup: 'blue', alternateTargetGroup: 'green' };
    const live = [
      ...balancer([forward(['blue', 1], ['green', 1])]),
      group('blue', []),
      group('green', [healthy]),
      object('ecs-service', 's', { desiredCount: 1, loadBalancers: [pair] }),
    ];
    expect([shown(judged(live), 'blue'), shown(judged(live), 'lb')]).toEqual([
      'True unused NotInUse',
      'True healthy Active',
    ]);
  });
});

describe('a load balancer', () => {
  const web = group('web', [healthy]);
  const dead = group('dead', [ill]);
  const coming = group('coming', [target('initial')]);
  const all = [web, dead, coming, group('empty', [])];
  const cases: readonly (readonly [string, readonly Live[], string, string])[] = [
    ['every way leads to a healthy target', balancer([forward('web')]), 'True healthy Active', 'it serves requests'],
    [
      'every way leads to none',
      balancer([forward('dead')], forward('empty')),
      'False unhealthy NoHealthyTargets',
      'HTTP 80 cannot serve requests: empty has no targets, dead has no healthy target',
    ],
    [
      'a fixed answer is a way that leads somewhere',
      balancer([gone], forward('dead')),
      'True degraded Degraded',
      'HTTP 80: rule 1 cannot serve requests: dead has no healthy target',
    ],
    [
      'part of a way cannot serve requests',
      balancer([forward('web', 'dead')]),
      'True degraded Degraded',
      'HTTP 80: part of the default action cannot serve requests: dead has no healthy target',
    ],
    [
      'targets are on their way',
      balancer([forward('coming')]),
      'False pending Initial',
      'HTTP 80 cannot serve requests yet: the targets of coming are being registered',
    ],
    [
      'no group has any weight',
      balancer([forward(['web', 0], ['dead', 0])]),
      'False unhealthy NoHealthyTargets',
      'HTTP 80 cannot serve requests: all its target groups have weight 0',
    ],
    [
      'what it forwards to could not be read',
      balancer([forward('foreign')]),
      'True healthy Active',
      'it serves requests',
    ],
  ];
  test.each(cases)('%s', (_, live, verdict, message) => {
    const serving = judged([...live, ...all]);
    expect([shown(serving, 'lb'), serving.verdictOf('lb')?.message]).toEqual([verdict, message]);
  });

  test('is not called dead where its rules could not be read', () => {
    const unreadable = { type: 'listener-rule', parent: 'l', message: 'denied' };
    expect(shown(judged([...balancer([forward('dead')]), dead], [], [unreadable]), 'lb')).toBe(
      'True degraded Degraded',
    );
  });
});
