import type { Aws } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import type { Text } from '../../core/value.ts';
import { unlessGone } from '../ensure.ts';
import type { Apply } from '../resource.ts';
import { place } from '../scalable-target/place.ts';
import { toSdk } from './sdk.ts';
import type { ServiceScalingPolicyGroup, ServiceScalingPolicyState } from './type.ts';

export const serviceScalingPolicyApply: Apply<ServiceScalingPolicyState, ServiceScalingPolicyGroup> = {
  async create({ aws }, { wanted }) {
    const arn = await put(aws, plain(wanted.target), wanted);
    return { physical: arn, outputs: { arn } };
  },
  update: {
    async policy({ aws }, { live, wanted }) {
      // AWS does not turn one kind of policy into the other.
      if (kinds.some((kind) => (live.state[kind] === undefined) !== (wanted[kind] === undefined)))
        await remove(aws, live.state);
      await put(aws, plain(live.state.target), wanted);
    },
  },
  remove: ({ aws }, { state }) => remove(aws, state),
};

const kinds = ['targetTracking', 'step', 'predictive'] as const;

async function put(aws: Aws, target: string, wanted: ServiceScalingPolicyState): Promise<string> {
  const group = wanted.targetTracking?.targetGroup;
  const answer = await aws.applicationAutoScaling.putScalingPolicy({
    ...place,
    ResourceId: target,
    PolicyName: wanted.name,
    ...toSdk(wanted, group && (await labelOf(aws, group))),
  });
  return answer.PolicyARN ?? '';
}

/** `app/<name>/<id>/targetgroup/<name>/<id>`: the load balancer is the one that forwards to the group by now. */
async function labelOf({ elbv2 }: Aws, targetGroup: Text): Promise<string> {
  const arn = plain(targetGroup);
  const { TargetGroups = [] } = await elbv2.describeTargetGroups({ TargetGroupArns: [arn] });
  const balancer = TargetGroups[0]?.LoadBalancerArns?.[0];
  if (balancer !== undefined) return `${balancer.replace(/^.*:loadbalancer\//, '')}/${arn.replace(/^.*:/, '')}`;
  throw new EvenkeelError({
    code: 'not-ready',
    retry: 'soon',
    message: `no load balancer forwards to ${arn} yet, whose requests are to be counted`,
    remedy: 'forward to it from a listener or a rule',
  });
}

async function remove({ applicationAutoScaling }: Aws, { target, name }: ServiceScalingPolicyState): Promise<void> {
  await unlessGone(
    applicationAutoScaling.deleteScalingPolicy({ ...place, ResourceId: plain(target), PolicyName: name }),
  );
}
