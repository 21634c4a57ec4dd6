import type { Action as SdkAction } from '@aws-sdk/client-elastic-load-balancing-v2';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionsKey,
  keepingShifts,
  normalAction,
  sameActions,
  type LooseAction,
} from '../../../src/resources/action/normal.ts';
import { fromSdk } from '../../../src/resources/action/read.ts';
import { targetGroupsOf } from '../../../src/resources/action/target-groups.ts';
import type { Action } from '../../../src/resources/action/type.ts';
import { toSdk } from '../../../src/resources/action/write.ts';

const secret = { $secret: 'env:OIDC_SECRET', digest: '0123456789abcdef' };
const secretTags = {
  'evenkeel.dev/owner': 'default',
  'evenkeel.dev/resource': 'LoadBalancer/default/web',
  'evenkeel.dev/secret': secret.digest,
};
const oidc = {
  issuer: 'https://id.example.com',
  authorizationEndpoint: 'https://id.example.com/authorize',
  tokenEndpoint: 'https://id.example.com/token',
  userInfoEndpoint: 'https://id.example.com/userinfo',
  clientId: 'web',
};

function forwardTo(targetGroup: string): LooseAction {
  return { forward: { targetGroups: [{ targetGroup }] } };
}

function read(...actions: SdkAction[]): Action[] {
  return fromSdk(actions, {});
}

describe('actions that mean the same', () => {
  it.each<[string, LooseAction, SdkAction]>([
    ['a lone group said the short way', forwardTo('arn:a'), { Type: 'forward', TargetGroupArn: 'arn:a' }],
    [
      'a lone group said both ways',
      forwardTo('arn:a'),
      {
        Type: 'forward',
        Order: 1,
        TargetGroupArn: 'arn:a',
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: 'arn:a', Weight: 1 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ],
    [
      'groups in another order, with a stickiness that is off',
      { forward: { targetGroups: [{ targetGroup: 'arn:b', weight: 9 }, { targetGroup: 'arn:a' }] } },
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: 'arn:a' }, { TargetGroupArn: 'arn:b', Weight: 9 }],
          TargetGroupStickinessConfig: { Enabled: false, DurationSeconds: 3600 },
        },
      },
    ],
    [
      'a redirect with its defaults filled in',
      { redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
      {
        Type: 'redirect',
        RedirectConfig: {
          Protocol: 'HTTPS',
          Port: '443',
          Host: '#{host}',
          Path: '/#{path}',
          Query: '#{query}',
          StatusCode: 'HTTP_301',
        },
      },
    ],
    [
      'an answer without a body',
      { fixedResponse: { statusCode: '404' } },
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: '' },
      },
    ],
    [
      'a session with its defaults filled in',
      { authenticateCognito: { userPoolArn: 'arn:pool', userPoolClientId: 'web', userPoolDomain: 'web' } },
      {
        Type: 'authenticate-cognito',
        AuthenticateCognitoConfig: {
          UserPoolArn: 'arn:pool',
          UserPoolClientId: 'web',
          UserPoolDomain: 'web',
          SessionCookieName: 'AWSELBAuthSessionCookie',
          Scope: 'openid',
          SessionTimeout: 604_800,
          AuthenticationRequestExtraParams: {},
          OnUnauthenticatedRequest: 'authenticate',
        },
      },
    ],
    [
      'claims in another order',
      {
        jwtValidation: {
          jwksEndpoint: 'https://id.example.com/jwks',
          issuer: 'https://id.example.com',
          additionalClaims: [
            { name: 'scope', format: 'string-array', values: ['write', 'read'] },
            { name: 'aud', format: 'single-string', values: ['web'] },
          ],
        },
      },
      {
        Type: 'jwt-validation',
        JwtValidationConfig: {
          JwksEndpoint: 'https://id.example.com/jwks',
          Issuer: 'https://id.example.com',
          AdditionalClaims: [
            { Name: 'aud', Format: 'single-string', Values: ['web'] },
            { Name: 'scope', Format: 'string-array', Values: ['read', 'write'] },
          ],
        },
      },
    ],
  ])('%s', (_, wanted, answered) => {
    expect(read(answered)).toEqual([normalAction(wanted)]);
  });

  it('come in the order that AWS numbers them by', () => {
    const actions = read(
      { Type: 'forward', Order: 2, TargetGroupArn: 'arn:a' },
      { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: undefined },
    );
    expect(actions.map((action) => Object.keys(action)[0])).toEqual(['authenticateOidc', 'forward']);
  });
});

describe('actions that differ', () => {
  const wanted = [normalAction(forwardTo('arn:a'))];

  it.each<[string, SdkAction[]]>([
    ['another group', [{ Type: 'forward', TargetGroupArn: 'arn:b' }]],
    [
      'another weight',
      [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn:a', Weight: 0 }] } }],
    ],
    ['nothing at all', []],
    ['a kind of action that nobody knows yet', [{ Type: 'teleport' as 'forward' }]],
  ])('%s', (_, answered) => {
    expect(sameActions(wanted, read(...answered))).toBe(false);
  });

  it('an empty query is not the one of the request', () => {
    const stripped = normalAction({ redirect: { statusCode: 'HTTP_302', query: '' } });
    expect(stripped).toMatchObject({ redirect: { query: '' } });
  });
});

describe('the secret of an OIDC client', () => {
  const wanted = [normalAction({ authenticateOidc: { ...oidc, clientSecret: secret } })];

  it('goes to AWS, and nowhere else', () => {
    const [sent] = toSdk(wanted, ({ $secret }) => `the value of ${$secret}`);
    expect(sent?.AuthenticateOidcConfig?.ClientSecret).toBe('the value of env:OIDC_SECRET');
    expect(JSON.stringify(wanted)).not.toContain('the value');
  });

  it('is the same as long as the digest in our tag is', () => {
    const answered = toSdk(wanted, () => 'hidden');
    expect(sameActions(wanted, fromSdk(answered, secretTags))).toBe(true);
    expect(sameActions(wanted, fromSdk(answered, { ...secretTags, 'evenkeel.dev/secret': 'another' }))).toBe(false);
    expect(sameActions(wanted, fromSdk(answered, {}))).toBe(false);
  });
});

const group = fc.constantFrom('arn:a', 'arn:b', 'arn:c', 'arn:d', 'arn:e');
const forward = fc.record({
  forward: fc.record(
    {
      targetGroups: fc.uniqueArray(
        fc.record({ targetGroup: group, weight: fc.integer({ min: 0, max: 999 }) }, { requiredKeys: ['targetGroup'] }),
        { minLength: 1, maxLength: 5, selector: ({ targetGroup }) => targetGroup },
      ),
      stickiness: fc.record({ enabled: fc.boolean(), durationSeconds: fc.integer({ min: 1, max: 604_800 }) }),
    },
    { requiredKeys: ['targetGroups'] },
  ),
});

/** How AWS answers a forward: both forms, groups in an order of its own. */
function echo(action: SdkAction): SdkAction {
  const groups = action.ForwardConfig?.TargetGroups ?? [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }];
  return {
    Type: 'forward',
    Order: 1,
    ...(groups.length === 1 ? { TargetGroupArn: groups[0]?.TargetGroupArn } : {}),
    ForwardConfig: {
      TargetGroups: groups.toReversed(),
      TargetGroupStickinessConfig: { Enabled: false, ...action.ForwardConfig?.TargetGroupStickinessConfig },
    },
  };
}

describe('laws of forwarding', () => {
  it('what is written is read back the same, whatever way AWS answers it', () => {
    fc.assert(
      fc.property(forward, (loose) => {
        const wanted = [normalAction(loose)];
        const sent = toSdk(wanted, () => '');
        expect(fromSdk(sent, {})).toEqual(wanted);
        expect(fromSdk(sent.map(echo), {})).toEqual(wanted);
      }),
    );
  });

  it('the order of groups never matters, and their normal form is its own', () => {
    fc.assert(
      fc.property(forward, (loose) => {
        const turned = { forward: { ...loose.forward, targetGroups: loose.forward.targetGroups.toReversed() } };
        const wanted = normalAction(loose);
        expect(normalAction(turned)).toEqual(wanted);
        expect(normalAction(wanted)).toEqual(wanted);
        expect(actionsKey([wanted])).toBe(actionsKey([normalAction(turned)]));
      }),
    );
  });

  it('refs sort anew once they are resolved', () => {
    const symbolic = normalAction({
      forward: {
        targetGroups: [
          { targetGroup: { $ref: 'target-group/default/a', output: 'arn' } },
          { targetGroup: { $ref: 'target-group/default/b', output: 'arn' } },
        ],
      },
    });
    const arns: Record<string, string> = { 'target-group/default/a': 'arn:z', 'target-group/default/b': 'arn:y' };
    const resolved = JSON.parse(JSON.stringify(symbolic), (_, value: unknown) =>
      typeof value === 'object' && value !== null && '$ref' in value ? arns[String(value.$ref)] : value,
    ) as Action;
    const live = read({
      Type: 'forward',
      ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn:y' }, { TargetGroupArn: 'arn:z' }] },
    });
    expect(sameActions([resolved], live)).toBe(true);
  });
});

describe('a forward whose weights somebody else shifts', () => {
  const share = (targetGroup: string, weight: number) => ({ targetGroup, weight });
  const wanted = normalAction({
    forward: { targetGroups: [share('blue', 1), share('other', 5)], shifted: ['blue', 'green'] },
  });
  const live = (...targetGroups: ReturnType<typeof share>[]): Action => normalAction({ forward: { targetGroups } });

  it('does not mind which of the two has it', () => {
    expect(sameActions([wanted], [live(share('blue', 1), share('other', 5))])).toBe(true);
    expect(sameActions([wanted], [live(share('blue', 0), share('green', 100), share('other', 5))])).toBe(true);
    expect(sameActions([wanted], [live(share('green', 100), share('other', 5))])).toBe(true);
  });

  it('minds everything else', () => {
    expect(sameActions([wanted], [live(share('blue', 1), share('other', 6))])).toBe(false);
    expect(sameActions([wanted], [live(share('other', 5))])).toBe(false);
    expect(sameActions([wanted], [live(share('blue', 1), share('other', 5), share('third', 1))])).toBe(false);
  });

  it('is written over with the weights as they stand', () => {
    const shifted = live(share('blue', 0), share('green', 100), share('other', 6));
    expect(keepingShifts([wanted], [shifted])).toEqual([
      live(share('blue', 0), share('green', 100), share('other', 5)),
    ]);
    expect(keepingShifts([wanted], [live(share('other', 6))])).toEqual([wanted]);
  });
});

it('lists the groups that actions use, each once', () => {
  const actions = [
    normalAction(forwardTo('arn:a')),
    normalAction(forwardTo('arn:a')),
    normalAction(forwardTo('arn:b')),
  ];
  expect(targetGroupsOf(actions)).toEqual(['arn:a', 'arn:b']);
});
