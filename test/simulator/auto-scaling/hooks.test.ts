import {
  CreateAutoScalingGroupCommand,
  DeleteLifecycleHookCommand,
  DescribeLifecycleHooksCommand,
  DescribeLifecycleHookTypesCommand,
  type LifecycleHook,
  PutLifecycleHookCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { AMAZON_LINUX, open, refusal } from '../support.ts';

const AutoScalingGroupName = 'web';
const launching = 'autoscaling:EC2_INSTANCE_LAUNCHING';
const terminating = 'autoscaling:EC2_INSTANCE_TERMINATING';

async function group() {
  const { ec2, autoScaling } = await open();
  const LaunchTemplateData = { ImageId: AMAZON_LINUX, InstanceType: 't3.micro' } as const;
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData }));
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName,
      MinSize: 0,
      MaxSize: 0,
      AvailabilityZones: ['ap-northeast-2a'],
      LaunchTemplate: { LaunchTemplateName: 'web' },
      LifecycleHookSpecificationList: [{ LifecycleHookName: 'drain', LifecycleTransition: terminating }],
    }),
  );
  const hooks = async (): Promise<LifecycleHook[]> =>
    (await autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName }))).LifecycleHooks ?? [];
  return { autoScaling, hooks };
}

test('a hook is put with the group or beside it, changed, described and deleted', async () => {
  const { autoScaling, hooks } = await group();
  const drain = { AutoScalingGroupName, LifecycleHookName: 'drain', LifecycleTransition: terminating };
  expect(await hooks()).toEqual([
    { ...drain, HeartbeatTimeout: 3600, DefaultResult: 'ABANDON', GlobalTimeout: 172_800 },
  ]);
  await autoScaling.send(
    new PutLifecycleHookCommand({ AutoScalingGroupName, LifecycleHookName: 'drain', HeartbeatTimeout: 60 }),
  );
  const warm = { AutoScalingGroupName, LifecycleHookName: 'warm', LifecycleTransition: launching };
  await autoScaling.send(new PutLifecycleHookCommand({ ...warm, DefaultResult: 'CONTINUE' }));
  expect(await hooks()).toMatchObject([
    { ...drain, HeartbeatTimeout: 60, GlobalTimeout: 6_000 },
    { ...warm, DefaultResult: 'CONTINUE' },
  ]);
  const gone = new DeleteLifecycleHookCommand({ AutoScalingGroupName, LifecycleHookName: 'drain' });
  await autoScaling.send(gone);
  expect(await hooks()).toMatchObject([warm]);
  expect(await refusal(autoScaling.send(gone))).toMatch(/^ValidationError: /);
  const types = await autoScaling.send(new DescribeLifecycleHookTypesCommand({}));
  expect(types.LifecycleHookTypes).toEqual([launching, terminating]);
});

test.each([
  [{ LifecycleHookName: 'new' }],
  [{ LifecycleHookName: 'a b', LifecycleTransition: launching }],
  [{ LifecycleHookName: 'new', LifecycleTransition: 'launching' }],
  [{ LifecycleHookName: 'new', LifecycleTransition: launching, HeartbeatTimeout: 29 }],
  [{ LifecycleHookName: 'new', LifecycleTransition: launching, DefaultResult: 'STOP' }],
  [{ LifecycleHookName: 'new', LifecycleTransition: launching, AutoScalingGroupName: 'other' }],
])('%j is refused', async (hook) => {
  const { autoScaling, hooks } = await group();
  const put = new PutLifecycleHookCommand({ AutoScalingGroupName, ...hook });
  expect(await refusal(autoScaling.send(put))).toMatch(/^ValidationError: /);
  expect(await hooks()).toHaveLength(1);
});
