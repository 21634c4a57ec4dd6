import { describe, expect, it } from 'vitest';
import type { LoadBalancerState } from '../../../src/resources/load-balancer/type.ts';
import { writeAttributes } from '../../../src/resources/load-balancer/write.ts';
import { loadBalancer } from '../../../src/resources/registry.ts';
import { startLab, type Lab } from '../lab.ts';
import { rigFor } from '../rig.ts';

function application({ subnets, groups }: Lab): LoadBalancerState {
  return {
    name: 'web',
    type: 'application',
    scheme: 'internet-facing',
    subnets: [{ subnet: subnets.c1 }, { subnet: subnets.a1 }],
    securityGroups: [groups.two, groups.one],
    attributes: { 'idle_timeout.timeout_seconds': '120', 'routing.http2.enabled': 'true' },
    tags: { team: 'web' },
  };
}

function network({ subnets }: Lab): LoadBalancerState {
  return {
    name: 'net',
    type: 'network',
    scheme: 'internet-facing',
    subnets: [{ subnet: subnets.a1 }, { subnet: subnets.c1 }],
  };
}

describe('a load balancer on the simulator', () => {
  it('is as it was asked for once created', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const live = await rig.create(application(lab));
    expect(rig.differences(application(lab), live)).toEqual([]);
    expect(live).toMatchObject({
      name: 'web',
      physical: live.outputs['arn'],
      uses: [lab.groups.one, lab.groups.two].sort(),
      status: { ready: true, text: 'active' },
      state: { tags: { team: 'web' } },
    });
    expect(live.outputs).toMatchObject({
      dnsName: expect.stringContaining('web'),
      zoneId: expect.stringMatching(/^Z/),
    });
    expect(live.createdAt).toBeGreaterThan(0);
    expect(lab.simulator.journal.writes()).toBe(2);
  });

  it('is brought back group by group, each in one call', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    await rig.create(application(lab));
    const wanted: LoadBalancerState = {
      ...application(lab),
      securityGroups: [lab.groups.two],
      subnets: [{ subnet: lab.subnets.a2 }, { subnet: lab.subnets.c1 }],
      ipAddressType: 'dualstack',
      minimumCapacityUnits: 100,
      attributes: { 'client_keep_alive.seconds': '600' },
    };
    lab.simulator.journal.clear();
    const groups = await rig.update(wanted);
    expect(groups).toEqual(['securityGroups', 'subnets', 'ipAddressType', 'capacity', 'attributes']);
    expect(lab.simulator.journal.writes()).toBe(groups.length + 1);
    const live = await rig.live();
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.state).toMatchObject({
      minimumCapacityUnits: 100,
      attributes: { 'idle_timeout.timeout_seconds': '60', 'client_keep_alive.seconds': '600' },
    });
  });

  it('gives back capacity and address type once nobody asks for them any more', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const plain = application(lab);
    await rig.create({ ...plain, minimumCapacityUnits: 100, ipAddressType: 'dualstack' });
    expect(await rig.update(plain)).toEqual(['ipAddressType', 'capacity']);
    const { state } = await rig.live();
    expect(state.ipAddressType).toBe('ipv4');
    expect(state).not.toHaveProperty('minimumCapacityUnits');
  });

  it('leaves the bucket of logs that are switched off, which AWS would not have emptied', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const { attributes: _, ...plain } = application(lab);
    const logs = { enabled: 'true', bucket: 'logs', prefix: 'web' };
    const attributes = Object.fromEntries(Object.entries(logs).map(([key, value]) => [`access_logs.s3.${key}`, value]));
    await rig.create({ ...plain, attributes });
    expect(await rig.update(plain)).toEqual(['attributes']);
    const live = await rig.live();
    expect(live.state.attributes).toMatchObject({
      'access_logs.s3.enabled': 'false',
      'access_logs.s3.bucket': 'logs',
      'access_logs.s3.prefix': '',
    });
    expect(rig.differences(plain, live)).toEqual([]);
  });

  it('leaves alone what nobody ever declared', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const { securityGroups: _, ...wanted } = application(lab);
    const live = await rig.create(wanted);
    expect(live.uses).toHaveLength(1);
    expect(rig.differences(wanted, live)).toEqual([]);
  });

  it('exchanges the subnets of a network load balancer zone by zone', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    await rig.create(network(lab));
    const wanted = { ...network(lab), subnets: [{ subnet: lab.subnets.a2 }, { subnet: lab.subnets.c2 }] };
    lab.simulator.journal.clear();
    await rig.update(wanted);
    expect(lab.simulator.journal.count('SetSubnets')).toBe(3);
    expect(rig.differences(wanted, await rig.live())).toEqual([]);
  });

  it('says what to do where a network load balancer has but one zone', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    await rig.create({ ...network(lab), subnets: [{ subnet: lab.subnets.a1 }] });
    const moving = rig.update({ ...network(lab), subnets: [{ subnet: lab.subnets.a2 }] });
    await expect(moving).rejects.toMatchObject({ facts: { remedy: expect.stringContaining('another zone') } });
  });

  it('gives a network load balancer the address that was reserved for it', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const wanted = { ...network(lab), subnets: [{ subnet: lab.subnets.a1, allocationId: lab.address }] };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.state.subnets).toEqual(wanted.subnets);
  });

  it('replaces a network load balancer that is to get its first security group', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    await rig.create(network(lab));
    await expect(rig.update({ ...network(lab), securityGroups: [lab.groups.one] })).rejects.toThrow(/^replace: /);
  });

  it('sets whether the groups of a network load balancer hold for PrivateLink', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const wanted: LoadBalancerState = {
      ...network(lab),
      securityGroups: [lab.groups.one],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
    };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    const { enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: _, ...undeclared } = wanted;
    expect(await rig.update(undeclared)).toEqual(['securityGroups']);
    expect((await rig.live()).state.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic).toBe('on');
  });

  it('takes more attributes than one call does', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const { physical, state } = await rig.create(application(lab));
    const logs = ['access_logs', 'connection_logs', 'health_check_logs'].flatMap((sort) => [
      [`${sort}.s3.enabled`, 'true'],
      [`${sort}.s3.bucket`, 'logs'],
    ]);
    const attributes = { ...state.attributes, ...(Object.fromEntries(logs) as Record<string, string>) };
    expect(Object.keys(attributes).length).toBeGreaterThan(20);
    await writeAttributes(rig.aws, physical, attributes);
    expect((await rig.live()).state.attributes).toEqual(attributes);
  });

  it('is not deleted while it is protected, and reported so', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const live = await rig.create({ ...application(lab), attributes: { 'deletion_protection.enabled': 'true' } });
    await expect(loadBalancer.apply.remove(rig.context, live)).rejects.toMatchObject({
      code: 'aws-rejected',
      retry: 'never',
      facts: { remedy: expect.stringContaining('deletion_protection.enabled: false') },
    });
    await rig.update({ ...application(lab), attributes: { 'deletion_protection.enabled': 'false' } });
    await loadBalancer.apply.remove(rig.context, live);
    await loadBalancer.apply.remove(rig.context, live);
    expect((await rig.observe()).live).toEqual([]);
  });

  it.each(['drop-after', 'drop-before', 'throttle'] as const)(
    'is made once through a %s of its creation',
    async (kind) => {
      const lab = await startLab();
      const rig = await rigFor(loadBalancer, lab.url);
      lab.simulator.faults.set([{ kind, action: 'CreateLoadBalancer', times: 1 }]);
      const live = await rig.create(application(lab));
      expect(rig.differences(application(lab), live)).toEqual([]);
      expect(lab.simulator.world().elbv2.loadBalancers.size).toBe(1);
    },
  );

  it('is not taken over where its name is taken', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    await rig.create(application(lab));
    const wanted = { ...application(lab), scheme: 'internal' } as const;
    const creating = loadBalancer.apply.create(rig.context, { wanted, tags: rig.tagsFor(wanted, 'other') });
    await expect(creating).rejects.toMatchObject({
      code: 'owner-conflict',
      retry: 'never',
      message: expect.stringMatching(/belongs to Test\/default\/web of installation test$/),
    });
  });
});

describe('observing load balancers', () => {
  it('reads in depth only ours and those whose names are claimed', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    await rig.create(application(lab));
    for (const Name of ['claimed', 'foreign']) {
      await rig.aws.elbv2.createLoadBalancer({ Name, Subnets: [lab.subnets.a1, lab.subnets.c1] });
    }
    lab.simulator.journal.clear();
    const { live } = await rig.observe(['claimed']);
    expect(new Set(live.map((one) => one.name))).toEqual(new Set(['claimed', 'web']));
    expect(lab.simulator.journal.counts()).toEqual({
      'elasticloadbalancing:DescribeLoadBalancerAttributes': 2,
      'elasticloadbalancing:DescribeLoadBalancers': 1,
      'elasticloadbalancing:DescribeTags': 1,
    });
  });

  it('is still provisioning until AWS says otherwise', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    await rig.create(application(lab));
    Object.assign(lab.simulator.world().settings, { provisioningMs: Number.MAX_SAFE_INTEGER });
    expect((await rig.live()).status).toEqual({ ready: false, text: 'provisioning' });
  });

  it.each(['DescribeLoadBalancers', 'DescribeTags'])(
    'takes a refused %s for unreadable, never for none',
    async (action) => {
      const lab = await startLab();
      const rig = await rigFor(loadBalancer, lab.url);
      await rig.create(application(lab));
      lab.simulator.faults.set([{ kind: 'access-denied', action }]);
      const { live, unreadable } = await rig.observe();
      expect(live).toEqual([]);
      expect(unreadable).toEqual([
        { type: 'load-balancer', message: expect.stringContaining(`elasticloadbalancing:${action}`) },
      ]);
    },
  );

  it('keeps the rest of what it knows where the attributes cannot be read', async () => {
    const lab = await startLab();
    const rig = await rigFor(loadBalancer, lab.url);
    const { physical } = await rig.create(application(lab));
    lab.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeLoadBalancerAttributes' }]);
    const { live, unreadable } = await rig.observe();
    expect(live).toMatchObject([{ physical, name: 'web' }]);
    expect(live[0]?.state).not.toHaveProperty('attributes');
    expect(unreadable).toMatchObject([{ type: 'load-balancer', physical }]);
  });
});
