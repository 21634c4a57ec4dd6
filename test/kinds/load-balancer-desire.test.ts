import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../src/core/resource.ts';
import type { DesireContext } from '../../src/kinds/context.ts';
import { desireLoadBalancer } from '../../src/kinds/load-balancer/desire.ts';
import { manifestsOf } from './manifests.ts';

const context: DesireContext = {
  loadBalancerOf: () => undefined,
  targetsOf: () => undefined,
  groupOf: () => undefined,
  shiftsOf: () => undefined,
  secretDigest: (source) => `digest of ${source}`,
};

const groups = ['web', 'api', 'tcp', 'appliance']
  .map((name) => {
    const protocol = { tcp: 'TCP', appliance: 'GENEVE' }[name] ?? 'HTTP';
    return `---
apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: ${name} }
spec: { vpc: { default: true }, protocol: ${protocol}, port: ${protocol === 'GENEVE' ? 6081 : 80} }
`;
  })
  .join('');

function desire(spec: string): Wanted[] {
  const text = `apiVersion: evenkeel.dev/v1
kind: LoadBalancer
metadata: { name: front }
spec:
${spec.replaceAll(/^/gm, '  ')}
${groups}`;
  const manifest = manifestsOf(text).find((one) => one.kind === 'LoadBalancer');
  if (manifest?.kind !== 'LoadBalancer') throw new Error('there is no load balancer in it');
  return desireLoadBalancer(manifest, context);
}

function stateOf(wanted: readonly Wanted[], id: string): object | undefined {
  return wanted.find((one) => one.id === id)?.state;
}

describe('what a LoadBalancer manifest asks for', () => {
  it.each([
    ['301', 'HTTP_301'],
    ['"301"', 'HTTP_301'],
    ['HTTP_301', 'HTTP_301'],
    ['302', 'HTTP_302'],
    ['"302"', 'HTTP_302'],
    ['HTTP_302', 'HTTP_302'],
  ])('has a redirect with the code %s as AWS names it', (written, named) => {
    const wanted = desire(`
subnets: [{ id: subnet-0a }, { id: subnet-0c }]
listeners:
  - port: 80
    protocol: HTTP
    defaultActions: [{ redirect: { host: www.example.com, statusCode: ${written} } }]`);
    expect(stateOf(wanted, 'listener/default/front/80')).toMatchObject({
      defaultActions: [{ redirect: { statusCode: named } }],
    });
  });

  it('is the load balancer, each listener and each rule, one below the other', () => {
    const wanted = desire(`
subnets: [{ id: subnet-0a }, { id: subnet-0c }]
listeners:
  - port: 80
    protocol: HTTP
    defaultActions: [{ forward: { targetGroups: [{ targetGroup: { ref: web } }] } }]
    rules:
      - name: api
        priority: 10
        conditions: [{ pathPattern: ["/api/*"] }]
        actions: [{ forward: { targetGroups: [{ targetGroup: { ref: default/api } }] } }]`);
    expect(wanted.map(({ id, type, parent, key, at }) => [id, type, parent, key, at])).toEqual([
      ['load-balancer/default/front', 'load-balancer', undefined, '', '/spec'],
      ['listener/default/front/80', 'listener', 'load-balancer/default/front', '80', '/spec/listeners/80'],
      [
        'listener-rule/default/front/80/api',
        'listener-rule',
        'listener/default/front/80',
        '80/api',
        '/spec/listeners/80/rules/api',
      ],
    ]);
    expect(wanted.map(({ manifest }) => manifest)).toEqual(wanted.map(() => 'LoadBalancer/default/front'));
    expect(wanted.map(({ source }) => [source.line, source.column])).toEqual([
      [6, 3],
      [8, 7],
      [12, 11],
    ]);
    expect(stateOf(wanted, 'load-balancer/default/front')).toEqual({
      name: 'front',
      type: 'application',
      scheme: 'internet-facing',
      subnets: [{ subnet: 'subnet-0a' }, { subnet: 'subnet-0c' }],
    });
    expect(stateOf(wanted, 'listener/default/front/80')).toEqual({
      loadBalancer: { $ref: 'load-balancer/default/front', output: 'arn' },
      port: 80,
      protocol: 'HTTP',
      defaultActions: [
        {
          forward: {
            targetGroups: [{ targetGroup: { $ref: 'target-group/default/web', output: 'arn' }, weight: 1 }],
            stickiness: { enabled: false },
          },
        },
      ],
    });
    expect(stateOf(wanted, 'listener-rule/default/front/80/api')).toEqual({
      listener: { $ref: 'listener/default/front/80', output: 'arn' },
      priority: 10,
      conditions: [{ pathPattern: ['/api/*'] }],
      actions: [
        {
          forward: {
            targetGroups: [{ targetGroup: { $ref: 'target-group/default/api', output: 'arn' }, weight: 1 }],
            stickiness: { enabled: false },
          },
        },
      ],
    });
  });

  it('looks subnets and groups up in the VPC that is said', () => {
    const [root] = desire(`
name: Web-ALB
vpc: { name: VPC-Lab }
subnets: [{ name: Public subnet A }, { tags: { Tier: public } }]
securityGroups: [{ name: shared }, { id: sg-0abc }]
minimumCapacity: { capacityUnits: 100 }
attributes: { idle_timeout.timeout_seconds: 60, deletion_protection.enabled: true }
tags: { team: web }`);
    const vpc = { $find: 'vpc', by: { name: 'VPC-Lab' } };
    expect(root?.state).toEqual({
      name: 'Web-ALB',
      type: 'application',
      scheme: 'internet-facing',
      subnets: [
        { subnet: { $find: 'subnet', by: { name: 'Public subnet A' }, vpc } },
        { subnet: { $find: 'subnet', by: { tags: { Tier: 'public' } }, vpc, many: true } },
      ],
      securityGroups: ['sg-0abc', { $find: 'security-group', by: { name: 'shared' }, vpc }],
      minimumCapacityUnits: 100,
      attributes: { 'idle_timeout.timeout_seconds': '60', 'deletion_protection.enabled': 'true' },
      tags: { team: 'web' },
    });
  });

  it('keeps the addresses of a network load balancer, and everything about TLS', () => {
    const wanted = desire(`
type: network
scheme: internal
subnets: [{ id: subnet-0a, privateIPv4Address: 10.0.1.5 }]
listeners:
  - port: 443
    protocol: TLS
    sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
    alpnPolicy: HTTP2Preferred
    certificates:
      - arn: arn:aws:acm:eu-west-1:123456789012:certificate/one
      - arn: arn:aws:acm:eu-west-1:123456789012:certificate/three
      - arn: arn:aws:acm:eu-west-1:123456789012:certificate/two
    defaultActions: [{ forward: { targetGroups: [{ targetGroup: { ref: tcp } }] } }]`);
    expect(wanted[0]?.state).toMatchObject({
      type: 'network',
      scheme: 'internal',
      subnets: [{ subnet: 'subnet-0a', privateIPv4Address: '10.0.1.5' }],
    });
    expect(wanted[1]?.state).toMatchObject({
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      alpnPolicy: 'HTTP2Preferred',
      certificate: 'arn:aws:acm:eu-west-1:123456789012:certificate/one',
      extraCertificates: [
        'arn:aws:acm:eu-west-1:123456789012:certificate/three',
        'arn:aws:acm:eu-west-1:123456789012:certificate/two',
      ],
    });
  });

  it('has for a gateway neither scheme nor port', () => {
    const [root, listener] = desire(`
type: gateway
subnets: [{ default: true }]
listeners:
  - attributes: { tcp.idle_timeout.seconds: 60 }
    defaultActions: [{ forward: { targetGroups: [{ targetGroup: { ref: appliance } }] } }]`);
    expect(root?.state).toEqual({
      name: 'front',
      type: 'gateway',
      subnets: [{ subnet: { $find: 'subnet', by: { default: true }, many: true } }],
    });
    expect(listener).toMatchObject({
      id: 'listener/default/front/default',
      key: 'default',
      state: { attributes: { 'tcp.idle_timeout.seconds': '60' } },
    });
    expect(listener?.state).not.toHaveProperty('port');
  });

  it('fills in AWS’s defaults of actions, and puts in order what AWS keeps in none', () => {
    const wanted = desire(`
subnets: [{ id: subnet-0a }, { id: subnet-0c }]
listeners:
  - port: 443
    protocol: HTTPS
    certificates: [{ arn: "arn:aws:acm:eu-west-1:123456789012:certificate/one" }]
    mutualAuthentication:
      mode: verify
      trustStore: { arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:truststore/one/0abc" }
    defaultActions:
      - authenticateOidc:
          issuer: https://id.example.com
          authorizationEndpoint: https://id.example.com/authorize
          tokenEndpoint: https://id.example.com/token
          userInfoEndpoint: https://id.example.com/userinfo
          clientId: web
          clientSecretFrom: { env: OIDC_SECRET }
      - redirect: { host: www.example.com, statusCode: HTTP_301 }
    rules:
      - name: one
        priority: 1
        conditions:
          - pathPattern: ["/b", "/a"]
          - httpHeader: { name: X-Env, regexValues: [beta] }
          - hostHeader: [API.example.com]
        transforms:
          - urlRewrite: { regex: "^/a", replace: "/" }
          - hostHeaderRewrite: { regex: "^.*$", replace: inner.example.com }
        actions: [{ fixedResponse: { statusCode: "503" } }]`);
    expect(wanted[1]?.state).toMatchObject({
      mutualAuthentication: {
        mode: 'verify',
        trustStore: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:truststore/one/0abc',
      },
      extraCertificates: [],
      defaultActions: [
        {
          authenticateOidc: {
            clientId: 'web',
            clientSecret: { $secret: 'env:OIDC_SECRET', digest: 'digest of env:OIDC_SECRET' },
            sessionCookieName: 'AWSELBAuthSessionCookie',
            scope: 'openid',
            sessionTimeout: 604_800,
            onUnauthenticatedRequest: 'authenticate',
          },
        },
        {
          redirect: {
            protocol: '#{protocol}',
            port: '#{port}',
            host: 'www.example.com',
            path: '/#{path}',
            query: '#{query}',
            statusCode: 'HTTP_301',
          },
        },
      ],
    });
    expect(wanted[2]?.state).toMatchObject({
      conditions: [
        { hostHeader: ['api.example.com'] },
        { httpHeader: { name: 'x-env', regex: ['beta'] } },
        { pathPattern: ['/a', '/b'] },
      ],
      transforms: [
        { hostHeaderRewrite: { regex: '^.*$', replace: 'inner.example.com' } },
        { urlRewrite: { regex: '^/a', replace: '/' } },
      ],
      actions: [{ fixedResponse: { statusCode: '503', contentType: 'text/plain' } }],
    });
  });
});
