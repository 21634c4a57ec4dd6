import type { Fault } from '../../../schema/fault.ts';
import { named } from '../../../schema/words.ts';
import type { Manifest } from '../../manifest.ts';
import type { ActionSpec } from '../actions.ts';
import { actionListsOf, typeOf, type AtActions } from './walk.ts';

const settling: ReadonlySet<string> = new Set(['forward', 'redirect', 'fixedResponse']);
const reserved: ReadonlySet<string> = new Set(['exp', 'iss', 'nbf', 'iat']);

/** Actions that such a load balancer does not have, or that stand in an order that AWS refuses. */
export function* actions(balancer: Manifest<'LoadBalancer'>): Iterable<Fault> {
  const type = typeOf(balancer);
  for (const at of actionListsOf(balancer)) {
    if (type !== 'application') yield* onlyForward(at, type);
    else yield* [...order(at), ...onlyEncrypted(at)];
    for (const [index, action] of at.actions.entries())
      for (const fault of values(action)) yield { ...fault, path: [...at.path, index, ...fault.path] };
  }
}

function keyOf(action: ActionSpec | undefined): string {
  return String(Object.keys(action ?? {})[0]);
}

function* onlyForward({ actions: given, path }: AtActions, type: string): Iterable<Fault> {
  for (const [index, action] of given.entries()) {
    const key = keyOf(action);
    if (key !== 'forward')
      yield {
        path: [...path, index, key],
        onKey: true,
        message: `${named(type, 'load balancer')} has no ${key}`,
        hint: 'it can only forward',
      };
    else if (index > 0)
      yield { path: [...path, index], message: `${named(type, 'load balancer')} has one action only` };
  }
}

/** Any number of actions let a request pass, then one settles it. */
function* order({ actions: given, path }: AtActions): Iterable<Fault> {
  const last = given.length - 1;
  for (const [index, action] of given.entries()) {
    const key = keyOf(action);
    const at = [...path, index];
    if (index < last && settling.has(key))
      yield { path: at, message: `${key} settles the request, so nothing can follow it` };
    if (index === last && !settling.has(key))
      yield { path: at, message: `the last action must be forward, redirect or fixedResponse, is ${key}` };
    if (given.findIndex((each) => keyOf(each) === key) < index && !settling.has(key))
      yield { path: at, message: `${key} is there twice` };
  }
}

function* onlyEncrypted({ listener, actions: given, path }: AtActions): Iterable<Fault> {
  if (listener.protocol !== 'HTTP') return;
  for (const [index, action] of given.entries()) {
    const key = keyOf(action);
    if (settling.has(key)) continue;
    yield {
      path: [...path, index, key],
      onKey: true,
      message: `an HTTP listener has no ${key}`,
      hint: 'it needs an HTTPS listener',
    };
  }
}

function* values({ authenticateOidc, authenticateCognito, jwtValidation }: ActionSpec): Iterable<Fault> {
  for (const [key, action] of Object.entries({ authenticateOidc, authenticateCognito })) {
    const params = Object.keys(action?.authenticationRequestExtraParams ?? {});
    if (params.length > 10)
      yield {
        path: [key, 'authenticationRequestExtraParams'],
        message: `has ${params.length} parameters, at most 10 are allowed`,
      };
  }
  for (const [index, { name, format, values: claimed }] of (jwtValidation?.additionalClaims ?? []).entries()) {
    const path = ['jwtValidation', 'additionalClaims', index];
    if (reserved.has(name))
      yield { path: [...path, 'name'], message: `${name} is always checked, and cannot be listed` };
    if (format === 'space-separated-values' && claimed.some((value) => value.includes(' ')))
      yield {
        path: [...path, 'values'],
        message: 'a value must not have a space when the claim separates values by spaces',
      };
  }
}
