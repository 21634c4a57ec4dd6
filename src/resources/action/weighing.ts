import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';

/** The most groups that one action may forward to. */
export const MOST_GROUPS = 5;

/** Only an application load balancer weighs groups against each other. */
export function isWeighable({ Protocol, TargetType }: TargetGroup): boolean {
  return Protocol === 'HTTP' || Protocol === 'HTTPS' || TargetType === 'lambda';
}
