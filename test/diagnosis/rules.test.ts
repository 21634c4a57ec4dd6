import { describe, expect, test } from 'vitest';
import type { Status } from '../../src/core/resource.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { diagnosisText } from '../../src/report/diagnosis/text.ts';
import { expectGolden } from '../report/golden.ts';
import { MINUTE, NOW, patient, stoppedTask, unwell, type Ailment } from './patient.ts';

const pull = 'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref';
const timeout = `${pull} docker.io/library/nginx:1.27: dial tcp 10.0.0.1:443: i/o timeout`;

function failing(...reasons: readonly string[]): Ailment {
  return unwell(reasons.map((reason, index) => stoppedTask(`t${index}`, 'TaskFailedToStart', reason)));
}

function exited(exitCode: number, reason?: string): Ailment {
  const container = { name: 'web', exitCode, ...(reason === undefined ? {} : { reason }) };
  return unwell([
    { ...stoppedTask('t1', 'EssentialContainerExited', 'Essential container in task exited'), containers: [container] },
  ]);
}

function from(subnet: string, network: object): Ailment {
  const { live, evidence } = unwell([{ ...stoppedTask('t1', 'TaskFailedToStart', timeout), subnet }]);
  const service = { ...live?.['ecs-service/default/web'], state: { network } };
  return { live: { 'ecs-service/default/web': service }, ...(evidence === undefined ? {} : { evidence }) };
}

function targets(state: string, reason: string, description: string): Ailment {
  const ill = [1, 2].map((n) => ({ id: `10.0.0.${n}`, port: 8080, zone: 'z1b', state, reason, description }));
  return { live: { 'target-group/default/tg': { status: { ready: true, text: '0/2 healthy', targets: ill } } } };
}

function scaled(evidence: object, status: Status = { ready: false, text: '0/2 in service' }): Ailment {
  return {
    live: { 'auto-scaling-group/default/asg': { status } },
    evidence: { groups: new Map([['asg', { members: 0, failures: [], ...evidence }]]) },
  };
}

const full = 'Your Spot Task was interrupted.';
const unplaced = '(service web) was unable to place a task';

/** Each golden file has a few that belong together. */
const wards: Readonly<Record<string, Readonly<Record<string, Ailment>>>> = {
  images: {
    'no public address': failing(timeout, timeout),
    'no route out': from('subnet-p', { subnets: ['subnet-p'] }),
    'a route that leads out, all the same': from('subnet-n', { subnets: ['subnet-n'] }),
    'no such image': failing(`${pull} web:9: not found`),
    'not allowed': failing(`${pull} web:1: pull access denied, 403 Forbidden`),
    'asked too often': failing(`${pull} nginx:1: 429 Too Many Requests - toomanyrequests`),
  },
  tasks: {
    'a role': failing('ECS was unable to assume the role arn:aws:iam::1:role/exec'),
    'a secret out of reach': failing(
      'ResourceInitializationError: unable to pull secrets or registry auth: dial tcp: i/o timeout',
    ),
    'a secret that is not ours to read': failing(
      'ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException: secretsmanager:GetSecretValue',
    ),
    'a log group': failing('ResourceInitializationError: failed to create Cloudwatch log group'),
    'too little memory': exited(137, 'OutOfMemoryError: Container killed due to memory usage'),
    'an exit': exited(1),
    'a command that is not there': exited(127),
    'Spot that is taken back': unwell([stoppedTask('t1', 'SpotInterruption', full)]),
    'no room on Fargate': unwell([], [`${unplaced}. Reason: Capacity is unavailable at this time.`]),
    'no room on instances': unwell([], [`${unplaced} because no container instance met all of its requirements.`]),
    'no memory on instances': unwell([], [`${unplaced}. Reason: RESOURCE:MEMORY (container instance c1)`]),
    'a quota': unwell([], [`${unplaced}. Reason: You've reached the limit on the number of vCPUs.`]),
    'the load balancer finds it ill': unwell(
      [stoppedTask('t1', 'ServiceSchedulerInitiated', 'Task failed ELB health checks in (target-group tg)')],
      ['(service web) (port 8080) is unhealthy in (target-group tg) due to (reason Request timed out)'],
    ),
    'its own health check': unwell([
      stoppedTask('t1', 'ServiceSchedulerInitiated', 'Task failed container health checks'),
    ]),
    'anything else': unwell([stoppedTask('t1', 'InfrastructureHealth', 'The host is being retired')]),
    'pending for long': unwell(
      [{ id: 't1', createdAt: NOW - 7 * MINUTE, status: 'PENDING', containers: [] }],
      ['(service web) has started 1 tasks: (task t1).'],
    ),
    'never at rest': unwell(
      [],
      Array.from({ length: 12 }, (_, n) => `(service web) has started task ${n}.`),
    ),
  },
  rollouts: {
    'given up': {
      live: {
        'ecs-service/default/web': {
          state: {
            rejected: { taskDefinition: 'web:2', reason: 'ECS deployment circuit breaker: tasks failed to start' },
          },
          status: { ready: false, failed: true, text: 'web:2 failed, rolled back to web:1: tasks failed to start' },
        },
      },
    },
  },
  targets: {
    timeout: targets('unhealthy', 'Target.Timeout', 'Request timed out'),
    refused: targets('unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'),
    'another code': targets('unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'),
    'a zone without a subnet': targets(
      'unused',
      'Target.NotInUse',
      'Target is in an Availability Zone that is not enabled for the load balancer',
    ),
    'nobody forwards': {
      live: {
        ...targets('unused', 'Target.NotInUse', 'Target group is not configured to receive traffic').live,
        'listener/default/alb/80': undefined,
      },
    },
    stopped: targets('unused', 'Target.InvalidState', 'Target is in the stopped state'),
    'not registered': targets('unused', 'Target.NotRegistered', 'Target is not registered to the target group'),
    'an address of a load balancer': targets('unused', 'Target.IpUnusable', 'Target IP is in use'),
    unchecked: targets('unavailable', 'Target.HealthCheckDisabled', 'Health checks are not enabled for this target'),
    "the load balancer's own fault": targets('unhealthy', 'Elb.InternalError', 'Health checks failed'),
    'a reason that is new': targets('unhealthy', 'Target.Tired', 'Target is asleep'),
    none: { live: { 'target-group/default/tg': { status: { ready: true, text: 'no targets', targets: [] } } } },
    'none, and nobody to bring any': {
      live: {
        'target-group/default/tg': { status: { ready: true, text: 'no targets', targets: [] } },
        'ecs-service/default/web': undefined,
      },
    },
  },
  doors: {
    'no rule for the port': { live: { 'security-group-rule/default/alb-sg/in': undefined } },
    'only a security group': {
      live: { 'security-group-rule/default/alb-sg/in': { state: { peer: { securityGroup: 'sg-task' } } } },
    },
    'the tasks admit another port': {
      live: { 'security-group-rule/default/task-sg/in': { state: { fromPort: 443, toPort: 8079 } } },
    },
    'the tasks do not admit the health check': {
      live: { 'target-group/default/tg': { state: { healthCheck: { protocol: 'HTTP', port: '9000' } } } },
    },
    'nothing goes out': {
      live: { 'security-group-rule/default/alb-sg/out': { state: { protocol: 'tcp', fromPort: 443, toPort: 443 } } },
    },
    'a security group of others': {
      live: { 'security-group/default/task-sg': undefined, 'security-group-rule/default/task-sg/in': undefined },
      evidence: { rules: new Map([['sg-task', []]]) },
    },
    'no internet gateway': { live: { 'load-balancer/default/alb': { state: { subnets: [{ subnet: 'subnet-n' }] } } } },
    failed: {
      live: { 'load-balancer/default/alb': { status: { ready: false, failed: true, text: 'failed: no subnet left' } } },
    },
    impaired: { live: { 'load-balancer/default/alb': { status: { ready: true, text: 'active_impaired: no room' } } } },
  },
  scaling: {
    'no capacity': scaled({ failures: ['We currently do not have sufficient t2.micro capacity in z1a.'] }),
    'a quota': scaled({
      failures: ['You have requested more vCPU capacity than your current vCPU limit of 1 allows.'],
    }),
    'a key pair': scaled({ failures: ["The key pair 'me' does not exist. Launching EC2 instance failed."] }),
    'the image is gone': {
      ...scaled({ failures: ["The image id '[ami-1]' does not exist"] }),
      evidence: {
        groups: new Map([['asg', { members: 0, failures: ["The image id '[ami-1]' does not exist"] }]]),
        goneImages: new Set(['ami-1']),
      },
    },
    'below the minimum': scaled({ members: 1 }),
    'a refresh': scaled(
      { members: 2, refresh: { status: 'Failed', reason: 'instances did not become healthy in time' } },
      { ready: false, failed: true, text: 'instance refresh failed' },
    ),
  },
};

describe('what is wrong is explained:', () => {
  test.each(Object.entries(wards))('%s', async (name, ward) => {
    const pages = Object.entries(ward).map(
      ([what, ailment]) => `--- ${what}\n${diagnosisText(diagnose(patient(ailment)), { looked: 1 })}`,
    );
    await expectGolden(`diagnosis/${name}.txt`, pages.join('\n'));
  });
});

const fine: Readonly<Record<string, Ailment>> = {
  'all is well': {},
  'a target is on its way': targets('initial', 'Elb.RegistrationInProgress', 'Target registration is in progress'),
  'a target drains': targets('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress'),
  'a function is not checked': {
    live: {
      'target-group/default/tg': {
        state: { targetType: 'lambda' },
        status: {
          ready: true,
          text: '',
          targets: [{ id: 'fn', state: 'unavailable', reason: 'Target.HealthCheckDisabled' }],
        },
      },
    },
  },
  'the rules could not be read': {
    live: { 'security-group/default/task-sg': undefined, 'security-group-rule/default/task-sg/in': undefined },
  },
  'a range may hold the load balancer': {
    live: { 'security-group-rule/default/task-sg/in': { state: { peer: { cidr: '10.0.0.0/16' } } } },
  },
  'tasks made room for others': unwell([
    stoppedTask('t1', 'ServiceSchedulerInitiated', 'Scaling activity initiated by (deployment d)'),
  ]),
  'somebody stopped a task': unwell([stoppedTask('t1', 'UserInitiated', 'Task stopped by user')]),
  'a failure lies before the last rest': unwell(
    [{ ...stoppedTask('t1', 'TaskFailedToStart', timeout), endedAt: NOW - 5 * MINUTE }],
    ['(service web) has started 1 tasks.', '(service web) has reached a steady state.'],
  ),
  'a group has only just been made': {
    ...scaled({ members: 0 }),
    live: { 'auto-scaling-group/default/asg': { createdAt: NOW - MINUTE } },
  },
};

test.each(Object.entries(fine))('nothing is wrong where %s', (_, ailment) => {
  expect(diagnose(patient(ailment))).toEqual([]);
});
