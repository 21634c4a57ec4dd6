import { canonical, sameJson } from '../../core/json.ts';
import type { Text } from '../../core/value.ts';
import type {
  Action,
  AuthenticateCognito,
  AuthenticateOidc,
  FixedResponse,
  Forward,
  JwtValidation,
  Redirect,
} from './type.ts';

/*
 * One normal form for what a manifest asks for and for what AWS tells: AWS fills its defaults in and keeps no order of groups and
 * claims, so both sides are brought to the same shape before anybody compares them.
 */

type Loose<State, Needed extends keyof State> = Pick<State, Needed> & {
  readonly [Key in Exclude<keyof State, Needed>]?: State[Key] | undefined;
};

interface LooseForward {
  readonly targetGroups: readonly Loose<Forward['targetGroups'][number], 'targetGroup'>[];
  readonly stickiness?: Loose<Forward['stickiness'], 'enabled'> | undefined;
  readonly shifted?: Forward['shifted'];
}

type WithDefaults = 'sessionCookieName' | 'scope' | 'sessionTimeout' | 'onUnauthenticatedRequest';

/** An action in which whatever has a default may be missing. */
export type LooseAction =
  | { readonly forward: LooseForward }
  | { readonly redirect: Loose<Redirect, 'statusCode'> }
  | { readonly fixedResponse: Loose<FixedResponse, 'statusCode'> }
  | {
      readonly authenticateOidc: Loose<
        AuthenticateOidc,
        Exclude<keyof AuthenticateOidc, WithDefaults | 'clientSecret' | 'authenticationRequestExtraParams'>
      >;
    }
  | {
      readonly authenticateCognito: Loose<
        AuthenticateCognito,
        Exclude<keyof AuthenticateCognito, WithDefaults | 'authenticationRequestExtraParams'>
      >;
    }
  | { readonly jwtValidation: Loose<JwtValidation, 'jwksEndpoint' | 'issuer'> };

/** The type of an answer where none is said. */
const PLAIN_TEXT = 'text/plain';

const redirectDefaults = {
  protocol: '#{protocol}',
  port: '#{port}',
  host: '#{host}',
  path: '/#{path}',
  query: '#{query}',
};

const sessionDefaults = {
  sessionCookieName: 'AWSELBAuthSessionCookie',
  scope: 'openid',
  sessionTimeout: 604_800,
  onUnauthenticatedRequest: 'authenticate',
};

export function normalAction(action: LooseAction): Action {
  if ('forward' in action) return { forward: normalForward(action.forward) };
  if ('redirect' in action) return { redirect: { ...redirectDefaults, ...filled(action.redirect) } };
  if ('fixedResponse' in action) return { fixedResponse: normalFixedResponse(action.fixedResponse) };
  if ('jwtValidation' in action) return { jwtValidation: normalJwtValidation(action.jwtValidation) };
  return 'authenticateOidc' in action
    ? { authenticateOidc: { ...sessionDefaults, ...filled(action.authenticateOidc) } }
    : { authenticateCognito: { ...sessionDefaults, ...filled(action.authenticateCognito) } };
}

/** The same without what AWS fills in by itself: what is left has the same normal form. */
export function bareAction(action: Action): LooseAction {
  if ('forward' in action) return { forward: bareForward(action.forward) };
  if ('redirect' in action) return { redirect: without(redirectDefaults, action.redirect) };
  if ('fixedResponse' in action) return { fixedResponse: without({ contentType: PLAIN_TEXT }, action.fixedResponse) };
  if ('authenticateOidc' in action) return { authenticateOidc: without(sessionDefaults, action.authenticateOidc) };
  if ('authenticateCognito' in action) {
    return { authenticateCognito: without(sessionDefaults, action.authenticateCognito) };
  }
  return action;
}

function bareForward({ targetGroups, stickiness }: Forward): LooseForward {
  return {
    targetGroups: targetGroups.map((group) => without({ weight: 1 }, group)),
    ...(stickiness.enabled ? { stickiness } : {}),
  };
}

function without<Given extends object, Standard extends object>(
  standard: Standard,
  given: Given,
): Omit<Given, keyof Standard> {
  const entries = Object.entries(given).filter(([key, value]) => value !== standard[key as keyof Standard]);
  return Object.fromEntries(entries) as Omit<Given, keyof Standard>;
}

function normalForward({ targetGroups, stickiness, shifted }: LooseForward): Forward {
  return {
    ...filled({ shifted }),
    targetGroups: sorted(targetGroups.map(({ targetGroup, weight }) => ({ targetGroup, weight: weight ?? 1 }))),
    stickiness: stickiness?.enabled
      ? { enabled: true, ...filled({ durationSeconds: stickiness.durationSeconds }) }
      : { enabled: false },
  };
}

function normalFixedResponse({
  statusCode,
  contentType,
  messageBody,
}: Loose<FixedResponse, 'statusCode'>): FixedResponse {
  return {
    statusCode,
    contentType: contentType || PLAIN_TEXT,
    ...filled({ messageBody: messageBody || undefined }),
  };
}

function normalJwtValidation({
  additionalClaims,
  ...given
}: Loose<JwtValidation, 'jwksEndpoint' | 'issuer'>): JwtValidation {
  const claims = additionalClaims?.map((claim) => ({ ...claim, values: sorted(claim.values) }));
  return { ...given, ...filled({ additionalClaims: claims && sorted(claims) }) };
}

/** Whether two lists of actions mean the same; of a secret, only its digest is known. */
export function sameActions(wanted: readonly Action[], live: readonly Action[] | undefined): boolean {
  if (live === undefined) return false;
  return (
    sameJson(wanted, live) || actionsKey(wanted) === actionsKey(live.map((one, index) => asShifted(one, wanted[index])))
  );
}

/** Equal for actions that mean the same, once refs are resolved. */
export function actionsKey(actions: readonly Action[]): string {
  return canonical(actions.map(comparable));
}

function comparable(action: Action): unknown {
  // Resolving a ref changes where its group sorts.
  if ('forward' in action) return { forward: folded(normalForward(action.forward)) };
  if (!('authenticateOidc' in action)) return action;
  return {
    authenticateOidc: { ...action.authenticateOidc, clientSecret: action.authenticateOidc.clientSecret?.digest },
  };
}

/** The live action, with the groups marked that the wanted one leaves to somebody else. */
function asShifted(live: Action, wanted: Action | undefined): Action {
  if (!('forward' in live) || wanted === undefined || !('forward' in wanted)) return live;
  return { forward: { ...live.forward, ...filled({ shifted: wanted.forward.shifted }) } };
}

/** Groups between which weight is shifted count as one, whatever the weight of each. */
function folded({ targetGroups, stickiness, shifted }: Forward): unknown {
  if (shifted === undefined) return { targetGroups, stickiness };
  const others = targetGroups.filter(({ targetGroup }) => !isAmong(shifted, targetGroup));
  return { targetGroups: others, stickiness, shifted: others.length < targetGroups.length };
}

function isAmong(groups: readonly Text[], group: Text): boolean {
  return groups.some((one) => sameJson(one, group));
}

/** What is to be written over the live actions: where weight was shifted, it stays shifted. */
export function keepingShifts(wanted: readonly Action[], live: readonly Action[]): Action[] {
  return wanted.map((action, index) => {
    const standing = live[index];
    if (!('forward' in action) || standing === undefined || !('forward' in standing)) return action;
    const { shifted = [], targetGroups, ...others } = action.forward;
    const kept = standing.forward.targetGroups.filter(({ targetGroup }) => isAmong(shifted, targetGroup));
    if (kept.length === 0) return action;
    const own = targetGroups.filter(({ targetGroup }) => !isAmong(shifted, targetGroup));
    return { forward: { ...others, targetGroups: sorted([...own, ...kept]) } };
  });
}

type Filled<Given> = { [Key in keyof Given]: Exclude<Given[Key], undefined> };

/** Without what is missing: AWS tells an empty list or map where nothing was set. An empty query is something else. */
function filled<Given extends object>(given: Given): Filled<Given> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isEmpty(value))) as Filled<Given>;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function sorted<Item>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}
