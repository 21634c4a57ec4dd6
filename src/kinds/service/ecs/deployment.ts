import type { Static } from 'typebox';
import { choice, flag, integer, list, map, object, optional, text } from '../../../schema/dialect.ts';
import { ref, targetGroup } from '../../pointer.ts';
import { role } from './role.ts';

const percent = { minimum: 1, maximum: 100 };
const minutes = { minimum: 0, maximum: 1440 };

/** A rule of a load balancer of this folder. */
const ruleFields = {
  loadBalancer: object({ ref: ref('LoadBalancer') }, 'The load balancer.'),
  listener: integer('The port of the listener.', { minimum: 1, maximum: 65535 }),
  rule: optional(text("The name of the rule; the listener's default actions if absent.")),
};

const productionListenerRule = object(ruleFields, 'The rule that sends users to one target group or the other.');

const lifecycleHook = object(
  {
    targetType: optional(
      choice(['AWS_LAMBDA', 'PAUSE'], 'Whether a function is asked, or somebody has to let it go on.', {
        default: 'AWS_LAMBDA',
      }),
    ),
    hookTargetArn: optional(text('The ARN of the Lambda function that is asked.')),
    roleArn: optional(text('The role by which ECS calls it.', role)),
    hookDetails: optional(map(text('The value.', { minLength: 0 }), 'What the function is given besides.')),
    timeoutConfiguration: optional(
      object(
        {
          timeoutInMinutes: optional(integer('How long it may take.', { minimum: 1, default: 1440 })),
          action: optional(choice(['ROLLBACK', 'CONTINUE'], 'What comes of it then.', { default: 'ROLLBACK' })),
        },
        'When it has taken too long.',
      ),
    ),
    lifecycleStages: list(
      choice(
        [
          'RECONCILE_SERVICE',
          'PRE_SCALE_UP',
          'POST_SCALE_UP',
          'TEST_TRAFFIC_SHIFT',
          'POST_TEST_TRAFFIC_SHIFT',
          'PRODUCTION_TRAFFIC_SHIFT',
          'POST_PRODUCTION_TRAFFIC_SHIFT',
        ],
        'A stage of the deployment.',
      ),
      'The stages in which it is asked.',
      { minItems: 1 },
    ),
  },
  'A function that lets a deployment continue, or stops it.',
);

/** How tasks of a new revision take the place of the old ones. */
export const deployment = object(
  {
    controller: optional(
      choice(['ECS', 'CODE_DEPLOY', 'EXTERNAL'], 'Who deploys. A change replaces the service.', { default: 'ECS' }),
    ),
    strategy: optional(
      choice(
        ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'],
        'Task by task, all at once beside the old ones, in equal steps, or a few first.',
        { default: 'ROLLING' },
      ),
    ),
    minimumHealthyPercent: optional(
      integer('How much of the desired count has to run throughout; 100 by default, 0 for a daemon.', {
        minimum: 0,
        maximum: 100,
      }),
    ),
    maximumPercent: optional(
      integer('How much of the desired count may run at once; 200 by default, 100 for a daemon.', {
        minimum: 0,
        maximum: 200,
      }),
    ),
    circuitBreaker: optional(
      object(
        {
          enable: flag('Whether a deployment fails once enough tasks could not start.'),
          rollback: flag('Whether it then goes back to the last one that worked.'),
          resetOnHealthyTask: optional(
            flag('Whether a task that becomes healthy lets it count anew.', { default: true }),
          ),
          thresholdConfiguration: optional(
            object(
              {
                type: choice(
                  ['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT', 'COUNT'],
                  'A part of the desired count, from 3 to 200 or without bounds, or a number of tasks.',
                ),
                value: integer('How many, or how many per cent.', { minimum: 1 }),
              },
              'After how many failed tasks it gives up; without it half of the desired count, from 3 to 200.',
            ),
          ),
        },
        'When a rolling update gives up.',
      ),
    ),
    alarms: optional(
      object(
        {
          alarmNames: list(text('The name of an alarm of CloudWatch.'), 'The alarms that are watched.', {
            minItems: 1,
          }),
          enable: flag('Whether they are watched.'),
          rollback: flag('Whether a deployment that fails by them goes back.'),
        },
        'Alarms by which a deployment fails.',
      ),
    ),
    bakeTimeMinutes: optional(
      integer('How long the old tasks stay once all traffic has moved (all but ROLLING).', minutes),
    ),
    linear: optional(
      object(
        {
          stepPercent: integer('How much of the traffic moves in each step.', percent),
          stepBakeTimeMinutes: integer('Minutes between two steps.', minutes),
        },
        'The steps of LINEAR.',
      ),
    ),
    canary: optional(
      object(
        {
          canaryPercent: integer('How much of the traffic moves first.', percent),
          canaryBakeTimeMinutes: integer('Minutes until the rest follows.', minutes),
        },
        'The two steps of CANARY.',
      ),
    ),
    lifecycleHooks: optional(list(lifecycleHook, 'Functions that are asked on the way (all but ROLLING).')),
    earlySuccessCriteria: optional(
      object(
        {
          enable: flag('Whether it succeeds before all is in place.'),
          healthyPercent: optional(
            integer('How much of the desired count must be healthy.', { minimum: 0, maximum: 100 }),
          ),
          sourceServiceRevisionCleanup: optional(
            choice(['BLOCKING', 'DEFERRED'], 'Whether the old tasks go before it succeeds, or after.'),
          ),
        },
        'When a deployment has succeeded, if not once all new tasks run and the old ones are gone.',
      ),
    ),
    alternateTargetGroup: optional(targetGroup),
    productionListenerRule: optional(productionListenerRule),
    testListenerRule: optional(object(ruleFields, 'A rule that sends to the new tasks first.')),
    roleArn: optional(text('The role by which ECS rewrites the rules.', role)),
  },
  'How a new revision takes the place of the old one.',
);

export type DeploymentSpec = Static<typeof deployment>;
export type ListenerRuleSpec = Static<typeof productionListenerRule>;
