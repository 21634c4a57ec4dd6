import { DeleteAutoScalingGroupCommand, DisableMetricsCollectionCommand } from '@aws-sdk/client-auto-scaling';
import {
  DeleteListenerCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, it, onTestFinished } from 'vitest';
import type { Sdk } from '../support/clients.ts';
import { type Controller, controllerOn, inWords } from '../support/controller.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';

async function built(folder: string, fixture: string): Promise<{ sdk: Sdk; controller: Controller }> {
  const emulator = simulatorEmulator({ fixture: fixtureNamed(fixture) });
  onTestFinished(() => emulator.stop());
  const account = await emulator.open();
  const controller = await controllerOn(account);
  expect((await controller.run(manifestsOf(folder))).ending).toBe('converged');
  return { sdk: account.sdk, controller };
}

it('gives a service a new target group when the one that it still names is gone', async () => {
  const { sdk, controller } = await built('ecs-service', 'ecs-service');
  const { LoadBalancers: [balancer] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
  const { Listeners: [listener] = [] } = await sdk.elbv2.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer?.LoadBalancerArn }),
  );
  await sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn: listener?.ListenerArn }));
  const { TargetGroups: [group] = [] } = await sdk.elbv2.send(new DescribeTargetGroupsCommand({}));
  await sdk.elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: group?.TargetGroupArn }));

  expect((await controller.run(manifestsOf('ecs-service'))).ending).toBe('converged');
  expect(inWords((await controller.look(manifestsOf('ecs-service'))).plan)).toEqual([]);
});

it('waits for a group that is being deleted, and makes it anew', async () => {
  const { sdk, controller } = await built('asg-web', 'vpc-lab');
  const AutoScalingGroupName = 'Web-ASG';
  await sdk.autoScaling.send(new DisableMetricsCollectionCommand({ AutoScalingGroupName }));
  await sdk.autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));

  expect((await controller.run(manifestsOf('asg-web'))).ending).toBe('converged');
  expect(inWords((await controller.look(manifestsOf('asg-web'))).plan)).toEqual([]);
});
