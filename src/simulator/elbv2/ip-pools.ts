import type {
  LoadBalancerSchemeEnum,
  LoadBalancerTypeEnum,
  ModifyIpPoolsInput,
  ModifyIpPoolsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuseConfiguration } from './constraints.ts';
import { requireLoadBalancer } from './find.ts';

/** Only addresses that are public come from a pool. */
export function requirePooled(type: LoadBalancerTypeEnum, scheme: LoadBalancerSchemeEnum | undefined): void {
  if (type !== 'application') refuseConfiguration(`IPAM pools are not supported for load balancers of type '${type}'`);
  if (scheme !== 'internet-facing') refuseConfiguration('IPAM pools are not supported for internal load balancers');
}

export function modifyIpPools(input: ModifyIpPoolsInput, { world }: Call<World>): ModifyIpPoolsOutput {
  const loadBalancer = requireLoadBalancer(world, input.LoadBalancerArn);
  requirePooled(loadBalancer.type, loadBalancer.scheme);
  if (input.RemoveIpamPools?.includes('ipv4')) loadBalancer.ipamPool = undefined;
  loadBalancer.ipamPool = input.IpamPools?.Ipv4IpamPoolId ?? loadBalancer.ipamPool;
  return loadBalancer.ipamPool === undefined ? {} : { IpamPools: { Ipv4IpamPoolId: loadBalancer.ipamPool } };
}
