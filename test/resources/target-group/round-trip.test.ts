import { describe, expect, it } from 'vitest';
import type { Live } from '../../../src/core/resource.ts';
import { observe } from '../../../src/engine/observe.ts';
import { loadBalancer, targetGroup } from '../../../src/resources/registry.ts';
import type { Resource } from '../../../src/resources/resource.ts';
import type { TargetGroupState } from '../../../src/resources/target-group/type.ts';
import { setTargetHealth } from '../../../src/simulator/elbv2/target-health.ts';
import { startLab, type Lab } from '../lab.ts';
import { OWNER, rigFor, type Rig } from '../rig.ts';

function http({ vpc }: Lab): TargetGroupState {
  return {
    name: 'web',
    targetType: 'ip',
    protocol: 'HTTP',
    protocolVersion: 'HTTP1',
    port: 8080,
    vpc,
    ipAddressType: 'ipv4',
    healthCheck: { path: '/health', intervalSeconds: 15 },
    attributes: { 'deregistration_delay.timeout_seconds': '30' },
    tags: { team: 'web' },
  };
}

/** A load balancer with a listener that forwards to the group. */
async function forwardTo(lab: Lab, arn: string): Promise<Live> {
  const balancers = await rigFor(loadBalancer, lab.url);
  const balancer = await balancers.create({
    name: 'front',
    type: 'application',
    scheme: 'internal',
    subnets: [{ subnet: lab.subnets.a1 }, { subnet: lab.subnets.c1 }],
  });
  await balancers.aws.elbv2.createListener({
    LoadBalancerArn: balancer.physical,
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'forward', TargetGroupArn: arn }],
  });
  return balancer;
}

async function start(): Promise<{ lab: Lab; rig: Rig<TargetGroupState> }> {
  const lab = await startLab();
  return { lab, rig: await rigFor(targetGroup, lab.url) };
}

describe('a target group on the simulator', () => {
  it.each<[string, (lab: Lab) => TargetGroupState]>([
    ['an HTTP group', http],
    ['an HTTPS group', (lab) => ({ name: 'web', targetType: 'instance', protocol: 'HTTPS', port: 443, vpc: lab.vpc })],
    [
      'a gRPC group',
      (lab) => ({ ...http(lab), protocolVersion: 'GRPC', healthCheck: { path: '/ready', matcher: '0-5' } }),
    ],
    [
      'a TCP group that is checked by HTTP',
      (lab) => ({
        name: 'web',
        targetType: 'instance',
        protocol: 'TCP',
        port: 80,
        vpc: lab.vpc,
        healthCheck: { protocol: 'HTTP', path: '/health', matcher: '200-299' },
        attributes: { 'preserve_client_ip.enabled': 'false' },
      }),
    ],
    [
      'a gateway group',
      (lab) => ({
        name: 'web',
        targetType: 'instance',
        protocol: 'GENEVE',
        port: 6081,
        vpc: lab.vpc,
        attributes: { 'target_failover.on_deregistration': 'rebalance', 'target_failover.on_unhealthy': 'rebalance' },
      }),
    ],
    [
      'a group of a function',
      () => ({
        name: 'web',
        targetType: 'lambda',
        healthCheck: { enabled: true },
        attributes: { 'lambda.multi_value_headers.enabled': 'true' },
      }),
    ],
    [
      'a group of a load balancer',
      (lab) => ({ name: 'web', targetType: 'alb', protocol: 'TCP', port: 80, vpc: lab.vpc }),
    ],
  ])('%s is as it was asked for once created', async (_, stateIn) => {
    const { lab, rig } = await start();
    const live = await rig.create(stateIn(lab));
    expect(rig.differences(stateIn(lab), live)).toEqual([]);
    expect(live).toMatchObject({ name: 'web', outputs: { arn: live.physical }, uses: [] });
  });

  it('has its health check and its attributes changed in one call each, and only what differs', async () => {
    const { lab, rig } = await start();
    await rig.create(http(lab));
    const wanted = {
      ...http(lab),
      healthCheck: { path: '/', timeoutSeconds: 10, intervalSeconds: 15 },
      attributes: { 'slow_start.duration_seconds': '60' },
    };
    lab.simulator.journal.clear();
    expect(await rig.update(wanted)).toEqual(['healthCheck', 'attributes']);
    expect(lab.simulator.journal.writes()).toBe(3);
    const live = await rig.live();
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.state.attributes).toMatchObject({ 'deregistration_delay.timeout_seconds': '300' });
  });

  it('has its health check reset once nobody asks for another one any more', async () => {
    const { lab, rig } = await start();
    const plain: TargetGroupState = { name: 'web', targetType: 'instance', protocol: 'TCP', port: 80, vpc: lab.vpc };
    await rig.create({
      ...plain,
      healthCheck: { protocol: 'HTTP', path: '/health', matcher: '200', timeoutSeconds: 5 },
    });
    await rig.update(plain);
    const { state } = await rig.live();
    expect(state.healthCheck).toMatchObject({ protocol: 'TCP' });
    expect(state.healthCheck).not.toHaveProperty('path');
    expect(await rig.update(plain)).toEqual([]);
  });

  it.each<Partial<TargetGroupState>>([
    { name: 'other' },
    { targetType: 'instance' },
    { protocol: 'HTTPS' },
    { protocolVersion: 'HTTP2' },
    { port: 9090 },
    { ipAddressType: 'ipv6' },
  ])('is replaced for the sake of %o', async (change) => {
    const { lab, rig } = await start();
    await rig.create(http(lab));
    await expect(rig.update({ ...http(lab), ...change })).rejects.toThrow(/^replace: /);
  });

  it('may go by the name of a replacement', async () => {
    const { lab, rig } = await start();
    const live = await rig.create({ ...http(lab), name: 'web-0123abcd' });
    expect(rig.differences(http(lab), live)).toEqual([]);
  });

  it('belongs to one load balancer, and to none before it is used', async () => {
    const { lab, rig } = await start();
    const { physical } = await rig.create(http(lab));
    const unused = await rig.live();
    expect(
      rig.differences({ ...http(lab), loadBalancer: { $unknown: 'load-balancer/default/front' } }, unused),
    ).toEqual([]);
    const front = await forwardTo(lab, physical);
    const used = await rig.live([front]);
    expect(used.state.loadBalancer).toBe(front.physical);
    expect(rig.differences({ ...http(lab), loadBalancer: front.physical }, used)).toEqual([]);
    expect(rig.differences({ ...http(lab), loadBalancer: 'arn:another' }, used)).toMatchObject([
      { field: 'loadBalancer' },
    ]);
    expect((await rig.live([])).state).not.toHaveProperty('loadBalancer');
    const types = [targetGroup, loadBalancer] as unknown as Resource[];
    const resources = new Map(types.map((type) => [type.name, type]));
    const snapshot = await observe({ aws: rig.aws, owner: OWNER, wanted: [], resources });
    expect(snapshot.live.find((live) => live.physical === physical)?.state).toHaveProperty(
      'loadBalancer',
      front.physical,
    );
  });

  it('reports the health of its targets', async () => {
    const { lab, rig } = await start();
    const { physical, status } = await rig.create(http(lab));
    expect(status).toEqual({ ready: true, text: 'no targets', targets: [] });
    await forwardTo(lab, physical);
    await rig.aws.elbv2.registerTargets({
      TargetGroupArn: physical,
      Targets: [
        { Id: '10.0.2.9', Port: 9090 },
        { Id: '10.0.0.9', Port: 8080 },
        { Id: '10.0.0.9', Port: 443 },
      ],
    });
    setTargetHealth(lab.simulator.world(), { targetGroupArn: physical, id: '10.0.2.9', port: 9090 }, 'Target.Timeout');
    const live = await rig.live();
    expect(live.status).toMatchObject({ ready: true, text: '2/3 healthy' });
    expect(live.status?.targets?.map(({ id, port, state }) => [id, port, state])).toEqual([
      ['10.0.0.9', 443, 'healthy'],
      ['10.0.0.9', 8080, 'healthy'],
      ['10.0.2.9', 9090, 'unhealthy'],
    ]);
    expect(live.status?.targets?.[2]?.reason).toBe('Target.Timeout');
  });

  it('is not deleted while it is used, and worth another try', async () => {
    const { lab, rig } = await start();
    const live = await rig.create(http(lab));
    const front = await forwardTo(lab, live.physical);
    await expect(targetGroup.apply.remove(rig.context, live)).rejects.toMatchObject({ code: 'in-use', retry: 'soon' });
    await rig.aws.elbv2.deleteLoadBalancer({ LoadBalancerArn: front.physical });
    await targetGroup.apply.remove(rig.context, live);
    await targetGroup.apply.remove(rig.context, live);
    expect((await rig.observe()).live).toEqual([]);
  });

  it.each(['drop-after', 'drop-before', 'throttle'] as const)(
    'is made once through a %s of its creation',
    async (kind) => {
      const { lab, rig } = await start();
      lab.simulator.faults.set([{ kind, action: 'CreateTargetGroup', times: 1 }]);
      const live = await rig.create(http(lab));
      expect(rig.differences(http(lab), live)).toEqual([]);
      expect(lab.simulator.world().elbv2.targetGroups.size).toBe(1);
    },
  );

  it('costs two calls beyond the lists, however many there are', async () => {
    const { lab, rig } = await start();
    for (let index = 0; index < 25; index += 1) {
      const state = { ...http(lab), name: `web-${index}` };
      await targetGroup.apply.create(rig.context, { wanted: state, tags: rig.tagsFor(state, `web-${index}`) });
    }
    lab.simulator.journal.clear();
    expect((await rig.observe()).live).toHaveLength(25);
    expect(lab.simulator.journal.counts()).toEqual({
      'elasticloadbalancing:DescribeTags': 2,
      'elasticloadbalancing:DescribeTargetGroupAttributes': 25,
      'elasticloadbalancing:DescribeTargetGroups': 1,
      'elasticloadbalancing:DescribeTargetHealth': 25,
    });
  });

  it('keeps what is known of it where the health of its targets cannot be read', async () => {
    const { lab, rig } = await start();
    const { physical } = await rig.create(http(lab));
    lab.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeTargetHealth' }]);
    const { live, unreadable } = await rig.observe();
    expect(rig.differences(http(lab), live[0]!)).toEqual([]);
    expect(live[0]).not.toHaveProperty('status');
    expect(unreadable).toMatchObject([{ type: 'target-group', physical }]);
  });

  it('goes back to AWS’s version of HTTP and of addresses once nobody asks for others', async () => {
    const { lab, rig } = await start();
    const asked: TargetGroupState = { ...http(lab), protocolVersion: 'HTTP2', ipAddressType: 'ipv6' };
    const { protocolVersion: _, ipAddressType: __, ...plain } = asked;
    expect(rig.differences(plain, await rig.create(asked))).toMatchObject([
      { field: 'protocolVersion', live: 'HTTP2', wanted: 'HTTP1', why: 'reset' },
      { field: 'ipAddressType', live: 'ipv6', wanted: 'ipv4', why: 'reset' },
    ]);
  });
});
