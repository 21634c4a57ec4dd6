import type { Secret, Text } from '../../core/value.ts';

/** An action of a listener or a rule, normalised: exactly one key, AWS's defaults filled in, order by place in the list. */
export type Action =
  | { readonly forward: Forward }
  | { readonly redirect: Redirect }
  | { readonly fixedResponse: FixedResponse }
  | { readonly authenticateOidc: AuthenticateOidc }
  | { readonly authenticateCognito: AuthenticateCognito }
  | { readonly jwtValidation: JwtValidation };

export interface Forward {
  /** Sorted by the group, since AWS keeps no order. */
  readonly targetGroups: readonly { readonly targetGroup: Text; readonly weight: number }[];
  readonly stickiness: { readonly enabled: boolean; readonly durationSeconds?: number };
  /** Wanted only: the groups between which somebody else shifts the weight, so that it is left as it is. */
  readonly shifted?: readonly Text[];
}

export interface Redirect {
  readonly protocol: string;
  readonly port: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly statusCode: string;
}

export interface FixedResponse {
  readonly statusCode: string;
  readonly contentType: string;
  readonly messageBody?: string;
}

export interface AuthenticateOidc {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userInfoEndpoint: string;
  readonly clientId: string;
  /** Never readable again: AWS's side of it is the digest in our own tag. */
  readonly clientSecret?: Secret;
  readonly sessionCookieName: string;
  readonly scope: string;
  readonly sessionTimeout: number;
  readonly authenticationRequestExtraParams?: Readonly<Record<string, string>>;
  readonly onUnauthenticatedRequest: string;
}

export interface AuthenticateCognito {
  readonly userPoolArn: string;
  readonly userPoolClientId: string;
  readonly userPoolDomain: string;
  readonly sessionCookieName: string;
  readonly scope: string;
  readonly sessionTimeout: number;
  readonly authenticationRequestExtraParams?: Readonly<Record<string, string>>;
  readonly onUnauthenticatedRequest: string;
}

export interface JwtValidation {
  readonly jwksEndpoint: string;
  readonly issuer: string;
  readonly additionalClaims?: readonly {
    readonly name: string;
    readonly format: string;
    readonly values: readonly string[];
  }[];
}
