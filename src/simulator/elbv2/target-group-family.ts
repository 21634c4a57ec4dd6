import type { LoadBalancerTypeEnum, ProtocolEnum } from '@aws-sdk/client-elastic-load-balancing-v2';

/** The type of load balancer that a target group is made for, which its protocol decides. */
export function familyOf({ protocol }: { protocol: ProtocolEnum | undefined }): LoadBalancerTypeEnum {
  if (protocol === 'GENEVE') return 'gateway';
  return protocol === undefined || protocol === 'HTTP' || protocol === 'HTTPS' ? 'application' : 'network';
}
