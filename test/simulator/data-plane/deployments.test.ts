import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { setWeights } from '../../../src/simulator/elbv2/weights.ts';
import { breakGround } from '../ecs/ground.ts';
import { askAt, serve } from './ground.ts';

test('no request fails while a service is rolled to a new revision', async () => {
  const { simulator, world, clock, ecs, blue, ruleArn, create, register, service, tasks, wanted } = await breakGround();
  const taskDefinition = await register('web:2');
  const pages = new Map([
    [String(wanted.taskDefinition), await serve((_request, response) => response.end('first'))],
    [taskDefinition, await serve((_request, response) => response.end('second'))],
  ]);
  simulator.dataPlane.resolveBy(async ({ id }) => {
    const task = (await tasks()).find(
      ({ containers }) => containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address === id,
    );
    return pages.get(task?.taskDefinitionArn ?? '');
  });
  setWeights(world, ruleArn, [[blue, 1]]);
  const { url } = await simulator.dataPlane.open('web', 80);
  await create();
  clock.advance(60_000);
  expect(await askAt(url, '/')).toMatchObject({ status: 200, text: 'first' });

  await ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', taskDefinition }));
  const seen: string[] = [];
  for (let step = 0; step < 100; step += 1) {
    clock.advance(200);
    const { status, text } = await askAt(url, '/');
    seen.push(`${status} ${text}`);
  }
  expect(new Set(seen)).toEqual(new Set(['200 first', '200 second']));
  expect(seen.slice(-10)).toEqual(Array<string>(10).fill('200 second'));
  expect((await service()).deployments).toHaveLength(1);
});
