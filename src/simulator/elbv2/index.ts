import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { describeCapacityReservation, modifyCapacityReservation } from './capacity.ts';
import { addListenerCertificates, describeListenerCertificates, removeListenerCertificates } from './certificates.ts';
import { setIpAddressType } from './ip-address-type.ts';
import { modifyIpPools } from './ip-pools.ts';
import { describeAccountLimits } from './account-limits.ts';
import { describeListenerAttributes, modifyListenerAttributes } from './listener-attributes.ts';
import { createListener, deleteListener, describeListeners, modifyListener } from './listeners.ts';
import { describeLoadBalancerAttributes, modifyLoadBalancerAttributes } from './load-balancer-attributes.ts';
import { createLoadBalancer, deleteLoadBalancer, describeLoadBalancers } from './load-balancers.ts';
import { setRulePriorities } from './priorities.ts';
import { createRule, deleteRule, describeRules, modifyRule } from './rules.ts';
import { setSecurityGroups } from './security-groups.ts';
import { describeSslPolicies } from './ssl-policies.ts';
import { setSubnets } from './subnets.ts';
import { addTags, describeTags, removeTags } from './tags.ts';
import { describeTargetGroupAttributes, modifyTargetGroupAttributes } from './target-group-attributes.ts';
import { createTargetGroup, deleteTargetGroup, describeTargetGroups, modifyTargetGroup } from './target-groups.ts';
import { describeTargetHealth } from './target-health.ts';
import { deregisterTargets, registerTargets } from './targets.ts';
import { createTrustStore, deleteTrustStore, describeTrustStores } from './trust-stores.ts';

/** Every operation of the service, by AWS's name for it. */
export const elbv2Operations: Readonly<Record<string, Operation<World>>> = {
  CreateLoadBalancer: createLoadBalancer,
  DescribeLoadBalancers: describeLoadBalancers,
  DeleteLoadBalancer: deleteLoadBalancer,
  DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  SetSubnets: setSubnets,
  SetSecurityGroups: setSecurityGroups,
  SetIpAddressType: setIpAddressType,
  ModifyIpPools: modifyIpPools,
  DescribeCapacityReservation: describeCapacityReservation,
  ModifyCapacityReservation: modifyCapacityReservation,

  CreateListener: createListener,
  DescribeListeners: describeListeners,
  ModifyListener: modifyListener,
  DeleteListener: deleteListener,
  DescribeListenerAttributes: describeListenerAttributes,
  ModifyListenerAttributes: modifyListenerAttributes,
  AddListenerCertificates: addListenerCertificates,
  DescribeListenerCertificates: describeListenerCertificates,
  RemoveListenerCertificates: removeListenerCertificates,

  CreateRule: createRule,
  DescribeRules: describeRules,
  ModifyRule: modifyRule,
  DeleteRule: deleteRule,
  SetRulePriorities: setRulePriorities,

  CreateTargetGroup: createTargetGroup,
  DescribeTargetGroups: describeTargetGroups,
  ModifyTargetGroup: modifyTargetGroup,
  DeleteTargetGroup: deleteTargetGroup,
  DescribeTargetGroupAttributes: describeTargetGroupAttributes,
  ModifyTargetGroupAttributes: modifyTargetGroupAttributes,
  RegisterTargets: registerTargets,
  DeregisterTargets: deregisterTargets,
  DescribeTargetHealth: describeTargetHealth,

  AddTags: addTags,
  DescribeTags: describeTags,
  RemoveTags: removeTags,

  DescribeAccountLimits: describeAccountLimits,
  DescribeSSLPolicies: describeSslPolicies,
  CreateTrustStore: createTrustStore,
  DescribeTrustStores: describeTrustStores,
  DeleteTrustStore: deleteTrustStore,
};
