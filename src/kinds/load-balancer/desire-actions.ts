import { normalAction, type LooseAction } from '../../resources/action/normal.ts';
import type { Action } from '../../resources/action/state.ts';
import type { DesireContext } from '../context.ts';
import { targetGroupText } from '../pointing.ts';
import type { ActionSpec } from './actions.ts';

/** What the actions of a manifest in that namespace ask for. */
export function desireActions(specs: readonly ActionSpec[], namespace: string, context: DesireContext): Action[] {
  return specs.map((spec) => normalAction(looseAction(spec, namespace, context)));
}

function looseAction(spec: ActionSpec, namespace: string, { secretDigest }: DesireContext): LooseAction {
  if (spec.forward !== undefined) {
    const { targetGroups, stickiness } = spec.forward;
    const groups = targetGroups.map(({ targetGroup, weight }) => ({
      targetGroup: targetGroupText(targetGroup, namespace),
      weight,
    }));
    return { forward: { targetGroups: groups, stickiness } };
  }
  if (spec.redirect !== undefined) return { redirect: spec.redirect };
  if (spec.fixedResponse !== undefined) return { fixedResponse: spec.fixedResponse };
  if (spec.authenticateOidc !== undefined) {
    const { clientSecretFrom, ...oidc } = spec.authenticateOidc;
    const source = `env:${clientSecretFrom.env}`;
    return { authenticateOidc: { ...oidc, clientSecret: { $secret: source, digest: secretDigest(source) } } };
  }
  if (spec.authenticateCognito !== undefined) return { authenticateCognito: spec.authenticateCognito };
  return { jwtValidation: spec.jwtValidation };
}
