import { beforeAll, describe, expect, it } from 'vitest';
import type { LoadBalancerState } from '../../src/resources/load-balancer/type.ts';
import { loadBalancer, targetGroup } from '../../src/resources/registry.ts';
import type { TargetGroupState } from '../../src/resources/target-group/type.ts';
import { openTestAws } from '../aws/endpoint.ts';
import { motoIsMissing, startMoto } from '../support/moto.ts';
import { rigFor } from './rig.ts';

/** What an independent reading of AWS's documents must agree with; its known deviations are left out. */
describe.skipIf(motoIsMissing !== undefined)('on moto', () => {
  let url = '';
  let vpc = '';
  let subnets: string[] = [];
  let groups: string[] = [];

  beforeAll(async () => {
    const moto = await startMoto();
    url = moto.url;
    const { ec2 } = await openTestAws(url);
    const { Subnets = [] } = await ec2.describeSubnets({});
    vpc = Subnets[0]?.VpcId ?? '';
    subnets = Subnets.map((subnet) => subnet.SubnetId ?? '');
    groups = await Promise.all(
      ['one', 'two'].map(
        async (GroupName) =>
          (await ec2.createSecurityGroup({ GroupName, Description: GroupName, VpcId: vpc })).GroupId ?? '',
      ),
    );
    return () => moto.stop();
  });

  it('a load balancer is made, changed and deleted', async () => {
    const rig = await rigFor(loadBalancer, url);
    const wanted: LoadBalancerState = {
      name: 'web',
      type: 'application',
      scheme: 'internet-facing',
      subnets: [{ subnet: subnets[1]! }, { subnet: subnets[0]! }],
      securityGroups: [groups[1]!, groups[0]!],
      attributes: { 'idle_timeout.timeout_seconds': '60', 'load_balancing.cross_zone.enabled': 'true' },
      tags: { team: 'web' },
    };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.status?.text).toMatch(/^(active|provisioning)$/);
    const changed: LoadBalancerState = {
      ...wanted,
      subnets: [{ subnet: subnets[0]! }, { subnet: subnets[2]! }],
      securityGroups: [groups[0]!],
      ipAddressType: 'dualstack',
      attributes: { 'idle_timeout.timeout_seconds': '120' },
    };
    expect(await rig.update(changed)).toEqual(['securityGroups', 'subnets', 'ipAddressType', 'attributes']);
    expect(rig.differences(changed, await rig.live())).toEqual([]);
    await loadBalancer.apply.remove(rig.context, live);
    await loadBalancer.apply.remove(rig.context, live);
    expect((await rig.observe()).live).toEqual([]);
  });

  it.each(['network', 'gateway'] as const)('a %s load balancer is as it was asked for', async (type) => {
    const rig = await rigFor(loadBalancer, url);
    const wanted: LoadBalancerState = {
      name: type,
      type,
      ...(type === 'gateway' ? {} : { scheme: 'internal' as const }),
      subnets: [{ subnet: subnets[0]! }],
    };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    await loadBalancer.apply.remove(rig.context, live);
  });

  it('a target group is made, changed and deleted', async () => {
    const rig = await rigFor(targetGroup, url);
    const wanted: TargetGroupState = {
      name: 'web',
      targetType: 'ip',
      protocol: 'HTTP',
      protocolVersion: 'HTTP1',
      port: 8080,
      vpc,
      ipAddressType: 'ipv4',
      healthCheck: { path: '/health', matcher: '200-299' },
      attributes: {
        'deregistration_delay.timeout_seconds': '30',
        'load_balancing.algorithm.anomaly_mitigation': 'off',
      },
    };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.status?.text).toBe('no targets');
    const changed: TargetGroupState = { ...wanted, healthCheck: { intervalSeconds: 15 }, attributes: {} };
    expect(await rig.update(changed)).toEqual(['healthCheck', 'attributes']);
    expect(rig.differences(changed, await rig.live())).toEqual([]);
    await targetGroup.apply.remove(rig.context, live);
    await targetGroup.apply.remove(rig.context, live);
    expect((await rig.observe()).live).toEqual([]);
  });

  it.each<[string, Partial<TargetGroupState>]>([
    ['lambda', { targetType: 'lambda' }],
    ['geneve', { protocol: 'GENEVE', port: 6081 }],
    ['tcp', { protocol: 'TCP', port: 80, healthCheck: { protocol: 'HTTP', path: '/health' } }],
  ])('a %s target group is as it was asked for', async (name, more) => {
    const rig = await rigFor(targetGroup, url);
    const wanted = { name, targetType: 'instance', ...(name === 'lambda' ? {} : { vpc }), ...more } as const;
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    await targetGroup.apply.remove(rig.context, live);
  });
});
