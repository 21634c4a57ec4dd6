import { describe, expect, it } from 'vitest';
import type { Live } from '../../../src/core/resource.ts';
import { normalAction } from '../../../src/resources/action/normal.ts';
import type { ListenerState } from '../../../src/resources/listener/type.ts';
import { listener } from '../../../src/resources/registry.ts';
import { startLab, type Lab } from '../lab.ts';
import { rigFor, type Rig, type RigOptions } from '../rig.ts';
import { buildWeb, forwardTo, type Web } from './web.ts';

const certificate = (name: string): string => `arn:aws:acm:ap-northeast-2:123456789012:certificate/${name}`;

interface Site {
  readonly lab: Lab;
  readonly web: Web;
  readonly rig: Rig<ListenerState>;
}

async function start(type?: 'application' | 'network' | 'gateway', options: RigOptions = {}): Promise<Site> {
  const lab = await startLab();
  const web = await buildWeb({ ...lab, subnets: [lab.subnets.a1, lab.subnets.c1] }, type);
  return { lab, web, rig: await rigFor(listener, lab.url, { parents: [web.balancer], ...options }) };
}

function http({ balancer, blue }: Web): ListenerState {
  return { loadBalancer: balancer.physical, port: 80, protocol: 'HTTP', defaultActions: forwardTo([blue]) };
}

function https(web: Web): ListenerState {
  return {
    ...http(web),
    port: 443,
    protocol: 'HTTPS',
    sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    certificate: certificate('one'),
    extraCertificates: [certificate('two'), certificate('three')],
  };
}

async function expectSettled(rig: Rig<ListenerState>, wanted: ListenerState): Promise<Live<ListenerState>> {
  const live = await rig.live();
  expect(rig.differences(wanted, live)).toEqual([]);
  return live;
}

describe('a listener on the simulator', () => {
  it.each<[string, 'application' | 'network' | 'gateway', (web: Web) => ListenerState]>([
    ['HTTP', 'application', http],
    [
      'HTTP with weights and attributes',
      'application',
      (web) => ({
        ...http(web),
        defaultActions: forwardTo([web.green, 9], [web.blue]),
        attributes: { 'routing.http.response.server.enabled': 'false' },
      }),
    ],
    ['HTTPS with certificates', 'application', https],
    [
      'HTTPS that asks for client certificates',
      'application',
      (web) => ({ ...https(web), mutualAuthentication: { mode: 'passthrough' } }),
    ],
    [
      'TLS',
      'network',
      (web) => ({
        ...https(web),
        protocol: 'TLS',
        alpnPolicy: 'HTTP2Preferred',
        defaultActions: forwardTo([web.blue]),
      }),
    ],
    ['TCP', 'network', (web) => ({ ...http(web), protocol: 'TCP', attributes: { 'tcp.idle_timeout.seconds': '600' } })],
    [
      'a gateway’s',
      'gateway',
      ({ balancer, blue }) => ({ loadBalancer: balancer.physical, defaultActions: forwardTo([blue]) }),
    ],
  ])('%s is as it was asked for once created', async (_, type, stateIn) => {
    const { web, rig } = await start(type);
    const wanted = stateIn(web);
    await rig.create(wanted);
    const live = await expectSettled(rig, wanted);
    expect(live).toMatchObject({ parent: web.balancer.physical, outputs: { arn: live.physical } });
    expect(live.uses).toContain(web.blue);
  });

  it('reports nothing undeclared where AWS’s defaults stand', async () => {
    const { web, rig } = await start();
    const live = await rig.create({ ...https(web), sslPolicy: 'ELBSecurityPolicy-2016-08' });
    expect(live.state).toMatchObject({ mutualAuthentication: { mode: 'off' } });
    expect(live.state).not.toHaveProperty('alpnPolicy');
  });

  it('has what stands on it changed in one call, and only what differs', async () => {
    const { lab, web, rig } = await start();
    await rig.create(http(web));
    const wanted = { ...http(web), port: 8080, defaultActions: forwardTo([web.blue, 2], [web.green, 1]) };
    lab.simulator.journal.clear();
    expect(await rig.update(wanted)).toEqual(['listener']);
    expect(lab.simulator.journal.count('ModifyListener')).toBe(1);
    expect(lab.simulator.journal.writes()).toBe(2);
    await expectSettled(rig, wanted);
  });

  it('lets a former group go in a call of its own', async () => {
    const { lab, web, rig } = await start();
    await rig.create(http(web));
    const wanted = { ...http(web), defaultActions: forwardTo([web.green]) };
    lab.simulator.journal.clear();
    await rig.update(wanted);
    expect(lab.simulator.journal.count('ModifyListener')).toBe(2);
    const live = await expectSettled(rig, wanted);
    expect(live.uses).toEqual([web.green]);
  });

  it('takes on TLS and drops it again', async () => {
    const { web, rig } = await start();
    await rig.create(http(web));
    await rig.update(https(web));
    await expectSettled(rig, https(web));
    await rig.update({ ...http(web), port: 443 });
    const live = await expectSettled(rig, { ...http(web), port: 443 });
    expect(live.state).not.toHaveProperty('sslPolicy');
  });

  it('goes back to AWS’s policy and to no client certificates once nobody asks for others', async () => {
    const { web, rig } = await start();
    await rig.create({ ...https(web), mutualAuthentication: { mode: 'passthrough' } });
    const { sslPolicy: _, ...plain } = https(web);
    expect(await rig.update(plain)).toEqual(['listener']);
    const live = await expectSettled(rig, plain);
    expect(live.state).toMatchObject({
      sslPolicy: 'ELBSecurityPolicy-2016-08',
      mutualAuthentication: { mode: 'off' },
    });
    expect(await rig.update(plain)).toEqual([]);
  });

  it('adds certificates before it removes others', async () => {
    const { lab, web, rig } = await start();
    await rig.create(https(web));
    const wanted = { ...https(web), extraCertificates: [certificate('three'), certificate('four')] };
    lab.simulator.journal.clear();
    expect(await rig.update(wanted)).toEqual(['certificates']);
    const written = lab.simulator.journal.entries().filter(({ action }) => action.includes('ListenerCertificates'));
    expect(written.map(({ action }) => action).filter((action) => !action.startsWith('Describe'))).toEqual([
      'AddListenerCertificates',
      'RemoveListenerCertificates',
    ]);
    await expectSettled(rig, wanted);
  });

  it('lets the default certificate and a further one change places', async () => {
    const { web, rig } = await start();
    await rig.create(https(web));
    const wanted = {
      ...https(web),
      certificate: certificate('two'),
      extraCertificates: [certificate('one'), certificate('three')],
    };
    expect(await rig.update(wanted)).toEqual(['listener', 'certificates']);
    await expectSettled(rig, wanted);
  });

  it('writes only the attributes that differ, and resets those once declared', async () => {
    const { web, rig } = await start();
    await rig.create({
      ...http(web),
      attributes: {
        'routing.http.response.server.enabled': 'false',
        'routing.http.response.x_frame_options.header_value': 'DENY',
      },
    });
    const wanted = { ...http(web), attributes: { 'routing.http.response.x_frame_options.header_value': 'SAMEORIGIN' } };
    expect(await rig.update(wanted)).toEqual(['attributes']);
    const live = await expectSettled(rig, wanted);
    expect(live.state.attributes).toMatchObject({ 'routing.http.response.server.enabled': 'true' });
  });

  it('keeps a secret out of everything but the call that needs it, and sees that it changed', async () => {
    const asked: string[] = [];
    const secret: RigOptions['secret'] = ({ $secret, digest }) => {
      asked.push($secret);
      return `value of ${digest}`;
    };
    const { lab, web, rig } = await start('application', { secret });
    const signIn = (digest: string): ListenerState => ({
      ...https(web),
      defaultActions: [
        normalAction({
          authenticateOidc: {
            issuer: 'https://id.example.com',
            authorizationEndpoint: 'https://id.example.com/authorize',
            tokenEndpoint: 'https://id.example.com/token',
            userInfoEndpoint: 'https://id.example.com/userinfo',
            clientId: 'web',
            clientSecret: { $secret: 'env:OIDC_SECRET', digest },
          },
        }),
        ...forwardTo([web.blue]),
      ],
    });
    await rig.create(signIn('first'));
    await expectSettled(rig, signIn('first'));
    expect(await rig.update(signIn('first'))).toEqual([]);
    expect(await rig.update(signIn('second'))).toEqual(['listener']);
    await expectSettled(rig, signIn('second'));
    expect(asked).toEqual(['env:OIDC_SECRET', 'env:OIDC_SECRET']);
    expect(JSON.stringify(await rig.live())).not.toContain('value of');
    expect(lab.simulator.world().elbv2.listeners.size).toBe(1);
  });

  it('is gone once removed, and stays so when removed again', async () => {
    const { web, rig } = await start();
    const live = await rig.create(http(web));
    await listener.apply.remove(rig.context, live);
    await listener.apply.remove(rig.context, live);
    expect(await rig.observe()).toEqual({ live: [], unreadable: [] });
  });

  it.each(['drop-after', 'drop-before', 'throttle'] as const)('is made once where a create meets %s', async (kind) => {
    const { lab, web, rig } = await start();
    lab.simulator.faults.add({ kind, action: 'CreateListener', times: 1 });
    const live = await rig.create(http(web));
    expect(rig.differences(http(web), live)).toEqual([]);
    expect(lab.simulator.world().elbv2.listeners.size).toBe(1);
  });

  it('does not take a port from somebody else’s listener', async () => {
    const { web, rig } = await start();
    const theirs = { ...http(web), defaultActions: forwardTo([web.green]) };
    await listener.apply.create(rig.context, { wanted: theirs, tags: { Name: 'by hand' } });
    await expect(rig.create(http(web))).rejects.toMatchObject({ code: 'owner-conflict' });
  });
});

describe('reading listeners', () => {
  it('asks for the certificates of those only that have some', async () => {
    const { lab, web, rig } = await start();
    await listener.apply.create(rig.context, { wanted: http(web), tags: {} });
    await listener.apply.create(rig.context, { wanted: https(web), tags: {} });
    lab.simulator.journal.clear();
    expect((await rig.observe()).live).toHaveLength(2);
    const calls = lab.simulator.journal
      .entries()
      .map(({ action }) => action)
      .sort();
    expect(calls).toEqual([
      'DescribeListenerAttributes',
      'DescribeListenerAttributes',
      'DescribeListenerCertificates',
      'DescribeListeners',
      'DescribeTags',
    ]);
  });

  it('reports what it could not read, and where', async () => {
    const { lab, web, rig } = await start();
    const { physical } = await rig.create(http(web));
    const deny = (action: string) => lab.simulator.faults.add({ kind: 'access-denied', action });
    deny('DescribeListenerAttributes');
    const partly = await rig.observe();
    expect(partly.live).toMatchObject([{ physical, state: { port: 80 } }]);
    expect(partly.unreadable).toMatchObject([{ type: 'listener', physical }]);
    deny('DescribeListeners');
    expect(await rig.observe()).toMatchObject({
      live: [],
      unreadable: [{ type: 'listener', parent: web.balancer.physical }],
    });
  });

  it('leaves out the listeners of a load balancer that is gone', async () => {
    const { web, rig } = await start();
    await rig.create(http(web));
    await rig.aws.elbv2.deleteLoadBalancer({ LoadBalancerArn: web.balancer.physical });
    expect(await rig.observe()).toEqual({ live: [], unreadable: [] });
  });
});
