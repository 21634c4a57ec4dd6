import { afterAll, expect, it } from 'vitest';
import { controllerOn, inWords, nothing } from '../support/controller.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { edited, manifestsOf } from '../support/folders.ts';

const emulator = simulatorEmulator({ fixture: fixtureNamed('ecs-service') });
afterAll(() => emulator.stop());

const faults = ['drop-after', 'drop-before', 'error-500', 'throttle'] as const;

/** How often something is begun while a call in every four or five goes wrong. */
const ATTEMPTS = 3;

it.each([1, 4, 7])('an ECS service ends the same whatever goes wrong on the way, %i', async (skip) => {
  const account = await emulator.open();
  const simulator = emulator.running();
  const controller = await controllerOn(account);
  const next = edited('ecs-service', { 'ecs-web#/spec/ecs/taskDefinition/containers/0/image': 'nginx:1.28' });

  async function troubled(work: () => Promise<unknown>): Promise<void> {
    simulator.faults.set(faults.map((kind) => ({ kind, probability: 0.06, skip })));
    // A look that fails is as good as one that never began.
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) await work().catch(() => undefined);
    simulator.faults.clear();
  }

  async function revisions(): Promise<(string | undefined)[]> {
    const { taskDefinitionArns = [] } = await controller.aws.ecs.listTaskDefinitions({ status: 'ACTIVE' });
    return taskDefinitionArns.map((arn) => arn.split('/').pop());
  }

  for (const folder of [manifestsOf('ecs-service'), next]) {
    await troubled(() => controller.run(folder));
    await controller.converge(folder);
  }
  expect(await revisions()).toEqual(['my-task-definition:1', 'my-task-definition:2', 'worker:1']);
  const { ecs, elbv2, applicationAutoScaling } = simulator.world();
  expect([...ecs.services.values()].map(({ name, status }) => [name, status])).toEqual([['ecs-web', 'ACTIVE']]);

  await troubled(() => controller.apply(nothing));
  await controller.converge(nothing);
  expect(await revisions()).toEqual(['worker:1']);
  expect([elbv2.targetGroups.size, elbv2.loadBalancers.size, applicationAutoScaling.targets.size]).toEqual([0, 0, 0]);
  expect(inWords((await controller.look(nothing)).plan)).toEqual([]);
});
