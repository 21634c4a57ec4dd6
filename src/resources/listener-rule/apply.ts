import type { ModifyRuleInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { besideFormer } from '../action/former.ts';
import { standingActions } from '../action/standing.ts';
import { warmUp } from '../action/warm-up.ts';
import { toSdk } from '../action/write.ts';
import { changed } from '../changes.ts';
import { unlessGone } from '../ensure.ts';
import type { Apply, ApplyContext, UpdateStep } from '../resource.ts';
import { writeElbv2Tags } from '../elbv2-tags.ts';
import { arrange } from './arrange.ts';
import { toSdkConditions } from './conditions.ts';
import { create } from './create.ts';
import { toSdkTransforms } from './transforms.ts';
import type { ListenerRuleGroup, ListenerRuleState, Transform } from './type.ts';

export const listenerRuleApply: Apply<ListenerRuleState, ListenerRuleGroup> = {
  create,
  arrange,
  update: {
    rule: modify,
    // `arrange` has moved all rules of the listener by now, in one batch.
    priority: () => Promise.resolve(),
  },
  detach: leaveFormer,
  async remove({ aws }, { physical }) {
    await unlessGone(aws.elbv2.deleteRule({ RuleArn: physical }));
  },
  tag: writeElbv2Tags,
};

async function modify(
  { aws, secret }: ApplyContext,
  { live, differences }: UpdateStep<ListenerRuleState>,
): Promise<void> {
  const { conditions, actions: coming, transforms } = changed(differences) as Partial<ListenerRuleState>;
  const actions = coming && (await standingActions(aws.elbv2, coming, live.state.actions));
  if (actions !== undefined) {
    await warmUp(aws.elbv2, actions, live.state.actions, (interim) =>
      aws.elbv2.modifyRule({ RuleArn: live.physical, Actions: toSdk(interim, secret) }),
    );
  }
  const switched = actions && besideFormer(actions, live.state.actions, live.physical);
  await aws.elbv2.modifyRule({
    RuleArn: live.physical,
    ...(conditions === undefined ? {} : { Conditions: toSdkConditions(conditions) }),
    ...(switched === undefined ? {} : { Actions: toSdk(switched, secret) }),
    ...(transforms === undefined ? {} : transformsOf(transforms)),
  });
}

async function leaveFormer(
  { aws, secret }: ApplyContext,
  { live, differences }: UpdateStep<ListenerRuleState>,
): Promise<void> {
  const { actions: coming = [] } = changed(differences) as Partial<ListenerRuleState>;
  const actions = await standingActions(aws.elbv2, coming, live.state.actions);
  if (besideFormer(actions, live.state.actions, live.physical) === actions) return;
  await aws.elbv2.modifyRule({ RuleArn: live.physical, Actions: toSdk(actions, secret) });
}

/** AWS takes an empty list for "unchanged". */
function transformsOf(transforms: readonly Transform[]): Pick<ModifyRuleInput, 'Transforms' | 'ResetTransforms'> {
  return transforms.length === 0 ? { ResetTransforms: true } : { Transforms: toSdkTransforms(transforms) };
}
