import { EventEmitter, once } from 'node:events';
import { Agent, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { setInstanceState } from '../../../src/simulator/ec2/instances.ts';
import { createListener } from '../../../src/simulator/elbv2/listeners.ts';
import { setTargetHealth } from '../../../src/simulator/elbv2/target-health.ts';
import { modifyTargetGroupAttributes } from '../../../src/simulator/elbv2/target-group-attributes.ts';
import { deregisterTargets, registerTargets } from '../../../src/simulator/elbv2/targets.ts';
import { must } from '../elbv2/ground.ts';
import { openWeb, serve } from './ground.ts';

test('an unhealthy target gets nothing, unless there is no healthy one', async () => {
  const { page, ask, groupArn, world } = await openWeb();
  const first = await page('page 01');
  const second = await page('page 02');
  const fail = (id: string) =>
    setTargetHealth(world, { targetGroupArn: groupArn, id, port: 80 }, 'Target.FailedHealthChecks');
  fail(first);
  expect([(await ask()).text, (await ask()).text]).toEqual(['page 02', 'page 02']);
  fail(second);
  expect([(await ask()).text, (await ask()).text].toSorted()).toEqual(['page 01', 'page 02']);
});

test('a group may ask for more healthy targets before the unhealthy ones are left alone', async () => {
  const { page, ask, groupArn, world, call } = await openWeb();
  const id = await page('page 01');
  await page('page 02');
  setTargetHealth(world, { targetGroupArn: groupArn, id, port: 80 }, 'Target.Timeout');
  const Key = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage';
  modifyTargetGroupAttributes({ TargetGroupArn: groupArn, Attributes: [{ Key, Value: '60' }] }, call);
  expect([(await ask()).text, (await ask()).text].toSorted()).toEqual(['page 01', 'page 02']);
});

test('targets get nothing before their first verdict, nor when they are stopped or drain', async () => {
  const { page, ask, groupArn, world, clock, call } = await openWeb({ initialHealthMs: 1000 });
  const id = await page('page 01');
  expect(await ask()).toMatchObject({ status: 503, text: expect.stringContaining('pages') as string });
  clock.advance(1000);
  expect((await ask()).text).toBe('page 01');
  const instance = must(world.ec2.instances.get(id));
  setInstanceState(world, instance, 'stopped');
  expect((await ask()).status).toBe(503);
  setInstanceState(world, instance, 'running');
  deregisterTargets({ TargetGroupArn: groupArn, Targets: [{ Id: id }] }, call);
  expect((await ask()).status).toBe(503);
});

test('a request that a draining target has already got is answered', async () => {
  const { page, ask, groupArn, clock, call } = await openWeb();
  const server = new EventEmitter<{ asked: [ServerResponse] }>();
  const id = await page('slow', groupArn, (_request, response) => server.emit('asked', response));
  const got = once(server, 'asked');
  const asked = ask();
  const [response] = (await got) as [ServerResponse];
  deregisterTargets({ TargetGroupArn: groupArn, Targets: [{ Id: id }] }, call);
  clock.advance(60_000);
  expect((await ask()).status).toBe(503);
  response.end('at last');
  expect((await asked).text).toBe('at last');
});

test('a target without a server, and one whose server fails, answer 502', async () => {
  const { instance, ask, groupArn, dataPlane, call } = await openWeb();
  const { instanceId: Id } = instance();
  registerTargets({ TargetGroupArn: groupArn, Targets: [{ Id }] }, call);
  expect(await ask()).toMatchObject({ status: 502, text: expect.stringContaining(Id) as string });
  dataPlane.serve({ id: Id, port: 80 }, await serve((request) => request.socket.destroy()));
  expect((await ask()).status).toBe(502);
});

test('servers for targets that come and go are asked for', async () => {
  const { targetGroup, rule, ask, dataPlane, call } = await openWeb();
  const TargetGroupArn = targetGroup('tasks', { TargetType: 'ip' });
  rule(1, { Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }, { TargetGroupArn });
  registerTargets({ TargetGroupArn, Targets: [{ Id: '172.31.0.10', Port: 8080 }] }, call);
  const origin = await serve((_request, response) => response.end('task'));
  dataPlane.resolveBy(({ id, port }, group) =>
    `${group.name} ${id}:${port}` === 'tasks 172.31.0.10:8080' ? origin : undefined,
  );
  expect((await ask()).text).toBe('task');
});

test('a network load balancer hands over to the application load balancer behind it', async () => {
  const { page, targetGroup, web, loadBalancer, dataPlane, call } = await openWeb();
  await page('page 01');
  const front = targetGroup('front', { TargetType: 'alb', Protocol: 'TCP' });
  const { LoadBalancerArn } = loadBalancer('static', 'network');
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: front }];
  createListener({ LoadBalancerArn, Protocol: 'TCP', Port: 80, DefaultActions }, call);
  registerTargets({ TargetGroupArn: front, Targets: [{ Id: must(web.LoadBalancerArn) }] }, call);
  const { url } = await dataPlane.open('static', 80);
  expect(await (await fetch(url)).text()).toBe('page 01');
});

test('bodies stream both ways, and what concerns one connection only stays behind', async () => {
  const { page, ask, groupArn } = await openWeb();
  await page('echo', groupArn, (request, response) => {
    const { connection: _connection, host: _host, ...headers } = request.headers;
    response.writeHead(201, 'Made', { 'x-seen': JSON.stringify(headers), 'set-cookie': ['a=1', 'b=2'] });
    request.pipe(response);
  });
  const body = 'x'.repeat(300_000);
  const headers = { 'x-forwarded-for': '192.0.2.1', te: 'trailers', 'transfer-encoding': 'chunked' };
  const posted = await ask('/', { method: 'POST', body, headers });
  expect([posted.status, posted.text === body, posted.headers['set-cookie']]).toEqual([201, true, ['a=1', 'b=2']]);
  expect(JSON.parse(String(posted.headers['x-seen']))).toEqual({
    'transfer-encoding': 'chunked',
    'x-forwarded-for': '192.0.2.1, 127.0.0.1',
    'x-forwarded-port': '80',
    'x-forwarded-proto': 'http',
  });
});

test('HEAD has the length and no body', async () => {
  const { page, ask, groupArn } = await openWeb();
  await page('head', groupArn, (_request, response) => {
    response.setHeader('content-length', 7);
    response.end();
  });
  const { status, headers, text } = await ask('/', { method: 'HEAD' });
  expect([status, headers['content-length'], text]).toEqual([200, '7', '']);
});

test('a thousand requests over one connection pass through changes of rules and targets', async () => {
  const { page, ask, rule, groupArn, targetGroup, clock, call } = await openWeb();
  const leaving = await page('old');
  await page('stays');
  const api = targetGroup('api');
  await page('api', api);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const seen = new Map<string, number>();
  for (let count = 0; count < 1000; count += 1) {
    if (count === 300) deregisterTargets({ TargetGroupArn: groupArn, Targets: [{ Id: leaving }] }, call);
    if (count === 500)
      rule(1, { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }, { TargetGroupArn: api });
    const { status, text } = await ask('/api/', { agent });
    seen.set(`${status} ${text}`, (seen.get(`${status} ${text}`) ?? 0) + 1);
    clock.advance(10);
  }
  expect(Object.fromEntries(seen)).toEqual({ '200 old': 150, '200 stays': 350, '200 api': 500 });
});

test('where nothing listens, connections are cut', async () => {
  const { ask, dataPlane, clock, web, listener, groupArn } = await openWeb({ provisioningMs: 1000 });
  await expect(ask()).rejects.toThrow('socket hang up');
  clock.advance(1000);
  expect((await ask()).status).toBe(503);
  const { url, close } = await dataPlane.open(must(web.DNSName), 81);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  listener(web.LoadBalancerArn, groupArn, 81);
  expect((await fetch(url)).status).toBe(503);
  await close();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
