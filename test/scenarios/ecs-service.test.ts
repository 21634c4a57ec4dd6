import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECSClient, ListTaskDefinitionsCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client, ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Live } from '../../src/core/resource.ts';
import type { ListenerState } from '../../src/resources/listener/type.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { REGION } from '../support/clients.ts';
import { type Controller, controllerOn, differences, inWords, nothing } from '../support/controller.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { type Edits, edited, manifestsOf } from '../support/folders.ts';

const emulator = simulatorEmulator({ fixture: fixtureNamed('ecs-service') });
const manifests = manifestsOf('ecs-service');

let simulator: Simulator;
let controller: Controller;
let ecs: ECSClient;
let elbv2: ElasticLoadBalancingV2Client;

beforeEach(async () => {
  const account = await emulator.open();
  simulator = emulator.running();
  controller = await controllerOn(account);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = { endpoint: account.url, region: REGION, credentials, maxAttempts: 1 };
  ecs = new ECSClient(client);
  elbv2 = new ElasticLoadBalancingV2Client(client);
});
afterAll(() => emulator.stop());

function withImage(image: string): Edits {
  return { 'ecs-web#/spec/ecs/taskDefinition/containers/0/image': image };
}

/** The families that still have a revision which is not deregistered. */
async function families(): Promise<string[]> {
  const { taskDefinitionArns = [] } = await ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' }));
  return taskDefinitionArns.map((arn) => arn.replace(/^.*\//, ''));
}

function statusOf(type: string, live: readonly { type: string; status?: { text: string } | undefined }[]): unknown {
  return live.find((one) => one.type === type)?.status?.text;
}

describe('an ECS service, whole', () => {
  it('goes from nothing to three tasks that serve, writes nothing more, and goes', async () => {
    const { outcomes, waiting } = await controller.run(manifests);
    expect([outcomes.filter(({ status }) => status !== 'done'), waiting]).toEqual([[], []]);
    simulator.journal.clear();
    const { plan, snapshot } = await controller.apply(manifests);
    expect([inWords(plan), simulator.journal.writes()]).toEqual([[], 0]);
    expect(statusOf('ecs-service', snapshot.live)).toBe('3/3 running');
    expect(statusOf('target-group', snapshot.live)).toBe('3/3 healthy');
    const ecsReads = Object.entries(simulator.journal.counts()).filter(([name]) => /^(ecs|application)/.test(name));
    expect(ecsReads).toEqual([
      ['application-autoscaling:DescribeScalableTargets', 1],
      ['application-autoscaling:DescribeScalingPolicies', 1],
      ['ecs:DescribeClusters', 1],
      ['ecs:DescribeServices', 1],
      ['ecs:DescribeTaskDefinition', 1],
      ['ecs:ListClusters', 1],
      ['ecs:ListServices', 1],
    ]);
    await controller.converge(nothing);
    expect(await families()).toEqual(['worker:1']);
    expect(simulator.world().applicationAutoScaling.targets.size).toBe(0);
  });

  it('rolls to a new image, which is followed to its end', async () => {
    await controller.run(manifests);
    const changed = edited('ecs-service', withImage('nginx:1.28'));
    const { plan } = await controller.look(changed);
    expect(inWords(plan)).toEqual([
      'update ecs-service/default/ecs-web (dependency)',
      'update task-definition/default/ecs-web (spec)',
    ]);
    expect(differences(plan)).toEqual([
      expect.stringMatching(/^\/spec\/ecs\/taskDefinition\/containers\/nginx: .*"nginx:1.27".*"nginx:1.28"/),
      expect.stringMatching(/^\/spec\/ecs\/taskDefinition: .*:1" → "ecs-web \(known after apply\)"$/),
    ]);
    const { outcomes, waiting, failed } = await controller.run(changed);
    expect([outcomes.map(({ status }) => status), waiting, failed]).toEqual([['done', 'done'], [], []]);
    expect(await families()).toEqual(['my-task-definition:1', 'my-task-definition:2', 'worker:1']);
    simulator.journal.clear();
    expect(inWords((await controller.apply(changed)).plan)).toEqual([]);
    expect(simulator.journal.writes()).toBe(0);
    await controller.converge(nothing);
    expect(await families()).toEqual(['worker:1']);
  });

  it('reports an image that cannot be pulled as a failure, and does not try it again', async () => {
    await controller.run(manifests);
    simulator.world().ecs.badImages.add('nginx:1.99');
    const changed = edited('ecs-service', withImage('nginx:1.99'));
    const { failed } = await controller.run(changed);
    expect(failed.map(({ id, text }) => [id, text])).toEqual([
      ['ecs-service/default/ecs-web', expect.stringMatching(/^my-task-definition:2 failed, rolled back to .*:1: /)],
    ]);
    simulator.journal.clear();
    const { plan } = await controller.apply(changed);
    expect(inWords(plan)).toEqual(['blocked ecs-service/default/ecs-web (rejected)']);
    expect(simulator.journal.writes()).toBe(0);
    const healed = await controller.run(edited('ecs-service', withImage('nginx:1.28')));
    expect([healed.failed, healed.waiting]).toEqual([[], []]);
  });

  it('leaves the number of tasks to the scaling, and nothing else', async () => {
    await controller.run(manifests);
    const byHand = { cluster: 'demo', service: 'ecs-web' };
    await ecs.send(new UpdateServiceCommand({ ...byHand, desiredCount: 7 }));
    expect(inWords((await controller.look(manifests)).plan)).toEqual([]);
    await ecs.send(
      new UpdateServiceCommand({ ...byHand, enableExecuteCommand: true, healthCheckGracePeriodSeconds: 5 }),
    );
    const { plan } = await controller.look(manifests);
    expect(inWords(plan)).toEqual(['update ecs-service/default/ecs-web (drift)']);
    expect(differences(plan)).toEqual(['/spec/ecs/healthCheckGracePeriodSeconds: 5 → 60']);
    await controller.converge(manifests);
    const unscaled = edited('ecs-service', { 'ecs-web#/spec/ecs/autoScaling': undefined });
    await controller.converge(unscaled);
    expect(simulator.world().applicationAutoScaling.targets.size).toBe(0);
    expect(inWords((await controller.look(unscaled)).plan)).toEqual([]);
  });

  it('leaves the weights to a blue/green deployment, and everything else as the manifests say', async () => {
    const rule = { loadBalancer: { ref: 'ecs-web-alb' }, listener: 80 };
    const deployment = {
      strategy: 'BLUE_GREEN',
      bakeTimeMinutes: 1,
      alternateTargetGroup: { ref: 'green' },
      productionListenerRule: rule,
      roleArn: 'arn:aws:iam::123456789012:role/ecs',
    };
    const groups = ['ecs-web-tg', 'green'].map((ref, index) => ({ targetGroup: { ref }, weight: 100 - index * 100 }));
    const shifting = (image: string): string => {
      const folder = edited('ecs-service', {
        ...withImage(image),
        'ecs-web#/spec/ecs/deployment': deployment,
        'ecs-web-alb#/spec/listeners/0/defaultActions': [{ forward: { targetGroups: groups } }],
      });
      const green = { targetType: 'ip', protocol: 'HTTP', port: 80, vpc: { name: 'demo-service-vpc' } };
      const manifest = { apiVersion: 'evenkeel.dev/v1', kind: 'TargetGroup', metadata: { name: 'green' }, spec: green };
      writeFileSync(join(folder, 'green.yaml'), JSON.stringify(manifest));
      return folder;
    };
    const before = await controller.run(shifting('nginx:1.27'));
    expect([before.failed, before.waiting]).toEqual([[], []]);
    const after = shifting('nginx:1.28');
    const { failed, waiting } = await controller.run(after);
    expect([failed, waiting]).toEqual([[], []]);
    const listener = async (): Promise<Live<ListenerState>> => {
      const { plan, snapshot } = await controller.look(after);
      expect([inWords(plan), differences(plan)]).toEqual([[], []]);
      return snapshot.live.find(({ type }) => type === 'listener') as Live<ListenerState>;
    };
    const weights = ({ state: { defaultActions } }: Live<ListenerState>): unknown =>
      defaultActions.flatMap((action) => ('forward' in action ? action.forward.targetGroups : []));
    const shifted = await listener();
    expect(weights(shifted)).toEqual(
      expect.arrayContaining([
        { targetGroup: expect.stringContaining('targetgroup/ecs-web-tg/'), weight: 0 },
        { targetGroup: expect.stringContaining('targetgroup/green/'), weight: 100 },
      ]),
    );
    const closed = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '503' } }];
    await elbv2.send(new ModifyListenerCommand({ ListenerArn: shifted.physical, DefaultActions: closed }));
    await controller.run(after);
    expect(weights(await listener())).toEqual([
      { targetGroup: expect.stringContaining('targetgroup/green/'), weight: 100 },
    ]);
    await controller.converge(nothing);
    expect(simulator.world().elbv2.targetGroups.size).toBe(0);
  });

  it('is replaced under another name before the one that stands goes, with its scaling', async () => {
    await controller.run(manifests);
    const renamed = edited('ecs-service', { 'ecs-web#/spec/ecs/name': 'renamed' });
    const { plan } = await controller.look(renamed);
    expect(inWords(plan)).toContain('replace ecs-service/default/ecs-web (spec)');
    const { failed, waiting } = await controller.run(renamed);
    expect([failed, waiting]).toEqual([[], []]);
    const { plan: after, snapshot } = await controller.look(renamed);
    expect(inWords(after)).toEqual([]);
    const named = (type: string): unknown => snapshot.live.filter((one) => one.type === type).map((one) => one.name);
    expect(named('ecs-service')).toEqual(['demo/renamed']);
    expect([...simulator.world().applicationAutoScaling.targets.keys()]).toEqual([
      expect.stringContaining('service/demo/renamed'),
    ]);
    await controller.converge(nothing);
    expect(await families()).toEqual(['worker:1']);
  });

  it.each(['RegisterTaskDefinition', 'CreateService', 'RegisterScalableTarget', 'PutScalingPolicy', 'UpdateService'])(
    'ends the same where the answer to %s is lost',
    async (action) => {
      simulator.faults.add({ action, kind: 'drop-after', times: 1 });
      await controller.run(manifests);
      await controller.run(edited('ecs-service', withImage('nginx:1.28')));
      const { plan, snapshot } = await controller.look(edited('ecs-service', withImage('nginx:1.28')));
      expect(inWords(plan)).toEqual([]);
      expect(statusOf('ecs-service', snapshot.live)).toBe('3/3 running');
      expect(await families()).toEqual(['my-task-definition:1', 'my-task-definition:2', 'worker:1']);
      await controller.converge(nothing);
      expect(await families()).toEqual(['worker:1']);
    },
  );
});
