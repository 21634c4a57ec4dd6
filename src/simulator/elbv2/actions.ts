import type { Action, AuthenticateOidcActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import { refuse, requireRange, requireSome, required } from './constraints.ts';
import { settleForward } from './forward.ts';
import type { Route } from './forward.ts';

const routing = new Set(['forward', 'redirect', 'fixed-response']);
const authenticating = new Set(['authenticate-oidc', 'authenticate-cognito', 'jwt-validation']);

/** Checks the actions of a rule or listener, and fills in what AWS does. `standing` are the ones being replaced. */
export function settleActions(route: Route, actions: Action[] | undefined, standing: readonly Action[] = []): Action[] {
  const asked = requireSome(actions, 'action');
  const ordered = number(asked).sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0));
  requireOneRoutingLast(ordered);
  return ordered.map((action) => settle(route, action, standing));
}

function number(actions: readonly Action[]): Action[] {
  if (actions.length > 1 && actions.some((action) => action.Order === undefined)) {
    refuseAction('An order must be specified for each action when there are multiple actions');
  }
  const numbered = actions.map((action) => ({ ...action, Order: action.Order ?? 1 }));
  for (const { Order } of numbered) requireRange(Order, 'order', 1, 50_000);
  if (new Set(numbered.map(({ Order }) => Order)).size < numbered.length) refuseAction('Each order must be unique');
  return numbered;
}

function requireOneRoutingLast(ordered: readonly Action[]): void {
  const types = ordered.map((action) => action.Type ?? '');
  if (types.filter((type) => routing.has(type)).length !== 1 || !routing.has(types.at(-1) ?? '')) {
    refuseAction(`The last action must be the only one of type 'forward', 'redirect' or 'fixed-response'`);
  }
  if (types.filter((type) => authenticating.has(type)).length > 1) {
    throw new AwsError('TooManyActions', 'A rule can have at most one authentication action');
  }
}

function settle(route: Route, action: Action, standing: readonly Action[]): Action {
  const { Type: type } = action;
  if (type !== 'forward' && route.loadBalancer.type !== 'application') {
    refuseAction(`Actions of type '${type}' are not supported on load balancers of type '${route.loadBalancer.type}'`);
  }
  if (authenticating.has(type ?? '') && route.protocol !== 'HTTPS') {
    refuseAction(`Actions of type '${type}' are supported only on HTTPS listeners`);
  }
  switch (type) {
    case 'forward':
      return settleForward(route, action);
    case 'redirect':
      return { Type: type, Order: action.Order, RedirectConfig: settleRedirect(route, action) };
    case 'fixed-response':
      return { Type: type, Order: action.Order, FixedResponseConfig: settleFixedResponse(action) };
    case 'authenticate-oidc':
      return { Type: type, Order: action.Order, AuthenticateOidcConfig: settleOidc(action, standing) };
    case 'authenticate-cognito':
      return { Type: type, Order: action.Order, AuthenticateCognitoConfig: settleCognito(action) };
    case 'jwt-validation':
      return { Type: type, Order: action.Order, JwtValidationConfig: settleJwt(action) };
    case undefined:
    default:
      return refuse(`Action type '${String(type)}' must be one of '${[...routing, ...authenticating].join(', ')}'`);
  }
}

function settleRedirect(route: Route, { RedirectConfig }: Action): Action['RedirectConfig'] {
  const given = required(RedirectConfig, 'redirect configuration');
  const redirect = {
    Protocol: given.Protocol ?? '#{protocol}',
    Port: given.Port ?? '#{port}',
    Host: given.Host ?? '#{host}',
    Path: given.Path ?? '/#{path}',
    Query: given.Query ?? '#{query}',
    StatusCode: required(given.StatusCode, 'redirect status code'),
  };
  if (!['HTTP_301', 'HTTP_302'].includes(redirect.StatusCode)) {
    refuse(`Redirect status code '${redirect.StatusCode}' must be one of 'HTTP_301, HTTP_302'`);
  }
  if (!redirect.Path.startsWith('/')) refuse(`Redirect path '${redirect.Path}' must begin with '/'`);
  if (route.protocol === 'HTTPS' && redirect.Protocol === 'HTTP') refuseAction('HTTPS cannot be redirected to HTTP');
  const sameProtocol = redirect.Protocol === '#{protocol}' || redirect.Protocol === route.protocol;
  const samePort = redirect.Port === '#{port}' || redirect.Port === String(route.port);
  const { Host: host, Path: path, Query: query } = redirect;
  if (sameProtocol && samePort && host === '#{host}' && path === '/#{path}' && query === '#{query}') {
    refuseAction('The RedirectConfig is not valid because it creates a loop');
  }
  return redirect;
}

function settleFixedResponse({ FixedResponseConfig }: Action): Action['FixedResponseConfig'] {
  const given = required(FixedResponseConfig, 'fixed response configuration');
  const statusCode = required(given.StatusCode, 'fixed response status code');
  if (!/^[245]\d\d$/.test(statusCode)) refuse(`Fixed response status code '${statusCode}' must be 2XX, 4XX or 5XX`);
  if ((given.MessageBody ?? '').length > 1024) refuse('The message body cannot be longer than 1024 characters');
  const types = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];
  if (given.ContentType !== undefined && !types.includes(given.ContentType)) {
    refuse(`Content type '${given.ContentType}' must be one of '${types.join(', ')}'`);
  }
  return given;
}

/** The secret goes in and never comes out again, so it is not even kept. */
function settleOidc({ AuthenticateOidcConfig }: Action, standing: readonly Action[]): AuthenticateOidcActionConfig {
  const { ClientSecret, UseExistingClientSecret, ...given } = required(AuthenticateOidcConfig, 'OIDC configuration');
  required(given.Issuer, 'OIDC issuer');
  required(given.AuthorizationEndpoint, 'OIDC authorization endpoint');
  required(given.TokenEndpoint, 'OIDC token endpoint');
  required(given.UserInfoEndpoint, 'OIDC user info endpoint');
  required(given.ClientId, 'OIDC client ID');
  const secretStands = standing.some((action) => action.Type === 'authenticate-oidc');
  if (UseExistingClientSecret === true && ClientSecret !== undefined) {
    refuse('A client secret cannot be specified together with UseExistingClientSecret');
  }
  if (ClientSecret === undefined && !(UseExistingClientSecret === true && secretStands)) {
    refuse('An OIDC client secret must be specified');
  }
  return { ...sessionDefaults, ...given };
}

const sessionDefaults = {
  SessionCookieName: 'AWSELBAuthSessionCookie',
  Scope: 'openid',
  SessionTimeout: 604_800,
  OnUnauthenticatedRequest: 'authenticate',
} as const;

function settleCognito({ AuthenticateCognitoConfig }: Action): Action['AuthenticateCognitoConfig'] {
  const given = required(AuthenticateCognitoConfig, 'Cognito configuration');
  required(given.UserPoolArn, 'Cognito user pool ARN');
  required(given.UserPoolClientId, 'Cognito user pool client ID');
  required(given.UserPoolDomain, 'Cognito user pool domain');
  return { ...sessionDefaults, ...given };
}

function settleJwt({ JwtValidationConfig }: Action): Action['JwtValidationConfig'] {
  const given = required(JwtValidationConfig, 'JWT validation configuration');
  required(given.JwksEndpoint, 'JWKS endpoint');
  required(given.Issuer, 'JWT issuer');
  return given;
}

function refuseAction(message: string): never {
  throw new AwsError('InvalidLoadBalancerAction', message);
}
