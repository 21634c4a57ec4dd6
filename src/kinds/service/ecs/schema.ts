import type { Static } from 'typebox';
import { choice, flag, integer, list, object, oneOf, optional, text } from '../../../schema/dialect.ts';
import { securityGroup, subnetForms, vpc } from '../../pointer.ts';
import { deployment } from './deployment.ts';
import { attached } from './attached.ts';
import { autoScaling } from './scaling.ts';
import { serviceConnect } from './service-connect.ts';
import { taskDefinition } from './task-definition.ts';

const cluster = oneOf(
  'a cluster pointer',
  {
    name: text('The cluster of this name.', {
      pattern: '^[A-Za-z0-9_-]{1,255}$',
      words: 'at most 255 letters, digits, _ and -',
    }),
    arn: text('Exactly this one, by its ARN.', {
      pattern: '^arn:[a-z-]+:ecs:[a-z0-9-]+:[0-9]{12}:cluster/[A-Za-z0-9_-]+$',
      words: 'an ARN like arn:aws:ecs:eu-west-1:123456789012:cluster/demo',
    }),
  },
  'The cluster that the service runs in. A change replaces the service.',
);

const capacityProvider = object(
  {
    capacityProvider: text('FARGATE, FARGATE_SPOT, or the name of a capacity provider of the cluster.'),
    base: optional(integer('How many tasks it gets first.', { minimum: 0, maximum: 100000, default: 0 })),
    weight: optional(integer('Its share of the tasks beyond the base.', { minimum: 0, maximum: 1000, default: 0 })),
  },
  'A capacity provider and what falls to it.',
);

const network = object(
  {
    vpc: optional(vpc),
    subnets: list(oneOf('a subnet pointer', subnetForms, 'A subnet, or all that match.'), 'The subnets of the tasks.', {
      minItems: 1,
      maxItems: 16,
    }),
    securityGroups: optional(
      list(securityGroup, "Who may reach the tasks. Absent: the VPC's default group.", { maxItems: 5 }),
    ),
    assignPublicIp: optional(flag('Whether tasks have public addresses (Fargate).', { default: false })),
  },
  'Where the tasks are in the network; for the network mode awsvpc, and so for Fargate.',
);

/** An ECS service with its task definition. */
export const ecs = object(
  {
    name: optional(
      text('The name in AWS; metadata.name if absent. A change replaces the service.', {
        pattern: '^[A-Za-z0-9_-]{1,255}$',
        words: 'at most 255 letters, digits, _ and -',
      }),
    ),
    cluster,
    taskDefinition,
    launchType: optional(
      choice(['FARGATE', 'EC2', 'EXTERNAL'], 'What tasks run on. A change from one to another replaces the service.'),
    ),
    capacityProviderStrategy: optional(
      list(capacityProvider, 'What tasks run on, by capacity provider; instead of launchType.', {
        keyedBy: 'capacityProvider',
        minItems: 1,
        maxItems: 20,
      }),
    ),
    platformVersion: optional(text('The version of Fargate: LATEST, or one such as 1.4.0.', { default: 'LATEST' })),
    schedulingStrategy: optional(
      choice(['REPLICA', 'DAEMON'], 'A number of tasks, or one on each instance. A change replaces the service.', {
        default: 'REPLICA',
      }),
    ),
    desiredCount: optional(
      integer('How many tasks; 1 at first if absent. With autoScaling, only how many at first.', { minimum: 0 }),
    ),
    deployment: optional(deployment),
    availabilityZoneRebalancing: optional(
      choice(['ENABLED', 'DISABLED'], 'Whether tasks are moved until the zones have equally many.', {
        default: 'ENABLED',
      }),
    ),
    serviceConnect: optional(serviceConnect),
    network: optional(network),
    healthCheckGracePeriodSeconds: optional(
      integer('Seconds after the start in which health checks of the load balancer do not count.', {
        minimum: 0,
        maximum: 2147483647,
        default: 0,
      }),
    ),
    enableExecuteCommand: optional(flag('Whether one may run commands in the containers.', { default: false })),
    propagateTags: optional(choice(['SERVICE', 'TASK_DEFINITION', 'NONE'], 'Where tasks have their tags from.')),
    enableECSManagedTags: optional(flag('Whether ECS tags tasks with cluster and service.', { default: false })),
    placementConstraints: optional(
      list(
        object(
          {
            type: choice(['distinctInstance', 'memberOf'], 'Which rule.'),
            expression: optional(text("For memberOf, in the cluster's query language.")),
          },
          'A rule.',
        ),
        'Which instances tasks may be placed on (EC2).',
        { maxItems: 10 },
      ),
    ),
    placementStrategy: optional(
      list(
        object(
          {
            type: choice(['random', 'spread', 'binpack'], 'Which rule.'),
            field: optional(text('What it is about, e.g. attribute:ecs.availability-zone or memory.')),
          },
          'A rule.',
        ),
        'How tasks are spread over instances, the first rule first (EC2).',
        { maxItems: 5 },
      ),
    ),
    ...attached,
    redeploy: optional(
      text('Any text, such as a date: each new one replaces all tasks once, by a deployment of what stands.', {
        pattern: '^[A-Za-z0-9 _.:/=+@-]{1,128}$',
        words: 'at most 128 letters, digits, spaces and _ . : / = + - @',
      }),
    ),
    autoScaling: optional(autoScaling),
  },
  'An ECS service, whose tasks are the targets.',
);

export type EcsSpec = Static<typeof ecs>;
