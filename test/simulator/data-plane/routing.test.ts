import { expect, test } from 'vitest';
import { createListener, modifyListener } from '../../../src/simulator/elbv2/listeners.ts';
import { modifyListenerAttributes } from '../../../src/simulator/elbv2/listener-attributes.ts';
import { setRulePriorities } from '../../../src/simulator/elbv2/priorities.ts';
import { modifyRule } from '../../../src/simulator/elbv2/rules.ts';
import { certificateArn } from '../elbv2/ground.ts';
import { askAt, openWeb, say } from './ground.ts';

const path = (...Values: string[]) => ({ Field: 'path-pattern', PathPatternConfig: { Values } });

test('pages take turns', async () => {
  const { page, ask } = await openWeb();
  await page('page 01');
  await page('page 02');
  const seen = [await ask(), await ask(), await ask()];
  expect(seen.map(({ status, text }) => [status, text])).toEqual([
    [200, 'page 01'],
    [200, 'page 02'],
    [200, 'page 01'],
  ]);
});

test('a rule sends part of the requests elsewhere, the first by priority', async () => {
  const { page, ask, rule, targetGroup, call } = await openWeb();
  const api = targetGroup('api');
  await page('page 01');
  const apiRule = rule(20, path('/api/*'), { TargetGroupArn: api });
  const healthRule = rule(30, path('/*/health'), say('well'));
  await page('api', api);
  expect((await ask('/api/health')).text).toBe('api');
  expect((await ask('/web/health')).text).toBe('well');
  expect((await ask('/API/')).text).toBe('page 01');
  setRulePriorities(
    {
      RulePriorities: [
        { RuleArn: apiRule, Priority: 30 },
        { RuleArn: healthRule, Priority: 20 },
      ],
    },
    call,
  );
  expect((await ask('/api/health')).text).toBe('well');
});

test('all conditions of a rule have to be met', async () => {
  const { listenerArn, rule, ask, call } = await openWeb();
  const RuleArn = rule(1, path('/door'), say('neighbour'));
  const source = { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.9/32'] } };
  modifyRule({ RuleArn, Conditions: [path('/door'), source] }, call);
  modifyListener({ ListenerArn: listenerArn, DefaultActions: [{ Type: 'fixed-response', ...say('stranger') }] }, call);
  expect((await ask('/door')).text).toBe('stranger');
  expect((await ask('/', { localAddress: '127.0.0.9' })).text).toBe('stranger');
  expect((await ask('/door', { localAddress: '127.0.0.9' })).text).toBe('neighbour');
});

test('a redirect fills in what it is not given', async () => {
  const { rule, ask } = await openWeb();
  const RedirectConfig = { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } as const;
  rule(1, path('/old/*'), { Type: 'redirect', RedirectConfig });
  rule(2, path('/moved'), {
    Type: 'redirect',
    RedirectConfig: { Host: 'new.#{host}', Path: '/to/#{path}', Query: 'port=#{port}', StatusCode: 'HTTP_302' },
  });
  const headers = { host: 'shop.example.com:8080' };
  const whole = await ask('/old/a?b=c', { headers });
  expect([whole.status, whole.headers.location]).toEqual([301, 'https://shop.example.com:443/old/a?b=c']);
  const parts = await ask('/moved', { headers });
  expect([parts.status, parts.headers.location]).toEqual([302, 'http://new.shop.example.com:80/to/moved?port=80']);
});

test('a fixed response answers by itself', async () => {
  const { rule, ask } = await openWeb();
  const FixedResponseConfig = { StatusCode: '418', ContentType: 'text/html', MessageBody: '<p>tea</p>' };
  rule(1, path('/tea'), { Type: 'fixed-response', FixedResponseConfig });
  const { status, headers, text } = await ask('/tea');
  expect([status, headers['content-type'], headers.server, text]).toEqual([
    418,
    'text/html',
    'awselb/2.0',
    '<p>tea</p>',
  ]);
});

test('a listener adds headers to every answer, and keeps its own name to itself', async () => {
  const { page, ask, groupArn, listenerArn, call } = await openWeb();
  const Attributes = [
    { Key: 'routing.http.response.x_frame_options.header_value', Value: 'DENY' },
    { Key: 'routing.http.response.server.enabled', Value: 'false' },
  ];
  modifyListenerAttributes({ ListenerArn: listenerArn, Attributes }, call);
  const own = await ask();
  expect([own.status, own.headers['x-frame-options'], own.headers.server]).toEqual([503, 'DENY', undefined]);
  await page('page 01', groupArn, (_request, response) => response.setHeader('x-frame-options', 'SAMEORIGIN').end());
  expect((await ask()).headers['x-frame-options']).toBe('DENY');
});

test('weights are kept to exactly, and evenly', async () => {
  const { page, ask, targetGroup, listenerArn, groupArn, call } = await openWeb();
  const [green, off] = [targetGroup('green'), targetGroup('off')];
  const TargetGroups = [
    { TargetGroupArn: groupArn, Weight: 3 },
    { TargetGroupArn: green, Weight: 1 },
    { TargetGroupArn: off, Weight: 0 },
  ];
  const DefaultActions = [{ Type: 'forward' as const, ForwardConfig: { TargetGroups } }];
  modifyListener({ ListenerArn: listenerArn, DefaultActions }, call);
  await page('b');
  await page('g', green);
  await page('never', off);
  let seen = '';
  for (let count = 0; count < 8; count += 1) seen += (await ask()).text;
  expect(seen).toMatch(/^(?=.*g.*g)[bg]{8}$/);
  expect(seen.slice(0, 4).replaceAll('b', '')).toBe('g');
  expect(seen.slice(4).replaceAll('b', '')).toBe('g');
});

test('transforms change what the target is asked', async () => {
  const { page, ask, rule, targetGroup } = await openWeb();
  const api = targetGroup('api');
  rule(1, path('/api/*'), { TargetGroupArn: api }, [
    { Type: 'url-rewrite', UrlRewriteConfig: { Rewrites: [{ Regex: '^/api/(.*)$', Replace: '/v2/$1' }] } },
    {
      Type: 'host-header-rewrite',
      HostHeaderRewriteConfig: { Rewrites: [{ Regex: '^(.+)\\.example\\.com$', Replace: '$1.internal' }] },
    },
  ]);
  await page('api', api, (request, response) => response.end(`${request.headers.host}${request.url}`));
  const { text } = await ask('/api/cats?page=2', { headers: { host: 'shop.example.com' } });
  expect(text).toBe('shop.internal/v2/cats?page=2');
});

test('who is not signed in is turned away', async () => {
  const { web, call, dataPlane, groupArn } = await openWeb();
  const AuthenticateOidcConfig = {
    Issuer: 'https://id.example.com',
    AuthorizationEndpoint: 'https://id.example.com/authorize',
    TokenEndpoint: 'https://id.example.com/token',
    UserInfoEndpoint: 'https://id.example.com/me',
    ClientId: 'shop',
    ClientSecret: 'secret',
  };
  const DefaultActions = [
    { Type: 'authenticate-oidc' as const, Order: 1, AuthenticateOidcConfig },
    { Type: 'forward' as const, Order: 2, TargetGroupArn: groupArn },
  ];
  const Certificates = [{ CertificateArn: certificateArn }];
  const LoadBalancerArn = web.LoadBalancerArn;
  createListener({ LoadBalancerArn, Port: 443, Protocol: 'HTTPS', Certificates, DefaultActions }, call);
  const { url } = await dataPlane.open('web', 443);
  const { status, headers } = await askAt(url, '/', { headers: { host: 'shop.example.com' } });
  expect([status, headers.location]).toEqual([
    302,
    'https://id.example.com/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example.com%3A443%2Foauth2%2Fidpresponse&response_type=code&scope=openid',
  ]);
});
