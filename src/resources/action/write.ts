import type {
  Action as SdkAction,
  AuthenticateCognitoActionConfig,
  AuthenticateOidcActionConfig,
  FixedResponseActionConfig,
  ForwardActionConfig,
  JwtValidationActionConfig,
  RedirectActionConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { plain } from '../../core/inventory.ts';
import type { Secret } from '../../core/value.ts';
import type {
  Action,
  AuthenticateCognito,
  AuthenticateOidc,
  FixedResponse,
  Forward,
  JwtValidation,
  Redirect,
} from './type.ts';

/** Resolved actions as AWS takes them. The secret is looked up here and goes nowhere else. */
export function toSdk(actions: readonly Action[], secret: (secret: Secret) => string): SdkAction[] {
  return actions.map((action, index) => ({
    ...sdkAction(action, secret),
    ...(actions.length > 1 ? { Order: index + 1 } : {}),
  }));
}

function sdkAction(action: Action, secret: (secret: Secret) => string): SdkAction {
  if ('forward' in action) return forwardAction(action.forward);
  if ('redirect' in action) return { Type: 'redirect', RedirectConfig: redirectConfig(action.redirect) };
  if ('fixedResponse' in action) {
    return { Type: 'fixed-response', FixedResponseConfig: fixedResponseConfig(action.fixedResponse) };
  }
  if ('authenticateOidc' in action) {
    return { Type: 'authenticate-oidc', AuthenticateOidcConfig: oidcConfig(action.authenticateOidc, secret) };
  }
  if ('authenticateCognito' in action) {
    return { Type: 'authenticate-cognito', AuthenticateCognitoConfig: cognitoConfig(action.authenticateCognito) };
  }
  return { Type: 'jwt-validation', JwtValidationConfig: jwtConfig(action.jwtValidation) };
}

/** A lone group is named the short way: it is the only one that a gateway load balancer takes. */
function forwardAction({ targetGroups, stickiness }: Forward): SdkAction {
  const [only, ...others] = targetGroups;
  if (only !== undefined && others.length === 0 && only.weight === 1 && !stickiness.enabled) {
    return { Type: 'forward', TargetGroupArn: plain(only.targetGroup) };
  }
  const config: ForwardActionConfig = {
    TargetGroups: targetGroups.map(({ targetGroup, weight }) => ({
      TargetGroupArn: plain(targetGroup),
      Weight: weight,
    })),
    TargetGroupStickinessConfig: { Enabled: stickiness.enabled, DurationSeconds: stickiness.durationSeconds },
  };
  return { Type: 'forward', ForwardConfig: config };
}

function redirectConfig(redirect: Redirect): RedirectActionConfig {
  return {
    Protocol: redirect.protocol,
    Port: redirect.port,
    Host: redirect.host,
    Path: redirect.path,
    Query: redirect.query,
    StatusCode: redirect.statusCode as RedirectActionConfig['StatusCode'],
  };
}

function fixedResponseConfig(response: FixedResponse): FixedResponseActionConfig {
  return { StatusCode: response.statusCode, ContentType: response.contentType, MessageBody: response.messageBody };
}

function oidcConfig(oidc: AuthenticateOidc, secret: (secret: Secret) => string): AuthenticateOidcActionConfig {
  return {
    Issuer: oidc.issuer,
    AuthorizationEndpoint: oidc.authorizationEndpoint,
    TokenEndpoint: oidc.tokenEndpoint,
    UserInfoEndpoint: oidc.userInfoEndpoint,
    ClientId: oidc.clientId,
    ...(oidc.clientSecret === undefined ? {} : { ClientSecret: secret(oidc.clientSecret) }),
    ...sessionConfig(oidc),
  };
}

function cognitoConfig(cognito: AuthenticateCognito): AuthenticateCognitoActionConfig {
  return {
    UserPoolArn: cognito.userPoolArn,
    UserPoolClientId: cognito.userPoolClientId,
    UserPoolDomain: cognito.userPoolDomain,
    ...sessionConfig(cognito),
  };
}

type Session = Pick<
  AuthenticateOidcActionConfig,
  'SessionCookieName' | 'Scope' | 'SessionTimeout' | 'AuthenticationRequestExtraParams' | 'OnUnauthenticatedRequest'
>;

function sessionConfig(session: AuthenticateOidc | AuthenticateCognito): Session {
  return {
    SessionCookieName: session.sessionCookieName,
    Scope: session.scope,
    SessionTimeout: session.sessionTimeout,
    AuthenticationRequestExtraParams: session.authenticationRequestExtraParams,
    OnUnauthenticatedRequest: session.onUnauthenticatedRequest as Session['OnUnauthenticatedRequest'],
  };
}

function jwtConfig(jwt: JwtValidation): JwtValidationActionConfig {
  return {
    JwksEndpoint: jwt.jwksEndpoint,
    Issuer: jwt.issuer,
    AdditionalClaims: jwt.additionalClaims?.map((claim) => ({
      Name: claim.name,
      Format: claim.format as 'single-string',
      Values: [...claim.values],
    })),
  };
}
