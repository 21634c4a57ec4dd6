import { afterAll, describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Trouble } from '../../src/diagnosis/finding.ts';
import { examine } from '../../src/engine/evidence/read-evidence.ts';
import { interruptSpotTasks } from '../../src/simulator/ecs/spot.ts';
import { setFunctionPermission } from '../../src/simulator/elbv2/functions.ts';
import { setTargetHealth } from '../../src/simulator/elbv2/target-health.ts';
import type { Verdict } from '../../src/simulator/elbv2/state.ts';
import { Hand } from '../scenarios/hand.ts';
import { type Controller, controllerOn } from '../support/controller.ts';
import { type BuiltIn, type Account, simulatorEmulator } from '../support/simulated.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { edited, folderOf, manifestsOf } from '../support/folders.ts';

const emulators = {
  'ecs-service': simulatorEmulator({ fixture: fixtureNamed('ecs-service') }),
  'asg-web': simulatorEmulator({ fixture: fixtureNamed('vpc-lab') }),
  'ec2-pair-alb': simulatorEmulator({ fixture: fixtureNamed('ec2-pair-alb') }),
};
afterAll(() => Promise.all(Object.values(emulators).map((emulator) => emulator.stop())));

interface Ward {
  readonly emulator: BuiltIn;
  readonly account: Account;
  readonly controller: Controller;
  /** Looks, and says what is wrong. */
  readonly examine: (folder: string) => Promise<Trouble[]>;
}

async function open(scenario: keyof typeof emulators): Promise<Ward> {
  const emulator = emulators[scenario];
  const account = await emulator.open();
  const controller = await controllerOn(account);
  return {
    emulator,
    account,
    controller,
    async examine(folder) {
      const { facts, unreadable } = await examine(controller.aws, await controller.look(folder), account.clock.now());
      expect(unreadable).toEqual([]);
      return diagnose(facts);
    },
  };
}

function reasons(findings: readonly Trouble[]): string[] {
  return findings.map(({ reason, about }) => `${reason} ${about.manifest}`);
}

describe('an ECS service', () => {
  const scenario = 'ecs-service';

  test('that is well gives no finding, and costs no call', async () => {
    const { examine: look, controller, emulator } = await open(scenario);
    await controller.run(manifestsOf(scenario));
    const cycle = await controller.look(manifestsOf(scenario));
    emulator.running().journal.clear();
    const { facts } = await examine(controller.aws, cycle, 0);
    expect([diagnose(facts), emulator.running().journal.reads()]).toEqual([[], 0]);
    expect(await look(manifestsOf(scenario))).toEqual([]);
  });

  test('whose image has no way to it is advised to take a public address', async () => {
    const { controller, examine: look } = await open(scenario);
    const folder = edited(scenario, {
      'ecs-web#/spec/ecs/network/assignPublicIp': false,
      'ecs-web#/spec/ecs/deployment/circuitBreaker': undefined,
    });
    await controller.run(folder);
    const [first, ...others] = await look(folder);
    expect(first).toMatchObject({
      reason: 'image-not-pulled',
      about: { manifest: 'Service/default/ecs-web', source: { file: 'all.yaml' } },
      remedy: { field: { path: 'spec.ecs.network.assignPublicIp' } },
    });
    expect(first?.evidence[0]).toEqual({
      said: expect.stringContaining('CannotPullContainerError: ') as string,
      call: 'ecs:DescribeTasks',
    });
    expect(reasons(others)).toEqual(['no-targets TargetGroup/default/ecs-web-tg']);
  });

  test('that was rolled back says what failed', async () => {
    const { controller, emulator, examine: look } = await open(scenario);
    await controller.run(manifestsOf(scenario));
    emulator.running().world().ecs.badImages.add('nginx:1.99');
    const folder = edited(scenario, { 'ecs-web#/spec/ecs/taskDefinition/containers/0/image': 'nginx:1.99' });
    await controller.run(folder);
    const found = await look(folder);
    expect(reasons(found)).toEqual([
      'image-not-pulled Service/default/ecs-web',
      'rollout-failed Service/default/ecs-web',
    ]);
    expect(found[0]?.remedy.field?.path).toBe('spec.ecs.taskDefinition.containers');
    expect(found[1]?.symptom).toMatch(/^the last deployment failed, .*my-task-definition:2 failed, rolled back to/);
  });

  test('loses tasks to Spot', async () => {
    const { controller, emulator, examine: look } = await open(scenario);
    const spot = edited(scenario, {
      'ecs-web#/spec/ecs/launchType': undefined,
      'ecs-web#/spec/ecs/capacityProviderStrategy': [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    await controller.run(spot);
    interruptSpotTasks(emulator.running().world());
    const [first] = await look(spot);
    expect(first).toMatchObject({
      reason: 'spot-interrupted',
      evidence: [{ said: 'Your Spot Task was interrupted.', call: 'ecs:DescribeTasks' }],
      remedy: { field: { path: 'spec.ecs.capacityProviderStrategy' } },
    });
  });

  test('behind closed doors is shown which rules are missing', async () => {
    const { controller, examine: look } = await open(scenario);
    const shut = edited(scenario, {
      'ecs-web-alb-sg#/spec/ingress': [{ protocol: 'tcp', port: 443, from: [{ cidr: '0.0.0.0/0' }] }],
      'ecs-web-task-sg#/spec/ingress': [],
    });
    await controller.run(shut);
    const found = await look(shut);
    expect(found.map(({ reason, remedy }) => [reason, remedy.field?.manifest, remedy.text])).toEqual([
      [
        'listener-closed',
        'SecurityGroup/default/ecs-web-alb-sg',
        'add the rule { protocol: tcp, port: 80, from: [{ cidr: 0.0.0.0/0 }] }',
      ],
      [
        'target-closed',
        'SecurityGroup/default/ecs-web-task-sg',
        'add the rule { protocol: tcp, port: 80, from: [{ securityGroup: { ref: ecs-web-alb-sg } }] }',
      ],
    ]);
  });
});

describe('a pair of instances', () => {
  const scenario = 'ec2-pair-alb';

  async function unhealthy({ emulator, controller }: Ward, verdict: Verdict): Promise<void> {
    await controller.run(manifestsOf(scenario));
    const world = emulator.running().world();
    const [group] = [...world.elbv2.targetGroups.values()];
    for (const { id, port } of group!.targets.values())
      setTargetHealth(world, { targetGroupArn: group!.arn, id, port }, verdict);
  }

  test('that answers with another code is shown the matcher', async () => {
    const ward = await open(scenario);
    await unhealthy(ward, 'Target.ResponseCodeMismatch');
    const found = await ward.examine(manifestsOf(scenario));
    expect(found).toMatchObject([
      {
        reason: 'target-unhealthy',
        symptom: '2 of 2 targets are unhealthy: the health check gets another code than the matcher expects',
        remedy: { field: { manifest: 'TargetGroup/default/ec2-pair-tg', path: 'spec.healthCheck.matcher' } },
      },
    ]);
    expect(found[0]?.evidence[0]?.said).toMatch(
      /^Target\.ResponseCodeMismatch: Health checks failed with these codes: \[502\]/,
    );
    expect(found[0]?.concerns).toEqual([
      'TargetGroup/default/ec2-pair-tg',
      'LoadBalancer/default/ec2-pair-alb',
      'Service/default/ec2-pair',
    ]);
  });

  test('whose own security group, which is not of the folder, admits nobody is named', async () => {
    const ward = await open(scenario);
    await unhealthy(ward, 'Target.Timeout');
    const world = ward.emulator.running().world();
    const groups = new Set([...world.ec2.instances.values()].flatMap(({ groupIds }) => groupIds));
    const hand = new Hand(ward.account.sdk);
    for (const id of groups) await hand.closePort(world.ec2.securityGroups.get(id)!.groupName, 80);
    expect(reasons(await ward.examine(manifestsOf(scenario)))).toContain('target-closed Service/default/ec2-pair');
  });

  test('is not reached where the route to the gateway is gone', async () => {
    const ward = await open(scenario);
    await ward.controller.run(manifestsOf(scenario));
    for (const { associations } of ward.emulator.running().world().ec2.routeTables.values()) associations.clear();
    const found = await ward.examine(manifestsOf(scenario));
    expect(new Set(reasons(found))).toEqual(new Set(['no-internet-gateway LoadBalancer/default/ec2-pair-alb']));
    expect(found[0]?.evidence).toEqual([
      {
        said: expect.stringMatching(/^the default route of subnet-\w+: none$/) as string,
        call: 'ec2:DescribeRouteTables',
      },
    ]);
  });
});

describe('an Auto Scaling group', () => {
  test('whose image is gone can launch nothing', async () => {
    const { controller, examine: look, emulator } = await open('asg-web');
    const { images } = emulator.running().world().ec2;
    const [image = ''] = images.keys();
    const pinned = edited('asg-web', { 'web#/spec/autoScalingGroup/launchTemplate/image': { id: image } });
    await controller.apply(pinned);
    images.delete(image);
    const found = await look(pinned);
    expect(reasons(found)).toContain('image-gone Service/default/web');
  });
});

describe('a function', () => {
  test('that load balancers may not invoke is reported with the whole command', async () => {
    const ward = await open('ec2-pair-alb');
    const arn = 'arn:aws:lambda:ap-northeast-2:123456789012:function:pages';
    setFunctionPermission(ward.emulator.running().world(), arn, false);
    const folder = folderOf({
      'all.yaml': [
        {
          apiVersion: 'evenkeel.dev/v1',
          kind: 'TargetGroup',
          metadata: { name: 'pages' },
          spec: { targetType: 'lambda' },
        },
        {
          apiVersion: 'evenkeel.dev/v1',
          kind: 'Service',
          metadata: { name: 'pages' },
          spec: { targetGroups: [{ targetGroup: { ref: 'pages' } }], lambda: { functionArn: arn } },
        },
      ],
    });
    const { outcomes } = await ward.controller.apply(folder);
    const [finding] = await ward.examine(folder);
    expect(finding?.remedy.command).toMatch(
      /^aws lambda add-permission --function-name \S+:function:pages --statement-id elasticloadbalancing --action lambda:InvokeFunction --principal elasticloadbalancing\.amazonaws\.com --source-arn \S+targetgroup\/pages\/\w+$/,
    );
    expect(outcomes.find(({ error }) => error !== undefined)?.error?.facts.remedy).toBe(
      `allow it: ${finding?.remedy.command}`,
    );
  });
});
