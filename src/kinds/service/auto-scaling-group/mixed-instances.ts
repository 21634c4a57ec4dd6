import type { Static } from 'typebox';
import { choice, integer, list, object, oneOf, optional, text } from '../../../schema/dialect.ts';
import { instanceRequirements } from './instance-requirements.ts';
import { instanceType } from './launch-template.ts';

const instancesDistribution = object(
  {
    onDemandAllocationStrategy: optional(
      choice(
        ['prioritized', 'lowest-price'],
        'Which type On-Demand instances are of: the first override that can be had, or the cheapest. prioritized if absent, lowest-price with instanceRequirements.',
      ),
    ),
    onDemandBaseCapacity: optional(
      integer('How much is On-Demand before there is any Spot.', { minimum: 0, default: 0 }),
    ),
    onDemandPercentageAboveBaseCapacity: optional(
      integer('How much of the rest is On-Demand, in percent; the others are Spot.', {
        minimum: 0,
        maximum: 100,
        default: 100,
      }),
    ),
    spotAllocationStrategy: optional(
      choice(
        ['price-capacity-optimized', 'capacity-optimized', 'capacity-optimized-prioritized', 'lowest-price'],
        'Which pools Spot instances come from. AWS advises price-capacity-optimized.',
        { default: 'lowest-price' },
      ),
    ),
    spotInstancePools: optional(
      integer('From how many of the cheapest pools; with lowest-price only.', { minimum: 1, maximum: 20, default: 2 }),
    ),
    spotMaxPrice: optional(
      text('The most to pay for an hour of a Spot instance, in dollars; the On-Demand price if absent.', {
        pattern: '^[0-9]+(\\.[0-9]+)?$',
        words: "a price such as '0.05'",
      }),
    ),
  },
  'What is On-Demand and what Spot.',
);

const template = oneOf(
  'a launch template pointer',
  {
    id: text('Exactly this one, by its id: lt-….', { pattern: '^lt-[0-9a-z]+$', words: 'an id that starts with lt-' }),
    name: text('The one of this name.'),
  },
  "A launch template of its own, in place of the group's: for another processor architecture, say.",
  { version: optional(text('A number, $Latest or $Default.', { default: '$Default' })) },
);

const override = oneOf(
  'an override',
  { instanceType, instanceRequirements },
  'A type of instance that may be launched.',
  {
    weightedCapacity: optional(
      integer('How much one counts towards the sizes of the group; all overrides have it, or none.', {
        minimum: 1,
        maximum: 999,
      }),
    ),
    launchTemplate: optional(template),
  },
);

/** Several types of instance, On-Demand and Spot. */
export const mixedInstancesPolicy = object(
  {
    instancesDistribution: optional(instancesDistribution),
    overrides: optional(
      list(override, "The types that may be launched, in place of the launch template's; the first is tried first.", {
        maxItems: 40,
      }),
    ),
  },
  'Several types of instance, On-Demand and Spot. Changes count for what is launched from then on.',
);

export type MixedInstancesSpec = Static<typeof mixedInstancesPolicy>;
