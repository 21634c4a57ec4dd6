import { beforeAll, describe, expect, it } from 'vitest';
import { motoIsMissing, startMoto } from '../../support/moto.ts';
import { group, named, rulesOf, voyageTo, type Voyage } from './voyage.ts';

const everything = `vpc: { default: true }
description: HTTP Allow
ingress:
  - { protocol: tcp, port: 80, from: [ { cidr: 10.1.2.3/8 }, { cidr: "2001:DB8:0::1/32" } ], description: web }
  - { protocol: udp, ports: { from: 8000, to: 8100 }, from: [ { cidr: 0.0.0.0/0 } ] }
  - { protocol: icmp, icmpTypeCode: { type: 8 }, from: [ { cidr: 0.0.0.0/0 } ] }
  - { protocol: 50, from: [ { cidr: 0.0.0.0/0 } ] }
  - { protocol: all, from: [ { securityGroup: { ref: web } } ] }
tags: { team: web }
`;

/** moto keeps no description of a rule that admits a group, and clears none, so that neither is asked for here. */
describe.skipIf(motoIsMissing !== undefined)('security groups on moto', () => {
  let voyage: Voyage;

  beforeAll(async () => {
    const moto = await startMoto();
    voyage = await voyageTo(moto.url);
    return () => moto.stop();
  });

  it('are made, changed, healed and deleted', async () => {
    const wanted = group('web', everything);
    await voyage.converge(wanted);
    const snapshot = await voyage.snapshot(wanted);
    const before = named(snapshot, 'web').physical;
    expect(rulesOf(snapshot, 'web')).toHaveLength(7);

    const changed = wanted.replace('description: web', 'description: the web').replace('team: web', 'team: shop');
    const [round = []] = await voyage.converge(changed);
    expect(round.map((change) => change.split(' ')[0])).toEqual(['update', 'update', 'update']);

    await voyage.aws.ec2.authorizeSecurityGroupIngress({
      GroupId: before,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    expect(await voyage.converge(changed)).toEqual([[expect.stringMatching(/^delete security-group-rule/)]]);
    expect(named(await voyage.snapshot(changed), 'web').physical).toBe(before);

    await voyage.converge();
    expect((await voyage.snapshot()).live.filter((live) => live.name === 'web')).toEqual([]);
  });

  it('have no rule at all where egress is to be empty', async () => {
    const shut = group('shut', 'vpc: { default: true }\negress: []');
    await voyage.converge(shut);
    expect(rulesOf(await voyage.snapshot(shut), 'shut')).toEqual([]);
    await voyage.converge();
  });
});
