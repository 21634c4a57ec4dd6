import {
  CreateTargetGroupCommand,
  DescribeLoadBalancersCommand,
  ModifyLoadBalancerAttributesCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateAutoScalingGroupCommand, CreateLaunchConfigurationCommand } from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, DescribeImagesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { expect, it } from 'vitest';
import type { Aws } from '../../src/aws/ports.ts';
import { lookToImport } from '../../src/engine/import.ts';
import { load } from '../../src/engine/load.ts';
import { release, roundTrip } from '../import/round-trip.ts';
import { controllerOn } from '../support/controller.ts';
import { motoEmulator } from '../support/emulators.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { edited, type Edits } from '../support/folders.ts';
import { layFixture } from '../support/lay-fixture.ts';
import { onEach } from '../support/on-each.ts';

/** Each with its ground, and without what moto drops. */
const scenarios: readonly [scenario: string, fixture: string, without: Edits][] = [
  ['ec2-pair-alb', 'ec2-pair-alb', {}],
  ['content-routing', 'content-routing', {}],
  ['ecs-fargate-alb', 'demo-service-vpc', {}],
  ['ecs-service', 'ecs-service', { 'ecs-web#/spec/ecs/serviceConnect': undefined }],
];

/** What moto answers where AWS has no such attribute, so that no manifest can say it there. */
const elsewhere = ['waf.fail_open.enabled', 'tcp.idle_timeout.seconds'];

/** What was written since it was last asked, by the calls that we count ourselves: moto keeps no journal. */
function writesOf({ calls }: Aws): () => string[] {
  const before = new Map<string, number>();
  return () =>
    calls.totals().flatMap(({ service, kind, operation, calls: count }) => {
      const key = `${service} ${operation}`;
      const fresh = count - (before.get(key) ?? 0);
      before.set(key, count);
      return kind === 'write' && fresh > 0 ? [`${operation[0]!.toUpperCase()}${operation.slice(1)}`] : [];
    });
}

/** For moto an application load balancer begins without what none is without, and no manifest can say that. */
async function crossZones(elbv2: ElasticLoadBalancingV2Client): Promise<void> {
  const { LoadBalancers = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }];
  for (const { LoadBalancerArn } of LoadBalancers)
    await elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
}

onEach([motoEmulator()], (emulator) => {
  it.skip('asg-web: moto never changes the tags that a launch template was made with, so that ours can’t be forgotten');
  it.each(scenarios)('%s, forgotten and imported, is adopted by tags alone', async (scenario, fixture, without) => {
    const account = await emulator.open();
    await layFixture(account.sdk, fixtureNamed(fixture));
    const controller = await controllerOn(account);
    const original = await load(edited(scenario, without), {});
    await controller.converge(original);
    await release(controller, original, account.clock);
    await crossZones(account.sdk.elbv2);
    const { imported } = await roundTrip(controller, writesOf(controller.aws), { except: elsewhere });
    expect(imported.wanted.map(({ type }) => type).sort()).toEqual(original.wanted.map(({ type }) => type).sort());
  });

  it('leaves alone a group of a launch configuration, and says so where it registers; one of several types is imported', async () => {
    const account = await emulator.open();
    const { autoScaling, ec2, elbv2 } = account.sdk;
    const { Images = [] } = await ec2.send(new DescribeImagesCommand({}));
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const [{ SubnetId = '', VpcId = '' } = {}] = Subnets;
    const ImageId = Images[0]?.ImageId ?? '';
    const made = await elbv2.send(new CreateTargetGroupCommand({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId }));
    const LaunchTemplateData = { ImageId, InstanceType: 't3.micro' } as const;
    await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData }));
    await autoScaling.send(
      new CreateLaunchConfigurationCommand({ LaunchConfigurationName: 'old', ImageId, InstanceType: 't3.micro' }),
    );
    const LaunchTemplateSpecification = { LaunchTemplateName: 'web', Version: '$Latest' };
    const launches = {
      old: { LaunchConfigurationName: 'old' },
      mixed: {
        MixedInstancesPolicy: {
          LaunchTemplate: { LaunchTemplateSpecification, Overrides: [{ InstanceType: 't3.small' }] },
        },
      },
    };
    for (const [AutoScalingGroupName, launch] of Object.entries(launches)) {
      await autoScaling.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName,
          ...launch,
          MinSize: 1,
          MaxSize: 1,
          VPCZoneIdentifier: SubnetId,
          TargetGroupARNs: [made.TargetGroups?.[0]?.TargetGroupArn ?? ''],
        }),
      );
    }
    const { aws } = await controllerOn(account);
    const selection = { names: [], all: true, tags: {} };
    const { stacks, leftAlone } = await lookToImport({ aws, owner: 'default', namespace: 'default', selection });
    const why = 'it launches by a launch configuration, and a manifest says a launch template';
    expect(leftAlone.map((one) => `${one.live.name}: ${one.why}`)).toEqual([`old: ${why}`]);
    const manifests = stacks.flatMap((stack) => stack.manifests);
    const group = manifests.find(({ kind }) => kind === 'TargetGroup');
    expect(group?.notes).toMatchObject([{ text: 'old registers its targets, and is not imported.' }]);
    const service = manifests.find(({ kind }) => kind === 'Service');
    expect(service?.spec).toMatchObject({
      autoScalingGroup: { mixedInstancesPolicy: { overrides: [{ instanceType: 't3.small' }] } },
    });
  });
});
