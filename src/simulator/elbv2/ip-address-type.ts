import type {
  IpAddressType,
  LoadBalancerTypeEnum,
  SetIpAddressTypeInput,
  SetIpAddressTypeOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuseConfiguration, required, requireOneOf } from './constraints.ts';
import { requireLoadBalancer } from './find.ts';
import type { LoadBalancer } from './state.ts';

export function requireAddressType(type: LoadBalancerTypeEnum, ipAddressType: IpAddressType): void {
  requireOneOf(ipAddressType, 'ipAddressType', ['ipv4', 'dualstack', 'dualstack-without-public-ipv4']);
  if (ipAddressType === 'dualstack-without-public-ipv4' && type !== 'application') {
    refuseConfiguration(`IP address type '${ipAddressType}' is not supported for load balancers of type '${type}'`);
  }
}

export function setAddressType(loadBalancer: LoadBalancer, ipAddressType: IpAddressType): void {
  requireAddressType(loadBalancer.type, ipAddressType);
  loadBalancer.ipAddressType = ipAddressType;
}

export function setIpAddressType(input: SetIpAddressTypeInput, { world }: Call<World>): SetIpAddressTypeOutput {
  const loadBalancer = requireLoadBalancer(world, input.LoadBalancerArn);
  setAddressType(loadBalancer, required(input.IpAddressType, 'IP address type'));
  return { IpAddressType: loadBalancer.ipAddressType };
}
