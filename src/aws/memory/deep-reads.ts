import { familySubject, subjectOf } from '../subject.ts';
import type { Service } from '../operations.ts';

/**
 * What only a call for each object shows, with the member of the input that names the object. Everything else comes in lists that
 * are cheap for their pages, or is asked for only of what is under way or unwell (instance refreshes, scaling activities, the
 * history of deployments), and is read in every cycle.
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
  ec2: { describeLaunchTemplateVersions: 'LaunchTemplateId' },
  ecs: { describeTaskDefinition: 'taskDefinition' },
};

/** The services of which something is remembered. */
export const rememberedServices = Object.keys(deepReads) as readonly Service[];

/** The member that names what a read is about; nothing for a list. */
export function deepMember(service: Service, operation: string, input: object): string | undefined {
  const member = deepReads[service]?.[operation];
  return member !== undefined && member in input ? member : undefined;
}

/** What is read as a whole with it: a task definition goes by its ARN, or by its family alone. */
export function subjectIn(service: Service, about: string): string {
  return service === 'ecs' && !about.startsWith('arn:') ? familySubject(about) : subjectOf(about);
}
