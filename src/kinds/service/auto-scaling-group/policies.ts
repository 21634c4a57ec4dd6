import type { Static } from 'typebox';
import { choice, flag, integer, list, object, oneOf, optional, text } from '../../../schema/dialect.ts';
import { metricFields, number } from '../metric.ts';

const customizedMetric = object(
  {
    ...metricFields,
    period: optional(integer('Seconds over which it is taken.', { minimum: 10 })),
  },
  'A metric of CloudWatch, which must go down when instances are added.',
);

const targetTracking = oneOf(
  'a target',
  {
    predefinedMetric: choice(
      ['ASGAverageCPUUtilization', 'ASGAverageNetworkIn', 'ASGAverageNetworkOut', 'ALBRequestCountPerTarget'],
      'A metric that AWS keeps by itself.',
    ),
    customizedMetric,
  },
  'Holds a metric at a value, by adding and taking away instances.',
  {
    resourceLabel: optional(
      text(
        "For ALBRequestCountPerTarget: app/<name>/<id>/targetgroup/<name>/<id>; that of the Service's one target group if absent.",
        {
          pattern: '^app/[^/]+/[0-9a-f]+/targetgroup/[^/]+/[0-9a-f]+$',
          words: 'like app/web/0123456789abcdef/targetgroup/web/0123456789abcdef',
        },
      ),
    ),
    targetValue: number('The value to hold; more than 0.'),
    disableScaleIn: optional(flag('Whether it only ever adds.', { default: false })),
  },
);

const stepAdjustment = object(
  {
    lower: optional(number('From how far above the threshold of the alarm; no bound if absent.')),
    upper: optional(number('Up to how far, not included; no bound if absent.')),
    adjustment: integer('By how much, or with ExactCapacity to how many.'),
  },
  'What is done in one range.',
);

const step = object(
  {
    adjustmentType: choice(
      ['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity'],
      'What the adjustments count.',
    ),
    steps: list(stepAdjustment, 'The ranges, which must touch and not overlap.', { minItems: 1, maxItems: 20 }),
    minAdjustmentMagnitude: optional(
      integer('The fewest instances that a percentage adds or takes away.', { minimum: 1 }),
    ),
    metricAggregationType: optional(
      choice(['Average', 'Minimum', 'Maximum'], 'What is taken of the metric.', { default: 'Average' }),
    ),
  },
  'Adds or takes away by how far an alarm of yours is exceeded; the alarm names the policy as its action.',
);

export const scalingPolicy = oneOf(
  'a scaling policy',
  { targetTracking, step },
  'When instances are added and taken away.',
  {
    name: text('The name of the policy, unique in the group.', { maxLength: 255 }),
    estimatedInstanceWarmup: optional(
      integer("Seconds until a new instance counts; the group's defaultInstanceWarmup if absent.", { minimum: 0 }),
    ),
    enabled: optional(flag('Whether it acts.', { default: true })),
  },
);

export type ScalingPolicySpec = Static<typeof scalingPolicy>;
