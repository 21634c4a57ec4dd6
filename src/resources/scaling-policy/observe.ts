import type { ScalingPolicy } from '@aws-sdk/client-auto-scaling';
import { allPages } from '../../aws/pages.ts';
import type { AutoScalingPort } from '../../aws/ports.ts';
import type { Live, Unreadable } from '../../core/resource.ts';
import { reading } from '../reading.ts';
import type { ObserveContext, Observed, Reads } from '../resource.ts';
import { fromSdk } from './sdk.ts';
import { scalingPolicyType, type ScalingPolicyState } from './type.ts';

/** How it is read. */
export const scalingPolicyReads: Reads<ScalingPolicyState> = { ofServices: true, observe };

const PAGE = 100;

/** The policies of every group that was observed, from one list for all. */
async function observe(context: ObserveContext): Promise<Observed<ScalingPolicyState>> {
  const groups = new Map(context.observed('auto-scaling-group').map(({ name = '', physical }) => [name, physical]));
  if (groups.size === 0) return { live: [], unreadable: [] };
  const unreadable: Unreadable[] = [];
  const policies = await reading(scalingPolicyType.name, unreadable)(readPolicies(context.aws.autoScaling));
  const live = (policies ?? []).flatMap((policy) => {
    const parent = groups.get(policy.AutoScalingGroupName ?? '');
    return parent === undefined ? [] : [toLive(policy, parent)];
  });
  return { live, unreadable };
}

function readPolicies(autoScaling: AutoScalingPort): Promise<ScalingPolicy[]> {
  return allPages(autoScaling.describePolicies, { MaxRecords: PAGE }, (page) => page.ScalingPolicies, {
    tokenIn: 'NextToken',
  });
}

function toLive(policy: ScalingPolicy, parent: string): Live<ScalingPolicyState> {
  const { AutoScalingGroupName: group = '', PolicyName: name = '', PolicyARN: arn = '' } = policy;
  return {
    type: scalingPolicyType.name,
    physical: arn,
    parent,
    state: { ...fromSdk(policy), group, name },
    tags: {},
    outputs: { arn },
    uses: [],
  };
}
