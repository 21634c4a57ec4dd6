import type { Action, CreateListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import {
  addListenerCertificates,
  describeListenerCertificates,
  removeListenerCertificates,
} from '../../../src/simulator/elbv2/certificates.ts';
import {
  createListener,
  deleteListener,
  describeListeners,
  modifyListener,
} from '../../../src/simulator/elbv2/listeners.ts';
import { deleteTargetGroup, describeTargetGroups } from '../../../src/simulator/elbv2/target-groups.ts';
import { createTrustStore } from '../../../src/simulator/elbv2/trust-stores.ts';
import { breakGround, certificateArn, must, refusal } from './ground.ts';

function prepare(type: 'application' | 'network' | 'gateway' = 'application') {
  const ground = breakGround();
  const protocol = { application: 'HTTP', network: 'TCP', gateway: 'GENEVE' } as const;
  const port = type === 'gateway' ? 6081 : 80;
  const group = ground.targetGroup('pages', { Protocol: protocol[type], Port: port });
  const { LoadBalancerArn } = ground.loadBalancer('web', type);
  const create = (more: Partial<CreateListenerInput>) => {
    const DefaultActions: Action[] = [{ Type: 'forward', TargetGroupArn: group }];
    return must(createListener({ LoadBalancerArn, DefaultActions, ...more }, ground.call).Listeners?.[0]);
  };
  return { ...ground, group, LoadBalancerArn, create };
}

const Certificates = [{ CertificateArn: certificateArn }];

describe('creating a listener', () => {
  it('answers a forward to one group both ways, with the defaults', () => {
    const { create, group } = prepare();
    expect(create({ Protocol: 'HTTP', Port: 80 })).toMatchObject({
      ListenerArn: expect.stringMatching(/:listener\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [
        {
          Type: 'forward',
          Order: 1,
          TargetGroupArn: group,
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: group, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
    });
  });

  it('succeeds twice with the same settings, and refuses others on that port', () => {
    const { create, world } = prepare();
    expect(create({ Protocol: 'HTTP', Port: 80 })).toEqual(create({ Protocol: 'HTTP', Port: 80 }));
    expect(world.elbv2.listeners.size).toBe(1);
    expect(() => create({ Protocol: 'HTTPS', Port: 80, Certificates })).toThrow(refusal('DuplicateListener'));
  });

  it('wants the protocols of the type', () => {
    expect(() => prepare().create({ Protocol: 'TCP', Port: 80 })).toThrow(
      refusal('ValidationError', "Listener protocol 'TCP' must be one of 'HTTPS, HTTP'"),
    );
    expect(() => prepare('network').create({ Protocol: 'HTTP', Port: 80 })).toThrow(refusal('ValidationError'));
    expect(() => prepare('gateway').create({ Protocol: 'TCP', Port: 80 })).toThrow(refusal('ValidationError'));
    const listener = prepare('gateway').create({});
    expect([listener.Port, listener.Protocol]).toEqual([undefined, undefined]);
  });

  it('wants target groups that fit', () => {
    const { create, targetGroup } = prepare();
    const on = (more: Parameters<typeof targetGroup>[1]) => () =>
      create({
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroup('other', more) }],
      });
    expect(on({ Protocol: 'TCP' })).toThrow(refusal('IncompatibleProtocols'));
    expect(() =>
      create({ Protocol: 'HTTP', Port: 80, DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:aws:gone' }] }),
    ).toThrow(refusal('TargetGroupNotFound', "'arn:aws:gone' not found"));
    const grpc = prepare();
    const TargetGroupArn = grpc.targetGroup('rpc', { ProtocolVersion: 'GRPC' });
    const DefaultActions: Action[] = [{ Type: 'forward', TargetGroupArn }];
    expect(() => grpc.create({ Protocol: 'HTTP', Port: 80, DefaultActions })).toThrow(
      refusal('InvalidConfigurationRequest', "protocol-version 'GRPC'"),
    );
    expect(grpc.create({ Protocol: 'HTTPS', Port: 443, Certificates, DefaultActions })).toBeDefined();
  });

  it('keeps a target group to one load balancer', () => {
    const { create, group, loadBalancer, listener, call } = prepare();
    create({ Protocol: 'HTTP', Port: 80 });
    create({ Protocol: 'HTTP', Port: 8080 });
    const described = describeTargetGroups({ TargetGroupArns: [group] }, call).TargetGroups?.[0];
    expect(described?.LoadBalancerArns).toHaveLength(1);
    const other = loadBalancer('other').LoadBalancerArn;
    expect(() => listener(other, group)).toThrow(refusal('TargetGroupAssociationLimit'));
    expect(() => deleteTargetGroup({ TargetGroupArn: group }, call)).toThrow(
      refusal('ResourceInUse', 'is currently in use by a listener or a rule'),
    );
  });

  it('secures HTTPS and TLS with one certificate and the default policy', () => {
    const { create } = prepare();
    expect(create({ Protocol: 'HTTPS', Port: 443, Certificates })).toMatchObject({
      SslPolicy: 'ELBSecurityPolicy-2016-08',
      Certificates,
      MutualAuthentication: { Mode: 'off' },
    });
    const refused = (more: Partial<CreateListenerInput>) => () => create({ Protocol: 'HTTPS', Port: 8443, ...more });
    expect(refused({})).toThrow(refusal('ValidationError', 'A certificate must be specified for HTTPS listeners'));
    expect(refused({ Certificates: [...Certificates, ...Certificates] })).toThrow(
      refusal('ValidationError', 'Exactly one'),
    );
    expect(refused({ Certificates: [{ CertificateArn: 'arn:aws:s3:::cert' }] })).toThrow(
      refusal('CertificateNotFound'),
    );
    expect(refused({ Certificates, SslPolicy: 'Best' })).toThrow(refusal('SSLPolicyNotFound'));
    expect(() => create({ Protocol: 'HTTP', Port: 80, Certificates })).toThrow(refusal('ValidationError'));

    const tls = prepare('network').create({ Protocol: 'TLS', Port: 443, Certificates, AlpnPolicy: ['HTTP2Optional'] });
    expect(tls).toMatchObject({ AlpnPolicy: ['HTTP2Optional'], SslPolicy: 'ELBSecurityPolicy-2016-08' });
    expect(() =>
      prepare('network').create({ Protocol: 'TLS', Port: 443, Certificates, AlpnPolicy: ['HTTP3'] }),
    ).toThrow(refusal('ALPNPolicyNotFound'));
  });

  it('verifies clients against a trust store that is there', () => {
    const { create, call } = prepare();
    const bundle = { CaCertificatesBundleS3Bucket: 'b', CaCertificatesBundleS3Key: 'k' };
    const TrustStoreArn = createTrustStore({ Name: 'clients', ...bundle }, call).TrustStores?.[0]?.TrustStoreArn;
    const secure = (TrustStore: string | undefined) =>
      create({
        Protocol: 'HTTPS',
        Port: 443,
        Certificates,
        MutualAuthentication: { Mode: 'verify', TrustStoreArn: TrustStore },
      });
    expect(() => secure('arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:truststore/x/1')).toThrow(
      refusal('TrustStoreNotFound'),
    );
    expect(secure(TrustStoreArn).MutualAuthentication).toMatchObject({
      Mode: 'verify',
      TrustStoreArn,
      IgnoreClientCertificateExpiry: false,
    });
  });
});

describe('actions', () => {
  it('fill in a redirect, and refuse a loop', () => {
    const { create } = prepare();
    const redirect = (RedirectConfig: Action['RedirectConfig']) =>
      create({ Protocol: 'HTTP', Port: 80, DefaultActions: [{ Type: 'redirect', RedirectConfig }] });
    expect(() => redirect({ StatusCode: 'HTTP_301' })).toThrow(refusal('InvalidLoadBalancerAction', 'loop'));
    expect(redirect({ StatusCode: 'HTTP_301', Protocol: 'HTTPS', Port: '443' }).DefaultActions?.[0]).toEqual({
      Type: 'redirect',
      Order: 1,
      RedirectConfig: {
        Protocol: 'HTTPS',
        Port: '443',
        Host: '#{host}',
        Path: '/#{path}',
        Query: '#{query}',
        StatusCode: 'HTTP_301',
      },
    });
  });

  it('weigh up to five groups', () => {
    const { create, targetGroup } = prepare();
    const arns = Array.from({ length: 6 }, (_, index) => targetGroup(`g${index}`));
    const forward = (count: number, Weight = 10) =>
      create({
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: { TargetGroups: arns.slice(0, count).map((TargetGroupArn) => ({ TargetGroupArn, Weight })) },
          },
        ],
      });
    expect(() => forward(6)).toThrow(refusal('TooManyTargetGroups'));
    expect(() => forward(2, 1000)).toThrow(refusal('ValidationError', 'between 0 and 999'));
    const [action] = forward(5).DefaultActions ?? [];
    expect(action?.TargetGroupArn).toBeUndefined();
    expect(action?.ForwardConfig?.TargetGroups).toHaveLength(5);
  });

  it('never answer the secret of an OIDC client, and take the one that stands when asked to', () => {
    const { create, group, call } = prepare();
    const oidc = {
      Issuer: 'https://id.example.com',
      AuthorizationEndpoint: 'https://id.example.com/authorize',
      TokenEndpoint: 'https://id.example.com/token',
      UserInfoEndpoint: 'https://id.example.com/user',
      ClientId: 'web',
    };
    const actions = (more: object): Action[] => [
      { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { ...oidc, ...more } },
      { Type: 'forward', Order: 2, TargetGroupArn: group },
    ];
    expect(() => create({ Protocol: 'HTTP', Port: 80, DefaultActions: actions({ ClientSecret: 's' }) })).toThrow(
      refusal('InvalidLoadBalancerAction', 'only on HTTPS'),
    );
    const secure = { Protocol: 'HTTPS', Port: 443, Certificates } as const;
    expect(() => create({ ...secure, DefaultActions: actions({}) })).toThrow(
      refusal('ValidationError', 'client secret'),
    );
    const listener = create({ ...secure, DefaultActions: actions({ ClientSecret: 's3cret' }) });
    expect(listener.DefaultActions?.[0]?.AuthenticateOidcConfig).toEqual({
      ...oidc,
      SessionCookieName: 'AWSELBAuthSessionCookie',
      Scope: 'openid',
      SessionTimeout: 604_800,
      OnUnauthenticatedRequest: 'authenticate',
    });
    const DefaultActions = actions({ UseExistingClientSecret: true, Scope: 'email' });
    const modified = modifyListener({ ListenerArn: listener.ListenerArn, DefaultActions }, call).Listeners?.[0];
    expect(modified?.DefaultActions?.[0]?.AuthenticateOidcConfig).toMatchObject({ Scope: 'email' });
  });
});

describe('changing a listener', () => {
  it('moves it to another port and protocol', () => {
    const { create, call } = prepare();
    create({ Protocol: 'HTTP', Port: 8080 });
    const { ListenerArn } = create({ Protocol: 'HTTP', Port: 80 });
    const modify = (more: object) => modifyListener({ ListenerArn, ...more }, call).Listeners?.[0];
    expect(() => modify({ Port: 8080 })).toThrow(refusal('ValidationError', "'8080' is already in use"));
    expect(() => modify({ Protocol: 'HTTPS' })).toThrow(refusal('ValidationError', 'certificate'));
    expect(modify({ Protocol: 'HTTPS', Port: 443, Certificates })).toMatchObject({ Protocol: 'HTTPS', Port: 443 });
    expect(modify({ SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' })).toMatchObject({
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      Certificates,
    });
    const plain = modify({ Protocol: 'HTTP' });
    expect([plain?.SslPolicy, plain?.Certificates]).toEqual([undefined, undefined]);
  });

  it('adds and removes certificates, but not the default one', () => {
    const { create, call, world } = prepare();
    const { ListenerArn } = create({ Protocol: 'HTTPS', Port: 443, Certificates });
    const extra = { CertificateArn: 'arn:aws:iam::123456789012:server-certificate/extra' };
    addListenerCertificates({ ListenerArn, Certificates: [extra] }, call);
    const described = () => describeListenerCertificates({ ListenerArn }, call).Certificates;
    expect(described()).toHaveLength(2);
    expect(described()).toContainEqual({ CertificateArn: certificateArn, IsDefault: true });
    expect(() => removeListenerCertificates({ ListenerArn, Certificates }, call)).toThrow(
      refusal('OperationNotPermitted'),
    );
    removeListenerCertificates({ ListenerArn, Certificates: [extra] }, call);
    expect(described()).toHaveLength(1);
    world.elbv2.quotas['certificates-per-application-load-balancer'] = 0;
    expect(() => addListenerCertificates({ ListenerArn, Certificates: [extra] }, call)).toThrow(
      refusal('TooManyCertificates'),
    );
  });

  it('is found by its load balancer, and gone when deleted', () => {
    const { create, call, LoadBalancerArn } = prepare();
    const { ListenerArn } = create({ Protocol: 'HTTP', Port: 80 });
    expect(describeListeners({ LoadBalancerArn }, call).Listeners).toHaveLength(1);
    expect(() => describeListeners({}, call)).toThrow(refusal('ValidationError'));
    deleteListener({ ListenerArn }, call);
    expect(() => describeListeners({ ListenerArns: [must(ListenerArn)] }, call)).toThrow(refusal('ListenerNotFound'));
    expect(() => deleteListener({ ListenerArn }, call)).toThrow(refusal('ListenerNotFound'));
  });
});
