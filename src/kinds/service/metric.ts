import { Type } from 'typebox';
import { choice, flag, integer, list, map, object, optional, text } from '../../schema/dialect.ts';

/** Any number: a metric's value, or a distance from a threshold. */
export function number(description: string): ReturnType<typeof Type.Number> {
  return Type.Number({ description });
}

/** Which metric of CloudWatch is meant, and what is taken of it. */
export const metricFields = {
  namespace: text('The namespace of the metric in CloudWatch.'),
  metricName: text('Its name.'),
  dimensions: optional(map(text('The value of the dimension.'), 'Its dimensions.')),
  statistic: choice(['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum'], 'What is taken of it.'),
  unit: optional(text('Its unit.')),
};

const query = object(
  {
    id: text('What expressions call it.', {
      pattern: '^[a-z][A-Za-z0-9_]*$',
      words: 'letters, digits and _, the first one a lowercase letter',
    }),
    expression: optional(text('What is worked out of the others, by their ids.')),
    metricStat: optional(
      object(
        {
          metric: object(
            {
              namespace: text('The namespace of the metric in CloudWatch.'),
              metricName: text('Its name.'),
              dimensions: optional(map(text('The value of the dimension.'), 'Its dimensions.')),
            },
            'The metric.',
          ),
          stat: text('What is taken of it: Average, Sum, p99 …'),
          unit: optional(text('Its unit.')),
        },
        'A metric as it is.',
      ),
    ),
    label: optional(text('What it is, for people.')),
    returnData: optional(flag('Whether it is the one that counts.', { default: true })),
  },
  'A metric, or what is worked out of others.',
);

/** Metrics, and one number that is worked out of them. */
export const metricMath = list(query, 'Metrics and what is worked out of them; one of them counts.', {
  keyedBy: 'id',
  minItems: 1,
  maxItems: 10,
});

function predefined(description: string) {
  return object(
    {
      predefinedMetricType: text('What AWS calls it.'),
      resourceLabel: optional(
        text('For requests: app/LOAD BALANCER/ID/targetgroup/GROUP/ID, of which one target group is meant.'),
      ),
    },
    description,
  );
}

function customized(description: string) {
  return object({ metricDataQueries: metricMath }, description);
}

const metricSpecification = object(
  {
    targetValue: number('The value of the metric to aim at.'),
    predefinedMetricPairSpecification: optional(predefined('A metric that AWS keeps, with the load that it follows.')),
    predefinedScalingMetricSpecification: optional(predefined('What is to be near the target value.')),
    predefinedLoadMetricSpecification: optional(predefined('The load that is forecast.')),
    customizedScalingMetricSpecification: optional(customized('What is to be near the target value, of your own.')),
    customizedLoadMetricSpecification: optional(customized('The load that is forecast, of your own.')),
    customizedCapacityMetricSpecification: optional(customized('How much there was, of your own.')),
  },
  'What is forecast.',
);

/** In AWS's own words, which are the same for tasks and instances. */
export const predictive = object(
  {
    metricSpecifications: list(metricSpecification, 'What is forecast; AWS takes one.', { minItems: 1, maxItems: 1 }),
    mode: optional(
      choice(['ForecastOnly', 'ForecastAndScale'], 'Whether it scales, or only says what it would do.', {
        default: 'ForecastOnly',
      }),
    ),
    schedulingBufferTime: optional(
      integer('How many seconds ahead it scales.', { minimum: 0, maximum: 3600, default: 300 }),
    ),
    maxCapacityBreachBehavior: optional(
      choice(['HonorMaxCapacity', 'IncreaseMaxCapacity'], 'Whether the forecast may lift max.', {
        default: 'HonorMaxCapacity',
      }),
    ),
    maxCapacityBuffer: optional(
      integer('By how many per cent max is kept above the forecast (IncreaseMaxCapacity).', {
        minimum: 0,
        maximum: 100,
      }),
    ),
  },
  'Adds before the load comes, as the last days went.',
);
