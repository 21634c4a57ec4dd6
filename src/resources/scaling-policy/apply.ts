import type { Elbv2Port } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import { unlessGone } from '../ensure.ts';
import type { Apply, ApplyContext, Created } from '../resource.ts';
import { toSdk } from './sdk.ts';
import { labelEnd, type ScalingPolicyGroup, type ScalingPolicyState } from './type.ts';

/** Putting a policy makes it or writes over the one of that name, so that a repetition does no harm. */
export const scalingPolicyApply: Apply<ScalingPolicyState, ScalingPolicyGroup> = {
  create: (context, { wanted }) => put(context, wanted),
  update: {
    async policy(context, { live, wanted }) {
      // A policy keeps its kind for life.
      if (kindOf(live.state) !== kindOf(wanted)) await remove(context, live.state);
      await put(context, wanted);
    },
  },
  remove: (context, { state }) => remove(context, state),
};

async function put({ aws }: ApplyContext, wanted: ScalingPolicyState): Promise<Created> {
  const label = await labelOf(aws.elbv2, wanted);
  const { PolicyARN: arn = '' } = await aws.autoScaling.putScalingPolicy(toSdk(wanted, label));
  return { physical: arn, outputs: { arn } };
}

async function remove({ aws }: ApplyContext, { group, name }: ScalingPolicyState): Promise<void> {
  await unlessGone(aws.autoScaling.deletePolicy({ AutoScalingGroupName: plain(group), PolicyName: name }));
}

function kindOf({ targetTracking, step }: ScalingPolicyState): string {
  if (targetTracking !== undefined) return 'target tracking';
  return step === undefined ? 'other' : 'step';
}

/** A target group's metric is named after the load balancer, too, that forwards to it. */
async function labelOf(elbv2: Elbv2Port, { targetTracking }: ScalingPolicyState): Promise<string | undefined> {
  const label = targetTracking?.resourceLabel;
  if (typeof label !== 'object') return label;
  const arn = plain(label.targetGroup);
  const { TargetGroups = [] } = await elbv2.describeTargetGroups({ TargetGroupArns: [arn] });
  const balancer = TargetGroups[0]?.LoadBalancerArns?.[0];
  if (balancer === undefined) throw withoutBalancer(arn);
  return `${balancer.slice(balancer.indexOf(':loadbalancer/') + ':loadbalancer/'.length)}/${labelEnd(arn)}`;
}

function withoutBalancer(targetGroup: string): EvenkeelError {
  return new EvenkeelError({
    code: 'not-ready',
    retry: 'soon',
    message: `no load balancer forwards to ${targetGroup} yet, so that it has no requests to count`,
    remedy: 'forward to it from a listener or a rule',
  });
}
