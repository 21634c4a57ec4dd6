import type { Static } from 'typebox';
import {
  choice,
  choiceOrNumber,
  flag,
  integer,
  list,
  map,
  object,
  oneOf,
  optional,
  text,
} from '../../schema/dialect.ts';
import { targetGroup } from '../pointer.ts';

function url(description: string): ReturnType<typeof text> {
  return text(description, { pattern: '^https://.+', words: 'a full URL that starts with https://', maxLength: 256 });
}

const forward = object(
  {
    targetGroups: list(
      object(
        {
          targetGroup,
          weight: optional(
            integer('Its share of the requests, among the weights of all.', { minimum: 0, maximum: 999 }),
          ),
        },
        'One of the groups.',
      ),
      'Where the requests go: one group, or up to five by weight.',
      { minItems: 1, maxItems: 5 },
    ),
    stickiness: optional(
      object(
        {
          enabled: flag('Whether a client stays with the group it met first.'),
          durationSeconds: optional(integer('For how long.', { minimum: 1, maximum: 604800 })),
        },
        'Keeps clients with one of the groups.',
      ),
    ),
  },
  'Sends the request to target groups.',
);

const redirectCodes = { HTTP_301: 301, HTTP_302: 302 } as const;

const redirect = object(
  {
    protocol: optional(choice(['HTTP', 'HTTPS', '#{protocol}'], 'The protocol.', { default: '#{protocol}' })),
    port: optional(
      text('A port number as text, or #{port}.', {
        pattern: '^(#\\{port\\}|[1-9][0-9]{0,4})$',
        words: 'a port number or #{port}',
        default: '#{port}',
      }),
    ),
    host: optional(text('The host; may hold #{host}.', { maxLength: 128, default: '#{host}' })),
    path: optional(
      text('The path; may hold #{host}, #{path} and #{port}.', {
        pattern: '^/',
        words: 'a path that starts with /',
        maxLength: 128,
        default: '/#{path}',
      }),
    ),
    query: optional(
      text('The query without its ?; may hold the placeholders.', {
        minLength: 0,
        maxLength: 128,
        default: '#{query}',
      }),
    ),
    statusCode: choiceOrNumber(redirectCodes, 'HTTP_301 (or 301) for good, HTTP_302 (or 302) for now.'),
  },
  'Sends the client elsewhere.',
);

const fixedResponse = object(
  {
    statusCode: text('A 2XX, 4XX or 5XX code, as text.', {
      pattern: '^[245][0-9][0-9]$',
      words: 'a status code from 200 to 299, 400 to 499 or 500 to 599',
    }),
    contentType: optional(
      choice(
        ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'],
        'The type of the body.',
      ),
    ),
    messageBody: optional(text('The body.', { minLength: 0, maxLength: 1024 })),
  },
  'Answers without asking any target.',
);

const session = {
  sessionCookieName: optional(text('The session cookie.', { default: 'AWSELBAuthSessionCookie' })),
  sessionTimeout: optional(integer('Seconds a session lasts.', { minimum: 1, maximum: 604800, default: 604800 })),
  scope: optional(text('The claims that are asked for.', { default: 'openid' })),
  authenticationRequestExtraParams: optional(
    map(text('The value.', { minLength: 0 }), 'Up to ten extra parameters of the authorisation request.'),
  ),
  onUnauthenticatedRequest: optional(
    choice(['deny', 'allow', 'authenticate'], 'What happens to a client who is not signed in.', {
      default: 'authenticate',
    }),
  ),
};

const authenticateOidc = object(
  {
    issuer: url('The issuer of the identity provider.'),
    authorizationEndpoint: url('Where clients sign in.'),
    tokenEndpoint: url('Where tokens are fetched.'),
    userInfoEndpoint: url('Where user claims are fetched.'),
    clientId: text('The OAuth 2.0 client.'),
    clientSecretFrom: object(
      {
        env: text("The variable in the controller's environment that holds the secret.", {
          pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
          words: 'the name of an environment variable',
        }),
      },
      'Where the client secret is; the secret itself is never in a manifest.',
    ),
    ...session,
  },
  'Signs clients in at an OpenID Connect provider.',
);

const authenticateCognito = object(
  {
    userPoolArn: text('The ARN of the user pool.', {
      pattern: '^arn:[a-z-]+:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/.+$',
      words: 'an ARN like arn:aws:cognito-idp:eu-west-1:123456789012:userpool/…',
    }),
    userPoolClientId: text('The client of the user pool.'),
    userPoolDomain: text('The domain prefix, or the full domain, of the user pool.'),
    ...session,
  },
  'Signs clients in at a Cognito user pool.',
);

const jwtValidation = object(
  {
    jwksEndpoint: url('Where the keys are that sign the tokens.'),
    issuer: text('The issuer that tokens must name.', { maxLength: 256 }),
    additionalClaims: optional(
      list(
        object(
          {
            name: text('The claim.'),
            format: choice(['single-string', 'string-array', 'space-separated-values'], 'How the claim is written.'),
            values: list(text('A value.', { maxLength: 256 }), 'Values it must hold.', { minItems: 1, maxItems: 10 }),
          },
          'One claim.',
        ),
        'Claims to check beside exp, iss, nbf and iat.',
        { maxItems: 10 },
      ),
    ),
  },
  'Lets only requests with a valid JSON Web Token pass.',
);

/** What happens to a request. */
const action = oneOf(
  'an action',
  { forward, redirect, fixedResponse, authenticateOidc, authenticateCognito, jwtValidation },
  'What happens to the request; exactly one key.',
);

/** Actions in order: any number that let the request pass, then one that settles it. */
export function actions(description: string): ReturnType<typeof list<typeof action>> {
  return list(action, description, { minItems: 1 });
}

export type ActionSpec = Static<typeof action>;
export type RedirectSpec = Static<typeof redirect>;
