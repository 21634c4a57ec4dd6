import {
  CompleteLifecycleActionCommand,
  DeleteAutoScalingGroupCommand,
  DeleteLifecycleHookCommand,
  type LifecycleHookSpecification,
  RecordLifecycleActionHeartbeatCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { expect, test } from 'vitest';
import { refusal } from '../support.ts';
import { activitiesOf, breakGround, DRAIN_MS, groupOf, HEALTH_MS, START_MS } from './ground.ts';

const AutoScalingGroupName = 'Web-ASG';
const launching = 'autoscaling:EC2_INSTANCE_LAUNCHING';
const terminating = 'autoscaling:EC2_INSTANCE_TERMINATING';

async function stage(hooks: readonly Partial<LifecycleHookSpecification>[], MinSize = 1) {
  const ground = await breakGround();
  const LifecycleHookSpecificationList = hooks.map((hook) => ({
    LifecycleHookName: 'boot',
    LifecycleTransition: launching,
    HeartbeatTimeout: 100,
    ...hook,
  }));
  await ground.create({ MinSize, LifecycleHookSpecificationList });
  const states = async (): Promise<string[]> =>
    ((await groupOf(ground.autoScaling))?.Instances ?? []).map(({ LifecycleState = '' }) => LifecycleState);
  const member = async (): Promise<string> => (await groupOf(ground.autoScaling))?.Instances?.[0]?.InstanceId ?? '';
  const answer = async (LifecycleHookName: string, LifecycleActionResult: string): Promise<string> =>
    refusal(
      ground.autoScaling.send(
        new CompleteLifecycleActionCommand({
          AutoScalingGroupName,
          LifecycleHookName,
          LifecycleActionResult,
          InstanceId: await member(),
        }),
      ),
    );
  const scale = (DesiredCapacity: number): Promise<unknown> =>
    ground.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
  return { ...ground, states, member, answer, scale };
}

test('an instance waits until all hooks let it start, registered nowhere', async () => {
  const { states, pass, health, answer } = await stage([{}, { LifecycleHookName: 'warm' }]);
  expect(await states()).toEqual(['Pending:Wait']);
  await pass(START_MS);
  expect(await states()).toEqual(['Pending:Wait']);
  expect(await health()).toEqual([]);
  await answer('boot', 'CONTINUE');
  await pass(0);
  expect(await states()).toEqual(['Pending:Wait']);
  await answer('warm', 'CONTINUE');
  await pass(HEALTH_MS);
  expect(await states()).toEqual(['InService']);
  expect(await health()).toEqual(['healthy']);
  expect(await answer('warm', 'CONTINUE')).toMatch(/^ValidationError: No active Lifecycle Action found/);
});

test.each(['CONTINUE', 'ABANDON'])('nobody answering is %s where that is the default result', async (DefaultResult) => {
  const { states, pass, member, autoScaling } = await stage([{ DefaultResult }]);
  const first = await member();
  await pass(99_000);
  expect(await states()).toEqual(['Pending:Wait']);
  await pass(2_000);
  const isGone = (await member()) !== first;
  expect(isGone).toBe(DefaultResult === 'ABANDON');
  expect(await states()).toEqual([isGone ? 'Pending:Wait' : 'InService']);
  const descriptions = (await activitiesOf(autoScaling)).map(({ StatusCode }) => StatusCode);
  expect(descriptions).toEqual(isGone ? ['PreInService', 'Successful', 'Cancelled'] : ['Successful']);
});

test('a heartbeat prolongs the wait, up to the global time-out', async () => {
  const { states, pass, autoScaling, member, simulator } = await stage([{ HeartbeatTimeout: 100 }]);
  const beat = async (): Promise<string> =>
    refusal(
      autoScaling.send(
        new RecordLifecycleActionHeartbeatCommand({
          AutoScalingGroupName,
          LifecycleHookName: 'boot',
          InstanceId: await member(),
        }),
      ),
    );
  await pass(90_000);
  expect(await beat()).toBe('no refusal');
  const { members } = simulator.world().autoScaling.groups.get(AutoScalingGroupName)!;
  const [{ actions } = { actions: undefined }] = members.values();
  const { beganAt, until } = actions!.get('boot')!;
  expect(until - beganAt).toBe(190_000);
  await pass(90_000);
  expect(await states()).toEqual(['Pending:Wait']);
});

test('what ends waits after it has drained, and goes whatever is answered', async () => {
  const { states, pass, answer, scale, health } = await stage(
    [{ LifecycleHookName: 'save', LifecycleTransition: terminating }],
    0,
  );
  await scale(1);
  await pass(START_MS);
  await pass(HEALTH_MS);
  expect(await states()).toEqual(['InService']);
  await scale(0);
  await pass(0);
  expect([await states(), await health()]).toEqual([['Terminating'], ['draining']]);
  await pass(DRAIN_MS);
  expect([await states(), await health()]).toEqual([['Terminating:Wait'], []]);
  expect(await answer('save', 'GO')).toMatch(/^ValidationError: 'GO' is not a valid result/);
  await answer('save', 'ABANDON');
  await pass(0);
  expect(await states()).toEqual([]);
});

test('a deleted hook holds nobody any more, and a group that is deleted asks no hook', async () => {
  const { states, pass, scale, autoScaling } = await stage(
    [{ LifecycleHookName: 'save', LifecycleTransition: terminating }, {}],
    0,
  );
  await scale(1);
  await pass(START_MS);
  expect(await states()).toEqual(['Pending:Wait']);
  await autoScaling.send(new DeleteLifecycleHookCommand({ AutoScalingGroupName, LifecycleHookName: 'boot' }));
  await pass(0);
  // Given up, it ends; another one starts, that nothing holds.
  expect(await states()).toEqual(['Terminating:Wait', 'Pending']);
  await autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));
  await pass(DRAIN_MS);
  expect(await groupOf(autoScaling)).toBeUndefined();
});
