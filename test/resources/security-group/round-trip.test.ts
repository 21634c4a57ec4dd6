import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/core/inventory.ts';
import { userTags } from '../../../src/core/ownership.ts';
import { securityGroup } from '../../../src/resources/registry.ts';
import { addInstance } from '../../../src/simulator/ec2/instances.ts';
import { addNetworkInterface } from '../../../src/simulator/ec2/interfaces.ts';
import { startLab, type Lab } from '../lab.ts';
import { rigFor } from '../rig.ts';
import { group, named, rulesOf, voyageTo, type Voyage } from './voyage.ts';

const web = group('web', 'vpc: { name: lab }\ndescription: HTTP Allow\ntags: { team: web }\negress: []');

async function start(): Promise<{ lab: Lab; voyage: Voyage }> {
  const lab = await startLab();
  return { lab, voyage: await voyageTo(lab.url) };
}

describe('a security group on the simulator', () => {
  it('is made once and read back as it was asked for', async () => {
    const { lab, voyage } = await start();
    await voyage.converge(web);
    const live = named(await voyage.snapshot(web), 'web');
    expect(live.state).toEqual({ name: 'web', description: 'HTTP Allow', vpc: lab.vpc, tags: { team: 'web' } });
    const arn = expect.stringMatching(new RegExp(`^arn:aws:ec2:.*:security-group/${live.physical}$`)) as string;
    expect(live.outputs).toEqual({ id: live.physical, vpc: lab.vpc, arn });
    const writes = lab.simulator.journal.writes();
    expect(await voyage.converge(web)).toEqual([]);
    expect(lab.simulator.journal.writes()).toBe(writes);
  });

  it('needs no description, and keeps the one it has once none is declared', async () => {
    const { voyage } = await start();
    const bare = group('bare', 'vpc: { name: lab }\negress: []');
    await voyage.converge(bare);
    expect(named(await voyage.snapshot(bare), 'bare').state).toMatchObject({ description: 'Managed by evenkeel' });
    await voyage.converge(web, bare);
    const undescribed = web.replace(/ *description: .*\n/, '');
    expect(await voyage.converge(undescribed, bare)).toEqual([['update security-group/default/web']]);
    expect(named(await voyage.snapshot(undescribed, bare), 'web').state).toMatchObject({ description: 'HTTP Allow' });
  });

  it('has its tags set and removed, never those of others', async () => {
    const { lab, voyage } = await start();
    await voyage.converge(web);
    const { physical } = named(await voyage.snapshot(web), 'web');
    await voyage.aws.ec2.createTags({ Resources: [physical], Tags: [{ Key: 'cost', Value: 'shared' }] });
    await voyage.converge(web.replace('{ team: web }', '{ stage: test }'));
    const { tags } = named(await voyage.snapshot(web), 'web');
    expect(userTags(tags)).toEqual({ stage: 'test', cost: 'shared' });
    expect(lab.simulator.world().ec2.securityGroups.get(physical)?.tags.get('evenkeel.dev/owner')).toBe('test');
  });

  it('is replaced beside itself when its description changes', async () => {
    const { voyage } = await start();
    await voyage.converge(web);
    const before = named(await voyage.snapshot(web), 'web');
    const renamed = web.replace('HTTP Allow', 'HTTPS Allow');
    await voyage.converge(renamed);
    const owned = (await voyage.snapshot(renamed)).live.filter((live) => live.tags['evenkeel.dev/owner'] === 'test');
    expect(owned.map((live) => live.state)).toMatchObject([{ description: 'HTTPS Allow' }]);
    expect(owned[0]?.physical).not.toBe(before.physical);
    expect(owned[0]?.name).toMatch(/^web-[0-9a-f]{8}$/);
  });

  it.each(['drop-before', 'drop-after', 'throttle'] as const)('is never made twice: %s', async (kind) => {
    const { lab, voyage } = await start();
    lab.simulator.faults.set([{ kind, action: 'CreateSecurityGroup', times: 1 }]);
    await voyage.converge(web);
    named(await voyage.snapshot(web), 'web');
  });

  it('leaves one that somebody made in the meantime, and says whose it is', async () => {
    const lab = await startLab();
    const rig = await rigFor(securityGroup, lab.url);
    const wanted = { name: 'one', vpc: lab.vpc };
    const created = securityGroup.apply.create(rig.context, { wanted, tags: rig.tagsFor(wanted) });
    await expect(created).rejects.toMatchObject({
      code: 'owner-conflict',
      message: `${lab.groups.one} exists under its name and belongs to no evenkeel installation`,
    });
  });

  it('may have the name of one in another network', async () => {
    const { voyage } = await start();
    const elsewhere = group('one', 'vpc: { default: true }\negress: []');
    await voyage.converge(elsewhere);
    const snapshot = await voyage.snapshot(elsewhere);
    const ones = snapshot.live.filter((live) => live.name === 'one');
    expect(ones.map((live) => live.tags['evenkeel.dev/owner'])).toEqual([undefined, 'test']);
  });

  it('is deleted with all of its rules, and may be deleted again', async () => {
    const { lab, voyage } = await start();
    const open = web.replace('egress: []', 'ingress: [ { protocol: tcp, port: 80, from: [ { cidr: 0.0.0.0/0 } ] } ]');
    await voyage.converge(open);
    const live = named(await voyage.snapshot(open), 'web');
    await voyage.converge();
    expect(lab.simulator.world().ec2.securityGroups.has(live.physical)).toBe(false);
    expect(lab.simulator.journal.count('RevokeSecurityGroupIngress')).toBe(0);
    const rig = await rigFor(securityGroup, lab.url);
    await securityGroup.apply.remove(rig.context, live as never);
  });

  it('is unreadable, not absent, where AWS denies the list', async () => {
    const { lab, voyage } = await start();
    lab.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeSecurityGroups' }]);
    const snapshot = await voyage.snapshot(web);
    expect(snapshot.live).toEqual([]);
    expect(snapshot.unreadable.map((one) => one.type)).toEqual(['security-group']);
    expect(snapshot.unreadable[0]?.message).toContain('ec2:DescribeSecurityGroups');
  });
});

describe('a security group that something holds', () => {
  async function refusal({ lab, voyage }: { lab: Lab; voyage: Voyage }, id: string): Promise<unknown> {
    const rig = await rigFor(securityGroup, lab.url);
    const live = (await voyage.snapshot()).live.find((one) => one.physical === id);
    return securityGroup.apply.remove(rig.context, live as never).catch((thrown: unknown) => thrown);
  }

  it('names the interface and who it belongs to', async () => {
    const all = await start();
    const { one } = all.lab.groups;
    const { networkInterfaceId } = addNetworkInterface(all.lab.simulator.world(), {
      subnetId: all.lab.subnets.a1,
      groupIds: [one],
      description: 'ELB app/web-alb/50dc6c495c0c9188',
      interfaceType: 'interface',
    });
    expect(await refusal(all, one)).toMatchObject({
      code: 'in-use',
      retry: 'soon',
      message: `security group ${one} is held by network interface ${networkInterfaceId} ("ELB app/web-alb/50dc6c495c0c9188" of amazon-elb)`,
      facts: { remedy: 'AWS deletes its interfaces some minutes after what they served' },
    });
  });

  it('names the instance', async () => {
    const all = await start();
    const { one } = all.lab.groups;
    const world = all.lab.simulator.world();
    const { instanceId } = addInstance(world, { subnetId: all.lab.subnets.a1, groupIds: [one] } as never);
    expect(await refusal(all, one)).toMatchObject({
      code: 'in-use',
      message: expect.stringContaining(`instance ${instanceId} through network interface eni-`) as string,
      facts: { remedy: `take the group off ${instanceId}, or terminate it` },
    });
  });

  it("names the rule of another's that admits it", async () => {
    const all = await start();
    const { one, two } = all.lab.groups;
    const { SecurityGroupRules = [] } = await all.voyage.aws.ec2.authorizeSecurityGroupIngress({
      GroupId: two,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: one }] }],
    });
    const rule = SecurityGroupRules[0]?.SecurityGroupRuleId;
    expect(await refusal(all, one)).toMatchObject({
      code: 'in-use',
      message: `security group ${one} is held by rule ${rule} of security group ${two}`,
      facts: { remedy: `delete rule ${rule} of ${two}` },
    });
  });

  it("has AWS's own words where the holder can't be read", async () => {
    const all = await start();
    const { one } = all.lab.groups;
    addNetworkInterface(all.lab.simulator.world(), {
      subnetId: all.lab.subnets.a1,
      groupIds: [one],
      description: '',
      interfaceType: 'interface',
    });
    all.lab.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeNetworkInterfaces' }]);
    expect(await refusal(all, one)).toMatchObject({
      code: 'in-use',
      message: expect.stringContaining('dependent object') as string,
    });
  });
});

describe('groups that admit each other', () => {
  it('are made and deleted whichever stands first in the folder', async () => {
    const { lab, voyage } = await start();
    const admits = (other: string): string =>
      `vpc: { name: lab }\negress: []\ningress: [ { protocol: tcp, port: 80, from: [ { securityGroup: { ref: ${other} } } ] } ]`;
    const pair = [group('left', admits('right')), group('right', admits('left'))];
    await voyage.converge(...pair);
    const snapshot = await voyage.snapshot(...pair);
    expect(rulesOf(snapshot, 'left').map((rule) => rule.uses)).toEqual([[named(snapshot, 'right').physical]]);
    expect(plain((named(snapshot, 'left').state as { vpc: string }).vpc)).toBe(lab.vpc);
    await voyage.converge();
    expect([...lab.simulator.world().ec2.securityGroups.values()].map((one) => one.groupName)).not.toContain('left');
  });
});
