import type { Service } from '../operations.ts';

/**
 * What only a call for each object tells, with the member of the input that names the object. Everything else comes in lists that
 * are cheap for their pages and is read in every cycle.
 */
const deepReads: Readonly<Partial<Record<Service, Readonly<Record<string, string>>>>> = {
  elbv2: {
    describeLoadBalancerAttributes: 'LoadBalancerArn',
    describeCapacityReservation: 'LoadBalancerArn',
    describeListeners: 'LoadBalancerArn',
    describeListenerAttributes: 'ListenerArn',
    describeListenerCertificates: 'ListenerArn',
    describeRules: 'ListenerArn',
    describeTargetGroupAttributes: 'TargetGroupArn',
    describeTargetHealth: 'TargetGroupArn',
    describeTags: 'ResourceArns',
  },
};

/** The member that names what a read is about; nothing for a list. */
export function deepMember(service: Service, operation: string, input: object): string | undefined {
  const member = deepReads[service]?.[operation];
  return member !== undefined && member in input ? member : undefined;
}

/**
 * The object that is read as a whole: a load balancer with its listeners and their rules, a target group with its targets. AWS
 * writes the container into the ARN of what it contains.
 */
export function subjectOf(physical: string): string {
  const within = /^(.+):listener(?:-rule)?\/([^/]+\/[^/]+\/[^/]+)/.exec(physical);
  return within === null ? targetGroupOf(physical) : `${within[1]}:loadbalancer/${within[2]}`;
}

/** A target is called by its group's ARN, and by its own id after it. */
function targetGroupOf(physical: string): string {
  return /^(.+:targetgroup\/[^/]+\/[^/]+)\//.exec(physical)?.[1] ?? physical;
}

/** What AWS calls a load balancer or a target group, as its ARN tells it. */
export function nameIn(subject: string): string | undefined {
  return /:(?:loadbalancer\/[^/]+|targetgroup)\/([^/]+)\//.exec(subject)?.[1];
}
