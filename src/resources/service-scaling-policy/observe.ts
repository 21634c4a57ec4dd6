import { allPages, SCALING_POLICIES_PAGE } from '../../aws/pages.ts';
import type { Unreadable } from '../../core/resource.ts';
import { reading } from '../reading.ts';
import type { ObserveContext, Observed, Reads } from '../resource.ts';
import { place } from '../scalable-target/place.ts';
import { fromSdk } from './sdk.ts';
import type { ServiceScalingPolicyState } from './type.ts';

/** How it is read. */
export const serviceScalingPolicyReads: Reads<ServiceScalingPolicyState> = { ofServices: true, observe };

/** All of ECS in one list; none is asked for where nothing of ours is scaled. */
async function observe({ aws, observed }: ObserveContext): Promise<Observed<ServiceScalingPolicyState>> {
  const targets = new Set(observed('scalable-target').map(({ physical }) => physical));
  if (targets.size === 0) return { live: [], unreadable: [] };
  const unreadable: Unreadable[] = [];
  const policies = await reading(
    'service-scaling-policy',
    unreadable,
  )(
    allPages(
      aws.applicationAutoScaling.describeScalingPolicies,
      { ...place, MaxResults: SCALING_POLICIES_PAGE },
      (page) => page.ScalingPolicies,
      { tokenIn: 'NextToken' },
    ),
  );
  const live = (policies ?? [])
    .filter(({ ResourceId }) => targets.has(ResourceId ?? ''))
    .map((policy) => ({
      type: 'service-scaling-policy',
      physical: policy.PolicyARN ?? '',
      parent: policy.ResourceId ?? '',
      state: fromSdk(policy),
      tags: {},
      outputs: { arn: policy.PolicyARN ?? '' },
      uses: [],
    }));
  return { live, unreadable };
}
