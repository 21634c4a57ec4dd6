import type { Static } from 'typebox';
import { choice, flag, integer, list, object, optional, text } from '../../../schema/dialect.ts';
import { subnet, vpc } from '../../pointer.ts';
import { tags } from '../../tags.ts';
import { launchTemplate } from './launch-template.ts';
import { mixedInstancesPolicy } from './mixed-instances.ts';
import { scalingPolicy } from './policies.ts';

const healthCheck = object(
  {
    type: optional(
      text(
        'Whose word counts beside that of EC2: ELB for the target groups, EBS, VPC_LATTICE; several separated by commas.',
        {
          pattern: '^(EC2|ELB|EBS|VPC_LATTICE)(,(EC2|ELB|EBS|VPC_LATTICE))*$',
          words: 'EC2, ELB, EBS or VPC_LATTICE, or several of them separated by commas',
          default: 'EC2',
        },
      ),
    ),
    gracePeriodSeconds: optional(
      integer('How long a new instance is spared.', { minimum: 0, maximum: 7200, default: 0 }),
    ),
  },
  'When an instance is replaced.',
);

const metricsCollection = object(
  {
    granularity: optional(choice(['1Minute'], 'How often.', { default: '1Minute' })),
    metrics: optional(
      list(text('The name of a metric, e.g. GroupInServiceInstances.'), 'Which ones; absent or empty: all.'),
    ),
  },
  'The metrics that the group reports to CloudWatch; none if absent.',
);

const instanceRefresh = object(
  {
    onTemplateChange: flag('Whether a changed launch template replaces the running instances.'),
    minHealthyPercentage: optional(
      integer('How much of the desired capacity must stay in service.', { minimum: 0, maximum: 100, default: 90 }),
    ),
    maxHealthyPercentage: optional(
      integer('How much there may be at once; at most 100 above the minimum.', {
        minimum: 100,
        maximum: 200,
        default: 110,
      }),
    ),
    instanceWarmup: optional(integer('Seconds until a new instance counts.', { minimum: 0 })),
    checkpointPercentages: optional(
      list(
        integer('Percent replaced.', { minimum: 1, maximum: 100 }),
        'Where it pauses, each higher than the one before.',
        {
          minItems: 1,
        },
      ),
    ),
    checkpointDelay: optional(integer('Seconds that a pause lasts.', { minimum: 0, maximum: 172_800, default: 3600 })),
    scaleInProtectedInstances: optional(
      choice(['Refresh', 'Ignore', 'Wait'], 'What happens to instances that are protected from scale-in.'),
    ),
    standbyInstances: optional(choice(['Terminate', 'Ignore', 'Wait'], 'What happens to instances on standby.')),
    bakeTime: optional(integer('Seconds to watch once all are replaced.', { minimum: 0, maximum: 172_800 })),
  },
  'How running instances are replaced. A failed refresh is reported, and retried with the next version.',
);

/** An Auto Scaling group with its launch template. */
export const autoScalingGroup = object(
  {
    name: optional(text('The name in AWS; metadata.name if absent. A change replaces the group.')),
    launchTemplate,
    mixedInstancesPolicy: optional(mixedInstancesPolicy),
    vpc: optional(vpc),
    subnets: list(subnet, 'Where instances are launched, in equal shares.', { minItems: 1 }),
    minSize: integer('The fewest instances.', { minimum: 0 }),
    maxSize: integer('The most instances.', { minimum: 0 }),
    desiredCapacity: optional(
      integer('How many; only to begin with where there are scaling policies, which then decide.', { minimum: 0 }),
    ),
    defaultCooldown: optional(
      integer('Seconds between two activities of simple scaling.', { minimum: 0, default: 300 }),
    ),
    defaultInstanceWarmup: optional(integer('Seconds until a new instance counts in metrics.', { minimum: 0 })),
    healthCheck: optional(healthCheck),
    terminationPolicies: optional(
      list(
        text(
          'Default, OldestInstance, NewestInstance, OldestLaunchTemplate, OldestLaunchConfiguration, ClosestToNextInstanceHour, AllocationStrategy or the ARN of a function.',
        ),
        'Which instance is terminated first, tried in this order.',
        { minItems: 1 },
      ),
    ),
    capacityRebalance: optional(flag('Whether Spot instances at risk are replaced beforehand.', { default: false })),
    newInstancesProtectedFromScaleIn: optional(
      flag('Whether new instances are never taken away by scaling.', { default: false }),
    ),
    maxInstanceLifetime: optional(
      integer('Seconds after which an instance is replaced: at least a day; 0 for never.', {
        minimum: 0,
        maximum: 31_536_000,
        default: 0,
      }),
    ),
    metricsCollection: optional(metricsCollection),
    scalingPolicies: optional(
      list(scalingPolicy, 'When instances are added and removed. Absent: existing policies are left alone.', {
        keyedBy: 'name',
      }),
    ),
    instanceRefresh: optional(instanceRefresh),
    tags: optional(tags),
  },
  'An Auto Scaling group, whose instances are the targets.',
);

export type AutoScalingGroupSpec = Static<typeof autoScalingGroup>;
