import { Type } from 'typebox';
import { choice, map, optional, text } from '../../schema/dialect.ts';

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
