import {
  AuthorizeSecurityGroupEgressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/plan.ts';
import { inWords } from '../support/controller.ts';
import { balancer, folder, group, manifest, service, useYard } from './yard.ts';

const yard = useYard();
const adopt = { adopt: 'true' };
const web1 = { instances: [{ name: 'one' }] };

function vpcId(): string {
  return [...yard.simulator.world().ec2.vpcs.values()].find(({ tags }) => tags.get('Name') === 'yard')!.vpcId;
}

/** A target group that somebody made and filled by hand. */
async function groupByHand(...names: string[]): Promise<string> {
  const { elbv2 } = yard.account.sdk;
  const { TargetGroups = [] } = await elbv2.send(
    new CreateTargetGroupCommand({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: vpcId() }),
  );
  const arn = TargetGroups[0]!.TargetGroupArn!;
  const Targets = names.map((name) => ({ Id: yard.instance(name).instanceId }));
  if (Targets.length > 0) await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn: arn, Targets }));
  yard.writes();
  return arn;
}

/** A security group that somebody made by hand, with these ports open to go out. */
async function gateByHand(...ports: number[]): Promise<string> {
  const { ec2 } = yard.account.sdk;
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'gate', Description: 'by hand', VpcId: vpcId() }),
  );
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  for (const port of ports) {
    const IpRanges = [{ CidrIp: '10.0.0.0/8' }];
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges }];
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
  }
  yard.writes();
  return GroupId;
}

async function egressOf(GroupId: string): Promise<string[]> {
  const Filters = [{ Name: 'group-id', Values: [GroupId] }];
  const { SecurityGroupRules = [] } = await yard.account.sdk.ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters }),
  );
  return SecurityGroupRules.filter(({ IsEgress }) => IsEgress).map(
    ({ IpProtocol, FromPort }) => `${IpProtocol} ${FromPort ?? ''}`,
  );
}

function gate(spec: object = {}): object {
  return manifest('SecurityGroup', 'gate', { vpc: { name: 'yard' }, description: 'by hand', ...spec }, adopt);
}

/** What a further apply may take away. */
function further(_: string, isAdopting: boolean): boolean {
  return !isAdopting;
}

/** The plan of a further apply. */
async function plannedNext(dir: string): Promise<readonly Change[]> {
  return (await yard.controller.look(dir, further)).plan.changes;
}

describe('a target group that is adopted', () => {
  it('keeps what is registered and no manifest lists, in that round and in all that come after it', async () => {
    await groupByHand('one', 'two');
    const dir = folder(group('web', {}, adopt), service(web1));
    const { plan } = await yard.controller.look(dir);
    const two = yard.instance('two').instanceId;
    expect(inWords(plan)).toEqual([
      `blocked target/default/web/${two}:80 (adopted-first)`,
      'update target-group/default/web (adoption)',
    ]);
    await yard.controller.converge(dir);
    expect(yard.registered('web')).toEqual(['one:80', 'two:80']);
    expect(yard.writes()).toEqual(['AddTags']);
    expect(inWords((await yard.controller.look(dir)).plan)).toEqual([
      `blocked target/default/web/${two}:80 (adopted-first)`,
    ]);
  });

  it('loses it by a further apply, which shows it, and then remembers it no more', async () => {
    await groupByHand('one', 'two');
    const dir = folder(group('web', {}, adopt), service(web1));
    await yard.controller.converge(dir);
    const next = (await plannedNext(dir)).filter(({ action }) => action !== 'noop');
    expect(next.map(({ action, cause, type }) => `${action} ${type} (${cause})`)).toEqual([
      'update target-group (adoption)',
      'deregister target (adoption)',
    ]);
    await yard.hand.deregister('web', 'two');
    const rounds = await yard.controller.converge(dir);
    expect(rounds.flat().map(({ id, cause }) => `${id} (${cause})`)).toEqual(['target-group/default/web (adoption)']);
    await yard.hand.register('web', 'two', 80);
    // Once all of it is settled, one too many is drift as anywhere else.
    await yard.controller.converge(dir);
    expect(yard.registered('web')).toEqual(['one:80']);
  });

  it('does not hold what somebody registers later, which is drift', async () => {
    await groupByHand('one', 'two');
    const dir = folder(group('web', {}, adopt), service(web1));
    await yard.controller.converge(dir);
    await yard.hand.register('web', 'other', 80);
    await yard.controller.converge(dir);
    expect(yard.registered('web')).toEqual(['one:80', 'two:80']);
  });

  it('holds what is written into the manifest no more', async () => {
    await groupByHand('one', 'two');
    await yard.controller.converge(folder(group('web', {}, adopt), service(web1)));
    const whole = folder(group('web', {}, adopt), service({ instances: [{ name: 'one' }, { name: 'two' }] }));
    await yard.controller.converge(whole);
    expect(inWords((await yard.controller.look(whole)).plan)).toEqual([]);
    const { snapshot } = await yard.controller.look(whole);
    const live = snapshot.live.find(({ type }) => type === 'target-group');
    expect(Object.keys(live?.tags ?? {})).not.toContain('evenkeel.dev/adopted');
  });
});

it('is not adopted where AWS can never change what differs, and says the line that would adopt it', async () => {
  const id = await gateByHand();
  const { plan } = await yard.controller.look(folder(gate({ description: 'other' })));
  expect(plan.changes.map(({ blocked }) => blocked?.message)).toContain(
    `gate (${id}) can't be adopted: AWS cannot change /spec/description of an existing one; write description: by hand to adopt it as it is, or give SecurityGroup/default/gate another AWS name`,
  );
});

describe('a security group that is adopted by a manifest that is silent on egress', () => {
  it.each([[[]], [[5432]]])('has its egress left as it is: %j', async (ports) => {
    const id = await gateByHand(...ports);
    const dir = folder(gate());
    await yard.controller.converge(dir);
    await yard.controller.converge(dir);
    expect(await egressOf(id)).toEqual(ports.map((port) => `tcp ${port}`));
    expect(yard.writes()).toEqual(['CreateTags']);
    expect((await plannedNext(dir)).every(({ action }) => action === 'noop')).toBe(true);
  });

  it('keeps its narrow rule beside what the manifest says, until a further apply', async () => {
    const id = await gateByHand(5432);
    const dir = folder(gate({ egress: [{ protocol: 'tcp', port: 443, to: [{ cidr: '10.0.0.0/8' }] }] }));
    await yard.controller.converge(dir);
    expect((await egressOf(id)).toSorted()).toEqual(['tcp 443', 'tcp 5432']);
    expect(yard.writes()).not.toContain('RevokeSecurityGroupEgress');
    expect((await plannedNext(dir)).map(({ action }) => action)).toContain('delete');
  });
});

describe('a load balancer that is adopted', () => {
  it('stays in the security groups that it is in, until a further apply', async () => {
    const id = await gateByHand(5432);
    await groupByHand();
    const { elbv2 } = yard.account.sdk;
    const Subnets = await yard.hand.subnets(['a', 'c']);
    await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets, Scheme: 'internal', SecurityGroups: [id] }));
    const own = manifest('SecurityGroup', 'own', { vpc: { name: 'yard' }, description: 'own' });
    const spec = { securityGroups: [{ ref: 'own' }], attributes: { 'idle_timeout.timeout_seconds': 30 } };
    const dir = folder(own, group('web', {}, adopt), balancer('web', spec, 'web', adopt));
    await yard.controller.converge(dir);
    const groups = async (): Promise<readonly string[]> => {
      const { LoadBalancers = [] } = await elbv2.send(new DescribeLoadBalancersCommand({ Names: ['web'] }));
      return LoadBalancers[0]?.SecurityGroups ?? [];
    };
    expect(await groups()).toEqual([id]);
    expect(yard.writes()).not.toContain('SetSecurityGroups');
    const { plan, loaded } = await yard.controller.look(dir);
    expect(inWords(plan)).toEqual(['blocked load-balancer/default/web (adopted-first)']);
    expect(plan.changes.find(({ blocked }) => blocked)?.diffs).toMatchObject([
      { path: '/spec/securityGroups', live: [id] },
    ]);
    const change = (await plannedNext(dir)).find(({ action }) => action !== 'noop');
    expect(change).toMatchObject({ id: 'load-balancer/default/web', action: 'update', cause: 'adoption' });
    await yard.controller.apply(dir, further);
    expect(await groups()).toHaveLength(1);
    expect(await groups()).not.toEqual([id]);
    expect(inWords((await yard.controller.look(loaded)).plan)).toEqual([]);
  });

  it('has its listeners adopted, not changed, and keeps those that the manifest does not list', async () => {
    const arn = await groupByHand();
    const { elbv2 } = yard.account.sdk;
    const Subnets = await yard.hand.subnets(['a', 'c']);
    const { LoadBalancers = [] } = await elbv2.send(
      new CreateLoadBalancerCommand({ Name: 'web', Subnets, Scheme: 'internal' }),
    );
    const LoadBalancerArn = LoadBalancers[0]!.LoadBalancerArn!;
    for (const Port of [80, 8080]) {
      const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: arn }];
      await elbv2.send(new CreateListenerCommand({ LoadBalancerArn, Port, Protocol: 'HTTP', DefaultActions }));
    }
    const dir = folder(group('web', {}, adopt), balancer('web', {}, 'web', adopt));
    const { plan } = await yard.controller.look(dir);
    expect(inWords(plan)).toEqual([
      expect.stringMatching(/^blocked listener\/default\/web\/[0-9a-f]{16} \(adopted-first\)$/),
      'update listener/default/web/80 (adoption)',
      'update load-balancer/default/web (adoption)',
      'update target-group/default/web (adoption)',
    ]);
    expect(plan.changes.filter(({ adopted }) => adopted)).toHaveLength(3);
    await yard.controller.converge(dir);
    const { Listeners = [] } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
    expect(new Set(Listeners.map(({ Port }) => Port))).toEqual(new Set([80, 8080]));
  });
});
