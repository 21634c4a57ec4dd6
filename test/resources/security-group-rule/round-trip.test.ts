import { describe, expect, it } from 'vitest';
import type { Live } from '../../../src/core/resource.ts';
import { securityGroupRule } from '../../../src/resources/registry.ts';
import type { SecurityGroupRuleState } from '../../../src/resources/security-group-rule/type.ts';
import { startLab, type Lab } from '../lab.ts';
import { rigFor } from '../rig.ts';
import { group, named, rulesOf, voyageTo, type Voyage } from '../security-group/voyage.ts';

/** A group with those rules, one a line. */
function web(...rules: string[]): string {
  return group('web', `vpc: { name: lab }\ningress:\n${rules.map((rule) => `  - { ${rule} }`).join('\n')}\negress: []`);
}

const http = 'protocol: tcp, port: 80, from: [ { cidr: 0.0.0.0/0 } ]';
const https = 'protocol: tcp, port: 443, from: [ { cidr: 0.0.0.0/0 } ]';

interface Serving {
  readonly lab: Lab;
  readonly voyage: Voyage;
  /** Calls that wrote rules since the last time it was asked. */
  readonly writes: () => string[];
}

async function start(): Promise<Serving> {
  const lab = await startLab();
  const voyage = await voyageTo(lab.url);
  let seen = 0;
  return {
    lab,
    voyage,
    writes() {
      const entries = lab.simulator.journal.entries().slice(seen);
      seen += entries.length;
      return entries
        .filter(({ write, action }) => write && /Rule|Ingress|Egress/.test(action))
        .map(({ action }) => action);
    },
  };
}

async function stateOfRules(voyage: Voyage, manifest: string): Promise<unknown[]> {
  const rules = rulesOf(await voyage.snapshot(manifest), 'web') as Live<SecurityGroupRuleState>[];
  return rules.map(({ state: { group: _group, ...rest } }) => rest);
}

describe('the rules of a security group on the simulator', () => {
  it('are added in one call for each direction, and read back as they were asked for', async () => {
    const { voyage, writes } = await start();
    const manifest = group(
      'web',
      `vpc: { name: lab }
ingress:
  - { protocol: tcp, port: 80, from: [ { cidr: 10.1.2.3/8 }, { cidr: "2001:DB8:0::1/32" } ], description: web }
  - { protocol: 17, ports: { from: 8000, to: 8100 }, from: [ { securityGroup: { name: one } } ] }
  - { protocol: icmp, from: [ { cidr: 0.0.0.0/0 } ] }
  - { protocol: icmpv6, icmpTypeCode: { type: 128 }, from: [ { cidr: "::/0" } ] }
  - { protocol: 50, from: [ { cidr: 0.0.0.0/0 } ] }
  - { protocol: all, from: [ { securityGroup: { ref: web } } ] }
egress:
  - { protocol: all, to: [ { cidr: 10.0.0.0/16 } ] }`,
    );
    expect(await voyage.converge(manifest)).toHaveLength(1);
    // What AWS allows by itself goes before anything uses the group, so that no second round is needed.
    expect(writes()).toEqual([
      'RevokeSecurityGroupEgress',
      'AuthorizeSecurityGroupIngress',
      'AuthorizeSecurityGroupEgress',
    ]);
    expect(await stateOfRules(voyage, manifest)).toHaveLength(8);
    expect((await voyage.plan(manifest)).changes.map((change) => change.action)).toEqual(Array(9).fill('noop'));
  });

  it("are AWS's own where nothing is said of egress, and no call is made for it", async () => {
    const { voyage, writes } = await start();
    const manifest = group('web', 'vpc: { name: lab }');
    expect(await voyage.converge(manifest)).toHaveLength(1);
    expect(writes()).toEqual([]);
  });

  it('are left as somebody made them where the manifest never said anything of egress', async () => {
    const { voyage, writes } = await start();
    const manifest = group('web', 'vpc: { name: lab }');
    await voyage.converge(manifest);
    const [rule] = rulesOf(await voyage.snapshot(manifest), 'web');
    const GroupId = rule?.parent ?? '';
    await voyage.aws.ec2.revokeSecurityGroupEgress({ GroupId, SecurityGroupRuleIds: [rule?.physical ?? ''] });
    expect(await voyage.converge(manifest)).toEqual([]);
    await voyage.aws.ec2.authorizeSecurityGroupEgress({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 25, ToPort: 25, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    writes();
    expect(await voyage.converge(manifest)).toEqual([]);
    expect(writes()).toEqual([]);
    const { changes } = await voyage.plan(manifest);
    expect(changes.flatMap(({ undeclared }) => undeclared)).toMatchObject([
      { path: '/spec/egress', live: [{ protocol: 'tcp', fromPort: 25 }], default: [{ protocol: '-1' }] },
    ]);
  });

  it("are AWS's own again once the manifest no longer says what it said of egress", async () => {
    const { voyage } = await start();
    await voyage.converge(
      group('web', 'vpc: { name: lab }\negress: [ { protocol: tcp, port: 25, to: [ { cidr: 10.0.0.0/8 } ] } ]'),
    );
    const silent = group('web', 'vpc: { name: lab }');
    const [round = [], ...more] = await voyage.converge(silent);
    expect(round).toEqual([
      'update security-group/default/web',
      'create security-group-rule/default/web/egress/default',
      expect.stringMatching(/^delete security-group-rule\/default\/web\/sgr-/),
    ]);
    expect(more).toEqual([]);
    expect(await stateOfRules(voyage, silent)).toMatchObject([{ protocol: '-1', peer: { cidr: '0.0.0.0/0' } }]);
  });

  it('may have the allow-all that AWS adds for IPv6 where nothing is said of egress, and only there', async () => {
    const { voyage } = await start();
    const silent = group('web', 'vpc: { name: lab }');
    await voyage.converge(silent);
    await voyage.aws.ec2.authorizeSecurityGroupEgress({
      GroupId: named(await voyage.snapshot(silent), 'web').physical,
      IpPermissions: [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
    });
    expect(await voyage.converge(silent)).toEqual([]);
    const explicit = group('web', 'vpc: { name: lab }\negress: [ { protocol: all, to: [ { cidr: 0.0.0.0/0 } ] } ]');
    await voyage.converge(explicit);
    expect(await stateOfRules(voyage, explicit)).toMatchObject([{ peer: { cidr: '0.0.0.0/0' } }]);
  });

  it('are authorised before others are revoked, and those that stay are not touched', async () => {
    const { voyage, writes } = await start();
    await voyage.converge(web(http, https));
    const before = rulesOf(await voyage.snapshot(web(http, https)), 'web');
    writes();
    const moved = web('protocol: tcp, port: 8080, from: [ { cidr: 0.0.0.0/0 } ]', https);
    await voyage.converge(moved);
    expect(writes()).toEqual(['AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress']);
    const after = rulesOf(await voyage.snapshot(moved), 'web');
    const kept = before.filter((rule) => after.some((other) => other.physical === rule.physical));
    expect(kept).toMatchObject([{ state: { fromPort: 443 } }]);
  });

  it('have their descriptions changed in place, and cleared', async () => {
    const { voyage, writes } = await start();
    await voyage.converge(web(`${http}, description: web`));
    const [before] = rulesOf(await voyage.snapshot(web(http)), 'web');
    writes();
    await voyage.converge(web(`${http}, description: the web`));
    expect(await stateOfRules(voyage, web(http))).toMatchObject([{ description: 'the web' }]);
    await voyage.converge(web(http));
    const [after] = rulesOf(await voyage.snapshot(web(http)), 'web');
    expect(after).toMatchObject({ physical: before?.physical, state: { description: '' } });
    expect(writes()).toEqual(['ModifySecurityGroupRules', 'ModifySecurityGroupRules']);
  });

  it.each(['drop-before', 'drop-after', 'throttle'] as const)('are added once each: %s', async (kind) => {
    const { lab, voyage } = await start();
    lab.simulator.faults.set([{ kind, action: 'AuthorizeSecurityGroupIngress', times: 1 }]);
    expect(await voyage.converge(web(http, https))).toHaveLength(1);
    expect(await stateOfRules(voyage, web(http, https))).toHaveLength(2);
  });

  it('are taken as they are where somebody added one meanwhile', async () => {
    const { lab, voyage } = await start();
    await voyage.converge(web(http));
    const snapshot = await voyage.snapshot(web(http));
    const [standing] = rulesOf(snapshot, 'web') as Live<SecurityGroupRuleState>[];
    const { context } = await rigFor(securityGroupRule, lab.url);
    const more = { ...standing!.state, fromPort: 443, toPort: 443 };
    const created = await securityGroupRule.apply.createMany?.(
      context,
      [standing!.state, more].map((wanted) => ({ wanted, tags: {} })),
    );
    expect(created?.map((one) => one.physical)[0]).toBe(standing?.physical);
    expect(await stateOfRules(voyage, web(http))).toHaveLength(2);
  });

  it('are revoked although one of them is gone already', async () => {
    const { lab, voyage } = await start();
    await voyage.converge(web(http, https));
    const rules = rulesOf(await voyage.snapshot(web(http, https)), 'web') as Live<SecurityGroupRuleState>[];
    const { context } = await rigFor(securityGroupRule, lab.url);
    await securityGroupRule.apply.remove(context, rules[0]!);
    await securityGroupRule.apply.removeMany?.(context, rules);
    await securityGroupRule.apply.removeMany?.(context, rules);
    expect(await stateOfRules(voyage, web(http, https))).toEqual([]);
  });

  it('are read in one call for up to two hundred groups, and none of other people', async () => {
    const { lab, voyage } = await start();
    const names = Array.from({ length: 201 }, (_, index) => `g${index}`);
    const manifests = names.map((name) => group(name, 'vpc: { name: lab }'));
    await voyage.converge(...manifests);
    lab.simulator.journal.clear();
    const { live } = await voyage.snapshot(...manifests);
    expect(live.filter((one) => one.type === 'security-group-rule')).toHaveLength(201);
    expect(lab.simulator.journal.counts()).toEqual({
      'ec2:DescribeRouteTables': 1,
      'ec2:DescribeSecurityGroupRules': 2,
      'ec2:DescribeSecurityGroups': 1,
      'ec2:DescribeSubnets': 1,
      'ec2:DescribeVpcs': 1,
      'sts:GetCallerIdentity': 1,
    });
  });

  it('are unreadable, not absent, where AWS denies the list', async () => {
    const { lab, voyage } = await start();
    await voyage.converge(web(http));
    lab.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeSecurityGroupRules' }]);
    const { unreadable } = await voyage.snapshot(web(http));
    expect(unreadable.map((one) => one.type)).toEqual(['security-group-rule']);
    const { changes } = await voyage.plan(web(http));
    expect(changes.filter((change) => change.action === 'blocked').map((change) => change.blocked?.reason)).toEqual([
      'unreadable',
    ]);
  });
});
