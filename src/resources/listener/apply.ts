import { besideFormer } from '../action/former.ts';
import { standingActions } from '../action/standing.ts';
import { warmUp } from '../action/warm-up.ts';
import { toSdk } from '../action/write.ts';
import { changed } from '../changes.ts';
import { unlessGone } from '../ensure.ts';
import type { Apply, ApplyContext, Tags, UpdateStep } from '../resource.ts';
import { writeElbv2Tags } from '../elbv2-tags.ts';
import { create } from './create.ts';
import type { ListenerGroup, ListenerState } from './type.ts';
import { settingsOf, writeAttributes, writeCertificates } from './write.ts';

export const listenerApply: Apply<ListenerState, ListenerGroup> = {
  create,
  update: {
    listener: modify,
    certificates: exchangeCertificates,
    attributes: ({ aws }, { live, differences }) => writeAttributes(aws, live.physical, changed(differences) as Tags),
  },
  detach: leaveFormer,
  async remove({ aws }, { physical }) {
    await unlessGone(aws.elbv2.deleteListener({ ListenerArn: physical }));
  },
  tag: writeElbv2Tags,
};

async function modify(
  { aws, secret }: ApplyContext,
  { live, wanted, differences }: UpdateStep<ListenerState>,
): Promise<void> {
  const changes = changed(differences) as Partial<ListenerState>;
  const { sslPolicy, certificate, alpnPolicy, mutualAuthentication } = wanted;
  // A listener's security goes with its protocol: it is said anew, and what only the former one had is not reset.
  const security = changes.protocol === undefined ? {} : { sslPolicy, certificate, alpnPolicy, mutualAuthentication };
  const actions =
    changes.defaultActions && (await standingActions(aws.elbv2, changes.defaultActions, live.state.defaultActions));
  if (actions !== undefined) {
    await warmUp(aws.elbv2, actions, live.state.defaultActions, (interim) =>
      aws.elbv2.modifyListener({ ListenerArn: live.physical, DefaultActions: toSdk(interim, secret) }),
    );
  }
  const defaultActions = actions && besideFormer(actions, live.state.defaultActions, live.physical);
  await aws.elbv2.modifyListener({
    ListenerArn: live.physical,
    ...settingsOf({ ...changes, defaultActions, ...security }, secret),
  });
}

async function leaveFormer(
  { aws, secret }: ApplyContext,
  { live, differences }: UpdateStep<ListenerState>,
): Promise<void> {
  const { defaultActions: coming = [] } = changed(differences) as Partial<ListenerState>;
  const actions = await standingActions(aws.elbv2, coming, live.state.defaultActions);
  if (besideFormer(actions, live.state.defaultActions, live.physical) === actions) return;
  await aws.elbv2.modifyListener({ ListenerArn: live.physical, DefaultActions: toSdk(actions, secret) });
}

/** Runs after the listener's own change, so that a certificate that has become the default one is not taken away. */
async function exchangeCertificates(
  { aws }: ApplyContext,
  { live, wanted, differences }: UpdateStep<ListenerState>,
): Promise<void> {
  const { extraCertificates = [] } = changed(differences) as Partial<ListenerState>;
  const standing = live.state.extraCertificates ?? [];
  const add = extraCertificates.filter((arn) => !standing.includes(arn));
  const remove = standing.filter((arn) => !extraCertificates.includes(arn) && arn !== wanted.certificate);
  await writeCertificates(aws, live.physical, add, remove);
}
