import type { Static } from 'typebox';
import { choice, flag, integer, list, object, oneOf, optional, text } from '../../../schema/dialect.ts';
import { targetGroup } from '../../pointer.ts';
import { metricFields, metricMath, number, predictive } from '../metric.ts';

const cooldown = { minimum: 0, default: 300 };

const customizedMetric = object(
  {
    ...metricFields,
  },
  'A metric of CloudWatch, which must go down when tasks are added.',
);

const targetTracking = oneOf(
  'a target',
  {
    predefinedMetric: choice(
      ['ECSServiceAverageCPUUtilization', 'ECSServiceAverageMemoryUtilization', 'ALBRequestCountPerTarget'],
      'A metric that AWS keeps by itself.',
    ),
    customizedMetric,
    metricMath,
  },
  'Holds a metric at a value, by adding and taking away tasks.',
  {
    targetGroup: optional(targetGroup),
    targetValue: number('The value to hold; more than 0.'),
    scaleOutCooldownSeconds: optional(integer('Seconds to wait after tasks were added.', cooldown)),
    scaleInCooldownSeconds: optional(integer('Seconds to wait after tasks were taken away.', cooldown)),
    disableScaleIn: optional(flag('Whether it only ever adds.', { default: false })),
  },
);

const step = object(
  {
    adjustmentType: choice(
      ['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity'],
      'What the adjustments count.',
    ),
    steps: list(
      object(
        {
          lower: optional(number('From how far above the threshold of the alarm; no bound if absent.')),
          upper: optional(number('Up to how far, not included; no bound if absent.')),
          adjustment: integer('By how much, or with ExactCapacity to how many.'),
        },
        'What is done in one range.',
      ),
      'The ranges, which must touch and not overlap.',
      { minItems: 1, maxItems: 20 },
    ),
    minAdjustmentMagnitude: optional(integer('The fewest tasks that a percentage adds or takes away.', { minimum: 1 })),
    cooldownSeconds: optional(integer('Seconds to wait after tasks were added or taken away.', cooldown)),
    metricAggregationType: optional(
      choice(['Average', 'Minimum', 'Maximum'], 'What is taken of the metric.', { default: 'Average' }),
    ),
  },
  'Adds or takes away by how far an alarm of yours is exceeded; the alarm names the policy as its action.',
);

const policy = oneOf('a scaling policy', { targetTracking, step, predictive }, 'When tasks are added and taken away.', {
  name: text('The name of the policy, unique in the service.', { maxLength: 256 }),
});

/** How many tasks there are is left to Application Auto Scaling, between two bounds. */
export const autoScaling = object(
  {
    min: integer('The fewest tasks.', { minimum: 0 }),
    max: integer('The most tasks.', { minimum: 0 }),
    suspended: optional(
      object(
        {
          scaleIn: optional(flag('Whether policies take no tasks away.', { default: false })),
          scaleOut: optional(flag('Whether policies add no tasks.', { default: false })),
          scheduled: optional(flag('Whether what is scheduled is not done.', { default: false })),
        },
        'What is not done for now.',
      ),
    ),
    policies: optional(list(policy, 'When tasks are added and taken away.', { keyedBy: 'name' })),
  },
  'Lets the number of tasks follow the load. What it decides between the bounds is left as it is.',
);

export type ScalingPolicySpec = Static<typeof policy>;
