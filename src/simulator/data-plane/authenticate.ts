import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../elbv2/state.ts';
import type { OwnAnswer } from './answers.ts';
import type { Asked } from './request.ts';

/**
 * How an action turns away who is not signed in, which is everybody: there is no identity provider here. Undefined
 * for actions that let the request through.
 */
export function refusedEntry(asked: Asked, listener: Listener, action: Action): OwnAnswer | undefined {
  const { AuthenticateOidcConfig: oidc, AuthenticateCognitoConfig: cognito } = action;
  if (action.Type === 'jwt-validation') return { listener, status: 401 };
  const config = oidc ?? cognito;
  if (config === undefined || config.OnUnauthenticatedRequest === 'allow') return undefined;
  if (config.OnUnauthenticatedRequest === 'deny') return { listener, status: 401 };
  const signIn = oidc?.AuthorizationEndpoint ?? `https://${cognito?.UserPoolDomain}/oauth2/authorize`;
  const query = new URLSearchParams({
    client_id: oidc?.ClientId ?? cognito?.UserPoolClientId ?? '',
    redirect_uri: `https://${asked.host}:${listener.port}/oauth2/idpresponse`,
    response_type: 'code',
    scope: config.Scope ?? '',
  });
  return { listener, status: 302, headers: { location: `${signIn}?${query.toString()}` } };
}
