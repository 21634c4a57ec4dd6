import type { Static } from 'typebox';
import { keysOf } from '../../schema/attribute-table.ts';
import { choice, flag, integer, list, map, object, optional, scalar, text } from '../../schema/dialect.ts';
import { attributes } from '../../resources/target-group/attributes.ts';
import { kind } from '../../schema/kind.ts';
import { vpc } from '../pointer.ts';
import { tags } from '../tags.ts';

const healthCheck = object(
  {
    enabled: optional(flag('Whether targets are checked; only a lambda group may say false.')),
    protocol: optional(choice(['HTTP', 'HTTPS', 'TCP'], 'How targets are asked.')),
    port: optional(
      text('A port number as text, or traffic-port: the port on which the target serves.', {
        pattern: '^(traffic-port|[1-9][0-9]{0,4})$',
        words: 'traffic-port or a port number',
        default: 'traffic-port',
      }),
    ),
    path: optional(
      text('The path that is asked for (HTTP, HTTPS, gRPC); starts with /.', {
        pattern: '^/',
        words: 'a path that starts with /',
        maxLength: 1024,
      }),
    ),
    intervalSeconds: optional(integer('Seconds between two checks.', { minimum: 5, maximum: 300 })),
    timeoutSeconds: optional(integer('Seconds until no answer means failure.', { minimum: 2, maximum: 120 })),
    healthyThreshold: optional(integer('Successes in a row that make a target healthy.', { minimum: 2, maximum: 10 })),
    unhealthyThreshold: optional(
      integer('Failures in a row that make a target unhealthy.', { minimum: 2, maximum: 10 }),
    ),
    matcher: optional(
      text('Which status codes are healthy: "200", "200,202" or "200-299"; gRPC codes for a GRPC group.', {
        pattern: '^[0-9]{1,3}(-[0-9]{1,3})?(,[0-9]{1,3}(-[0-9]{1,3})?)*$',
        words: 'codes such as "200", "200,202" or "200-299"',
      }),
    ),
  },
  'How the load balancer finds out whether a target works.',
);

const spec = object(
  {
    name: optional(text('The name in AWS; metadata.name if absent. A change replaces the group.')),
    targetType: optional(
      choice(['instance', 'ip', 'lambda', 'alb'], 'What is registered. A change replaces the group.', {
        default: 'instance',
      }),
    ),
    protocol: optional(
      choice(
        ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC', 'GENEVE'],
        'How targets are talked to; not for lambda. A change replaces the group.',
      ),
    ),
    protocolVersion: optional(
      choice(['HTTP1', 'HTTP2', 'GRPC'], 'HTTP and HTTPS only. A change replaces the group.', { default: 'HTTP1' }),
    ),
    port: optional(
      integer('The port on which targets serve, unless they are registered with another; not for lambda.', {
        minimum: 1,
        maximum: 65535,
      }),
    ),
    targetControlPort: optional(
      integer('Where an agent beside each target says how much it takes (HTTP, HTTPS). A change replaces the group.', {
        minimum: 1,
        maximum: 65535,
      }),
    ),
    vpc: optional(vpc),
    ipAddressType: optional(
      choice(['ipv4', 'ipv6'], 'The kind of address targets have. A change replaces the group.', { default: 'ipv4' }),
    ),
    healthCheck: optional(healthCheck),
    attributes: optional(
      map(scalar('The value, in any scalar form.'), "AWS's target group attributes, by AWS's own keys.", {
        keys: keysOf(attributes),
      }),
    ),
    tags: optional(tags),
  },
  'The target group as it should be.',
);

export const target = object(
  {
    id: text('Instance id, address or ARN.'),
    port: optional(integer('The port it serves on.')),
    availabilityZone: optional(text('The zone it is in.')),
    state: text("AWS's health state."),
    reason: optional(text("AWS's reason code.")),
    description: optional(text("AWS's explanation.")),
  },
  'One registered target.',
);

export const targetGroup = kind({
  kind: 'TargetGroup',
  plural: 'targetgroups',
  singular: 'targetgroup',
  shortNames: ['tg'],
  description:
    'An Elastic Load Balancing target group: where a load balancer sends requests, and how it checks health.',
  spec,
  status: object(
    {
      arn: optional(text('The ARN of the group.')),
      loadBalancerArns: optional(list(text('An ARN.'), 'The load balancers that forward to it.')),
      targets: optional(list(target, 'What is registered, with its health.')),
    },
    'The last observed state.',
  ),
  address: 'arn',
});

export type TargetGroupSpec = Static<typeof spec>;
export type HealthCheckSpec = Static<typeof healthCheck>;
