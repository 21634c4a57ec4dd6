import { afterAll, expect, it } from 'vitest';
import { nothing } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { settleForeignService } from './foreigners.ts';
import { stagesOf, stands } from './sweep.ts';
import { sweepOfServices } from './sweep-of-services.ts';

sweepOfServices({
  folder: 'ecs-service',
  fixture: 'ecs-service',
  settle: settleForeignService,
  change: { 'ecs-web#/spec/ecs/taskDefinition/containers/0/image': 'nginx:1.28' },
  makes: { taskDefinition: 2, service: 2, scalableTarget: 2, targetGroup: 1 },
});

const stages = stagesOf(fixtureNamed('ecs-service'), settleForeignService);
afterAll(() => stages.close());

it('takes a revision away whose service was never made, and whose manifest is gone', async () => {
  const stage = await stages.open();
  const before = await stands(stage);
  stage.simulator.faults.set([{ kind: 'access-denied', action: 'CreateService' }]);
  expect((await stage.controller.run(manifestsOf('ecs-service'))).ending).toBe('failed');
  stage.simulator.faults.clear();
  expect((await stage.controller.run(nothing)).ending).toBe('converged');
  expect(await stands(stage)).toEqual(before);
});
