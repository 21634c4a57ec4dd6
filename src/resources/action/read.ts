import type {
  Action as SdkAction,
  AuthenticateCognitoActionConfig,
  AuthenticateOidcActionConfig,
  JwtValidationActionConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { readOwnership } from '../../core/ownership.ts';
import type { Secret } from '../../core/value.ts';
import type { Tags } from '../resource.ts';
import { normalAction, type LooseAction } from './normal.ts';
import type { Action } from './type.ts';

/** AWS's actions, and from the tags of what carries them the digest of the secret that AWS keeps to itself. */
export function fromSdk(actions: readonly SdkAction[] | undefined, tags: Tags): Action[] {
  const digest = readOwnership(tags)?.secret;
  const secret = digest === undefined ? undefined : { $secret: 'as last applied', digest };
  return (actions ?? [])
    .toSorted((a, b) => (a.Order ?? 0) - (b.Order ?? 0))
    .flatMap((action) => looseAction(action, secret) ?? [])
    .map(normalAction);
}

/** Nothing for a type that AWS has added since: it then differs from whatever the manifest says. */
function looseAction(action: SdkAction, secret: Secret | undefined): LooseAction | undefined {
  switch (action.Type) {
    case 'forward':
      return forward(action);
    case 'redirect':
      return redirect(action);
    case 'fixed-response':
      return fixedResponse(action);
    case 'authenticate-oidc':
      return oidc(action.AuthenticateOidcConfig, secret);
    case 'authenticate-cognito':
      return cognito(action.AuthenticateCognitoConfig);
    case 'jwt-validation':
      return jwtValidation(action.JwtValidationConfig);
    case undefined:
    default:
      return undefined;
  }
}

/** AWS returns a single target group both as `TargetGroupArn` and in `ForwardConfig`; some emulators return only what was sent. */
function forward({ TargetGroupArn, ForwardConfig }: SdkAction): LooseAction {
  const groups = ForwardConfig?.TargetGroups ?? [{ TargetGroupArn }];
  const stickiness = ForwardConfig?.TargetGroupStickinessConfig;
  return {
    forward: {
      targetGroups: groups.map((group) => ({ targetGroup: group.TargetGroupArn ?? '', weight: group.Weight })),
      stickiness: { enabled: stickiness?.Enabled ?? false, durationSeconds: stickiness?.DurationSeconds },
    },
  };
}

function redirect({ RedirectConfig: config }: SdkAction): LooseAction {
  return {
    redirect: {
      protocol: config?.Protocol,
      port: config?.Port,
      host: config?.Host,
      path: config?.Path,
      query: config?.Query,
      statusCode: config?.StatusCode ?? '',
    },
  };
}

function fixedResponse({ FixedResponseConfig: config }: SdkAction): LooseAction {
  return {
    fixedResponse: {
      statusCode: config?.StatusCode ?? '',
      contentType: config?.ContentType,
      messageBody: config?.MessageBody,
    },
  };
}

function oidc(config: AuthenticateOidcActionConfig | undefined, secret: Secret | undefined): LooseAction {
  return {
    authenticateOidc: {
      issuer: config?.Issuer ?? '',
      authorizationEndpoint: config?.AuthorizationEndpoint ?? '',
      tokenEndpoint: config?.TokenEndpoint ?? '',
      userInfoEndpoint: config?.UserInfoEndpoint ?? '',
      clientId: config?.ClientId ?? '',
      clientSecret: secret,
      ...session(config),
    },
  };
}

function cognito(config: AuthenticateCognitoActionConfig | undefined): LooseAction {
  return {
    authenticateCognito: {
      userPoolArn: config?.UserPoolArn ?? '',
      userPoolClientId: config?.UserPoolClientId ?? '',
      userPoolDomain: config?.UserPoolDomain ?? '',
      ...session(config),
    },
  };
}

function session(config: AuthenticateOidcActionConfig | AuthenticateCognitoActionConfig | undefined): {
  sessionCookieName: string | undefined;
  scope: string | undefined;
  sessionTimeout: number | undefined;
  authenticationRequestExtraParams: Record<string, string> | undefined;
  onUnauthenticatedRequest: string | undefined;
} {
  return {
    sessionCookieName: config?.SessionCookieName,
    scope: config?.Scope,
    sessionTimeout: config?.SessionTimeout,
    authenticationRequestExtraParams: config?.AuthenticationRequestExtraParams,
    onUnauthenticatedRequest: config?.OnUnauthenticatedRequest,
  };
}

function jwtValidation(config: JwtValidationActionConfig | undefined): LooseAction {
  return {
    jwtValidation: {
      jwksEndpoint: config?.JwksEndpoint ?? '',
      issuer: config?.Issuer ?? '',
      additionalClaims: config?.AdditionalClaims?.map((claim) => ({
        name: claim.Name ?? '',
        format: claim.Format ?? '',
        values: claim.Values ?? [],
      })),
    },
  };
}
