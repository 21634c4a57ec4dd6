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
