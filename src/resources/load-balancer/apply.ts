import type { CreateLoadBalancerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { changed } from '../changes.ts';
import { unlessGone } from '../ensure.ts';
import type { Apply } from '../resource.ts';
import { writeElbv2Tags } from '../elbv2-tags.ts';
import { create } from './create.ts';
import type { LoadBalancerGroup, LoadBalancerState } from './type.ts';
import { writeAttributes, writeCapacity, writeSecurityGroups, writeSubnets } from './write.ts';

export const loadBalancerApply: Apply<LoadBalancerState, LoadBalancerGroup> = {
  create,
  update: {
    securityGroups: ({ aws }, { live, differences }) =>
      writeSecurityGroups(aws, live.physical, { ...live.state, ...changed(differences) }),
    subnets: writeSubnets,
    async ipAddressType({ aws }, { live, differences }) {
      const { ipAddressType } = changed(differences) as Partial<LoadBalancerState>;
      await aws.elbv2.setIpAddressType({
        LoadBalancerArn: live.physical,
        IpAddressType: ipAddressType as CreateLoadBalancerInput['IpAddressType'],
      });
    },
    async ipamPool({ aws }, { live, differences }) {
      const { ipamPool = '' } = changed(differences) as Partial<LoadBalancerState>;
      await aws.elbv2.modifyIpPools({
        LoadBalancerArn: live.physical,
        ...(ipamPool === '' ? { RemoveIpamPools: ['ipv4'] } : { IpamPools: { Ipv4IpamPoolId: ipamPool } }),
      });
    },
    capacity: ({ aws }, { live, differences }) =>
      writeCapacity(aws, live.physical, (changed(differences) as Partial<LoadBalancerState>).minimumCapacityUnits ?? 0),
    attributes: ({ aws }, { live, differences }) =>
      writeAttributes(aws, live.physical, changed(differences) as Record<string, string>),
  },
  async remove({ aws }, { physical }) {
    await unlessGone(aws.elbv2.deleteLoadBalancer({ LoadBalancerArn: physical }));
  },
  tag: writeElbv2Tags,
};
