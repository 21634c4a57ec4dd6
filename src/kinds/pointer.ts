import { Type, type Static, type TString, type TUnsafe } from 'typebox';
import { map, oneOf, text } from '../schema/dialect.ts';

/*
 * How a manifest points at something: at another manifest (`ref`), at exactly one AWS object (`id`, `arn`), or at whatever a look-up
 * finds (`name`, `tags`, `default`). Exactly one of them, so that nobody must guess which of two wins.
 */

/** Another manifest. */
export function ref(kind: string): TString {
  return text(`A ${kind} of this folder: its name, or namespace/name if it lives in another namespace.`, {
    pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?/)?[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
    words: 'the name of a manifest, or namespace/name',
    pointsTo: kind,
  });
}

function id(prefix: string): TString {
  return text(`Exactly this one, by its id: ${prefix}-….`, {
    pattern: `^${prefix}-[0-9a-z]+$`,
    words: `an id that starts with ${prefix}-`,
  });
}

function arn(service: string, what: string): TString {
  return text(`Exactly this one, by its ARN.`, {
    pattern: `^arn:[a-z-]+:${service}:[a-z0-9-]*:[0-9]{12}:${what}.+$`,
    words: `an ARN like arn:aws:${service}:eu-west-1:123456789012:${what}…`,
  });
}

const byName = text('The one that has this name in AWS (or in its Name tag); none or several is an error.');

const byTags = map(text('The value of the tag.', { minLength: 0 }), 'Every one that carries all of these tags.');

function byDefault(description: string): TUnsafe<true> {
  return Type.Unsafe({ type: 'boolean', enum: [true], description });
}

const vpcForms = {
  id: id('vpc'),
  name: byName,
  tags: byTags,
  default: byDefault('The default VPC of the account and region.'),
};

/** What points at a VPC. */
export const vpc = oneOf('a VPC pointer', vpcForms, 'The VPC it is in.');
export type VpcPointer = Static<typeof vpc>;

/** How a subnet is pointed at; the load balancer adds fields of its own beside it. */
export const subnetForms = {
  id: id('subnet'),
  name: byName,
  tags: byTags,
  default: byDefault('The default subnets, one in each zone.'),
};

/** What points at subnets, for those who say no more of them. */
export const subnet = oneOf('a subnet pointer', subnetForms, 'One subnet, or several.');
export type SubnetPointer = Static<typeof subnet>;

export const securityGroup = oneOf(
  'a security group pointer',
  { ref: ref('SecurityGroup'), id: id('sg'), name: byName },
  'A security group.',
);
export type SecurityGroupPointer = Static<typeof securityGroup>;

export const targetGroup = oneOf(
  'a target group pointer',
  { ref: ref('TargetGroup'), arn: arn('elasticloadbalancing', 'targetgroup/'), name: byName },
  'A target group.',
);
export type TargetGroupPointer = Static<typeof targetGroup>;

export const loadBalancer = oneOf(
  'a load balancer pointer',
  { ref: ref('LoadBalancer'), arn: arn('elasticloadbalancing', 'loadbalancer/'), name: byName },
  'A load balancer.',
);

export const prefixList = oneOf('a prefix list pointer', { id: id('pl') }, 'A managed prefix list.');

export const trustStore = oneOf(
  'a trust store pointer',
  { arn: arn('elasticloadbalancing', 'truststore/') },
  'The trust store whose authorities sign the client certificates.',
);

export const certificate = oneOf(
  'a certificate pointer',
  {
    arn: text('Exactly this certificate, by its ARN in ACM or IAM.', {
      pattern: '^arn:[a-z-]+:(acm|iam):[a-z0-9-]*:[0-9]{12}:(certificate|server-certificate)/.+$',
      words: 'the ARN of a certificate in ACM or IAM',
    }),
  },
  'A server certificate.',
);
