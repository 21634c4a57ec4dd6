import type { Static } from 'typebox';
import { integer, list, map, object, oneOf, optional, text } from '../../schema/dialect.ts';
import { kind } from '../../schema/kind.ts';
import { target } from '../target-group/schema.ts';
import { loadBalancer, targetGroup } from '../pointer.ts';
import { tags } from '../tags.ts';
import { autoScalingGroup } from './auto-scaling-group/schema.ts';
import { ecs } from './ecs/schema.ts';

const port = integer('The port on which the targets serve.', { minimum: 1, maximum: 65535 });

const membership = object(
  {
    targetGroup,
    port: optional(
      integer("The port on which this Service's targets serve in it; the target group's own if absent.", {
        minimum: 1,
        maximum: 65535,
      }),
    ),
    container: optional(text('ecs only: the container whose port is registered; the one that maps it if absent.')),
  },
  'A target group that the targets belong in.',
);

const instance = oneOf(
  'an instance pointer',
  {
    id: text('Exactly this instance, by its id: i-….', {
      pattern: '^i-[0-9a-z]+$',
      words: 'an id that starts with i-',
    }),
    name: text('The one instance that has this Name tag; none or several is an error.'),
    tags: map(
      text('The value of the tag.', { minLength: 0 }),
      'Every running instance that carries all of these tags, followed as they come and go.',
    ),
  },
  'An EC2 instance, or all that match.',
);

const address = object(
  {
    ip: text('An IPv4 or IPv6 address.'),
    port: optional(port),
    availabilityZone: optional(
      text(
        'all for an address outside the VPC, which all zones then reach; else a zone, or absent for an address of the VPC.',
      ),
    ),
  },
  'An address that serves.',
);

const lambda = object(
  {
    functionArn: text('The ARN of the function, of one of its versions or of an alias.', {
      pattern: '^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:.+$',
      words: 'an ARN like arn:aws:lambda:eu-west-1:123456789012:function:web',
    }),
  },
  'A Lambda function. Its own policy must let elasticloadbalancing.amazonaws.com invoke it.',
);

const backends = {
  instances: list(instance, 'Existing EC2 instances, by id, by name, or every running one with the tags.', {
    minItems: 1,
  }),
  ips: list(address, 'Addresses, in the VPC or outside.', { minItems: 1 }),
  lambda,
  loadBalancer,
  autoScalingGroup,
  ecs,
};

const spec = oneOf('a Service', backends, 'The targets as they should be: exactly one backend.', {
  targetGroups: optional(list(membership, 'Where the targets are registered; each target group once a port.')),
  tags: optional(tags),
});

export const service = kind({
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  description:
    'Something whose targets belong in target groups: instances, addresses, a function, a load balancer, an Auto Scaling group or an ECS service.',
  spec,
  status: object(
    {
      arn: optional(text('The ARN of the ECS service or the Auto Scaling group.')),
      targets: optional(list(target, 'What is registered, with its health.')),
    },
    'The last observed state.',
  ),
  address: 'arn',
});

export type Membership = Static<typeof membership>;
export type InstancePointer = Static<typeof instance>;
