import type { ResourceId } from '../../core/value.ts';
import { normalAction, type LooseAction } from '../../resources/action/normal.ts';
import type { Action } from '../../resources/action/type.ts';
import type { DesireContext } from '../context.ts';
import { targetGroupText } from '../pointing.ts';
import type { ActionSpec, RedirectSpec } from './actions.ts';

/** Whose actions they are. */
interface ActionsOf {
  readonly namespace: string;
  /** The listener or the rule. */
  readonly id: ResourceId;
}

/** What the actions of a listener or a rule ask for. */
export function desireActions(specs: readonly ActionSpec[], place: ActionsOf, context: DesireContext): Action[] {
  return specs.map((spec) => normalAction(looseAction(spec, place, context)));
}

function looseAction(
  spec: ActionSpec,
  { namespace, id }: ActionsOf,
  { secretDigest, shiftsOf }: DesireContext,
): LooseAction {
  if (spec.forward !== undefined) {
    const { targetGroups, stickiness } = spec.forward;
    const groups = targetGroups.map(({ targetGroup, weight }) => ({
      targetGroup: targetGroupText(targetGroup, namespace),
      weight,
    }));
    const shifted = shiftsOf(id);
    return { forward: { targetGroups: groups, stickiness, ...(shifted === undefined ? {} : { shifted }) } };
  }
  if (spec.redirect !== undefined) return { redirect: { ...spec.redirect, statusCode: redirectCode(spec.redirect) } };
  if (spec.fixedResponse !== undefined) return { fixedResponse: spec.fixedResponse };
  if (spec.authenticateOidc !== undefined) {
    const { clientSecretFrom, ...oidc } = spec.authenticateOidc;
    const source = `env:${clientSecretFrom.env}`;
    return { authenticateOidc: { ...oidc, clientSecret: { $secret: source, digest: secretDigest(source) } } };
  }
  if (spec.authenticateCognito !== undefined) return { authenticateCognito: spec.authenticateCognito };
  return { jwtValidation: spec.jwtValidation };
}

function redirectCode({ statusCode }: RedirectSpec): 'HTTP_301' | 'HTTP_302' {
  return String(statusCode).endsWith('301') ? 'HTTP_301' : 'HTTP_302';
}
