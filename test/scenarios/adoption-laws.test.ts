import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { CreateTargetGroupCommand, RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlanInput } from '../../src/core/planning/input.ts';
import { isRemoval, isWrite, type Change } from '../../src/core/plan.ts';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { folder, manifest, useYard } from './yard.ts';

const yard = useYard();
const adopt = { adopt: 'true' };
const names = ['one', 'two', 'other'] as const;
const ports = [22, 443, 5432] as const;

/** A target group and a security group as somebody left them, and what manifests that adopt both say of them. */
interface World {
  readonly registered: readonly string[];
  readonly listed: readonly string[];
  readonly open: { readonly ingress: readonly number[]; readonly egress: readonly number[] };
  readonly said: { readonly ingress: readonly number[]; readonly egress: readonly number[] | undefined };
}

const somePorts = fc.uniqueArray(fc.constantFrom(...ports));
const anyWorld: fc.Arbitrary<World> = fc.record({
  registered: fc.uniqueArray(fc.constantFrom(...names)),
  listed: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
  open: fc.record({ ingress: somePorts, egress: somePorts }),
  said: fc.record({ ingress: somePorts, egress: fc.option(somePorts, { nil: undefined }) }),
});

/** Which action of AWS's takes it away. */
const taking: Readonly<Record<string, (change: Change) => string>> = {
  target: () => 'DeregisterTargets',
  'security-group-rule': ({ diffs }) =>
    diffs.some(({ path, live }) => path.endsWith('/direction') && live === 'egress')
      ? 'RevokeSecurityGroupEgress'
      : 'RevokeSecurityGroupIngress',
};

function isTaking(action: string): boolean {
  return /^(?:Deregister|Revoke|Delete|Remove|Detach)/.test(action) && !action.endsWith('Tags');
}

function permissionsOf(some: readonly number[]): IpPermission[] {
  return some.map((port) => ({
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: '10.0.0.0/8' }],
  }));
}

async function build(name: string, { registered, open }: World): Promise<void> {
  const { elbv2, ec2 } = yard.account.sdk;
  const VpcId = [...yard.simulator.world().ec2.vpcs.values()].find(({ tags }) => tags.get('Name') === 'yard')!.vpcId;
  const { TargetGroups = [] } = await elbv2.send(
    new CreateTargetGroupCommand({ Name: name, Protocol: 'HTTP', Port: 80, VpcId }),
  );
  const TargetGroupArn = TargetGroups[0]!.TargetGroupArn!;
  const Targets = registered.map((one) => ({ Id: yard.instance(one).instanceId }));
  if (Targets.length > 0) await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: name, Description: 'by hand', VpcId }),
  );
  const all = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: all }));
  const [out, into] = [permissionsOf(open.egress), permissionsOf(open.ingress)];
  if (out.length > 0) {
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: out }));
  }
  if (into.length > 0) {
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: into }));
  }
}

function manifestsFor(name: string, { listed, said }: World): string {
  const rule = (end: 'from' | 'to') => (port: number) => ({ protocol: 'tcp', port, [end]: [{ cidr: '10.0.0.0/8' }] });
  return folder(
    manifest('TargetGroup', name, { protocol: 'HTTP', port: 80, vpc: { name: 'yard' } }, adopt),
    manifest('Service', name, {
      targetGroups: [{ targetGroup: { ref: name } }],
      instances: listed.map((one) => ({ name: one })),
    }),
    manifest(
      'SecurityGroup',
      name,
      {
        vpc: { name: 'yard' },
        description: 'by hand',
        ingress: said.ingress.map(rule('from')),
        ...(said.egress === undefined ? {} : { egress: said.egress.map(rule('to')) }),
      },
      adopt,
    ),
  );
}

/** Applies until nothing is left to do; gives the actions that the plans showed to take away, and those that AWS was sent. */
async function applied(loaded: Loaded, agreed?: PlanInput['agreed']): Promise<{ shown: Set<string>; sent: string[] }> {
  yard.writes();
  const shown = new Set<string>();
  for (let round = 0; round < 4; round += 1) {
    const { plan, outcomes } = await yard.controller.apply(loaded, agreed);
    for (const { error } of outcomes) if (error !== undefined) throw error;
    for (const change of plan.changes) {
      if (isRemoval(change.action)) shown.add(taking[change.type]!(change));
    }
    if (!plan.changes.some(isWrite)) break;
  }
  return { shown, sent: yard.writes() };
}

it('what is adopted loses nothing and is opened nowhere but as the manifest says, and then just what a further plan shows', async () => {
  let worlds = 0;
  await fc.assert(
    fc.asyncProperty(anyWorld, async (world) => {
      const name = `world-${(worlds += 1)}`;
      await build(name, world);
      // What other worlds left is no concern of this one's.
      const loaded = { ...(await load(manifestsFor(name, world), {})), withhold: 'it is of another world' };
      const first = await applied(loaded);
      expect(first.shown).toEqual(new Set());
      expect(first.sent.filter(isTaking)).toEqual([]);
      expect(yard.registered(name)).toEqual(
        [...new Set([...world.registered, ...world.listed])].map((one) => `${one}:80`).sort(),
      );
      if (world.said.egress === undefined) expect(first.sent).not.toContain('AuthorizeSecurityGroupEgress');

      const further = await applied(loaded, (_, isAdopting) => !isAdopting);
      expect(new Set(further.sent.filter(isTaking))).toEqual(further.shown);
      expect(yard.registered(name)).toEqual(world.listed.map((one) => `${one}:80`).sort());
      const { plan } = await yard.controller.look(loaded);
      const own = plan.changes.filter(({ manifest: of }) => of.endsWith(`/${name}`));
      expect(own.filter(({ action }) => action !== 'noop')).toEqual([]);
    }),
    { numRuns: 8 },
  );
});
