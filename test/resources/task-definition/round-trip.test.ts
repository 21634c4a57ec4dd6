import { DescribeTaskDefinitionCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Live } from '../../../src/core/resource.ts';
import { taskDefinition } from '../../../src/resources/registry.ts';
import { normalContent } from '../../../src/resources/task-definition/normal.ts';
import type { TaskDefinitionState } from '../../../src/resources/task-definition/type.ts';
import { breakGround } from '../../simulator/ecs/ground.ts';
import { OWNER, rigFor } from '../rig.ts';

function app(image: string): TaskDefinitionState {
  const container = {
    name: 'app',
    image,
    portMappings: [{ containerPort: 80 }],
    environment: [
      { name: 'B', value: '2' },
      { name: 'A', value: '1' },
    ],
  };
  const { containers } = normalContent({ networkMode: 'awsvpc' }, [container], []);
  return {
    family: 'app',
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    requiresCompatibilities: ['FARGATE'],
    containers,
    tags: { team: 'web' },
  };
}

async function start() {
  const ground = await breakGround();
  const rig = await rigFor(taskDefinition, ground.simulator.url);
  const observe = () => rig.observe(['app']);
  const only = async (): Promise<Live<TaskDefinitionState>> => (await observe()).live[0]!;
  const revisions = async (): Promise<(string | undefined)[]> => {
    const { taskDefinitionArns } = await ground.ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: 'app' }));
    return (taskDefinitionArns ?? []).map((arn) => arn.split('/').pop());
  };
  const create = async (state: TaskDefinitionState): Promise<Live<TaskDefinitionState>> => {
    await taskDefinition.apply.create(rig.context, { wanted: state, tags: rig.tagsFor(state) });
    return only();
  };
  const update = async (wanted: TaskDefinitionState): Promise<unknown> => {
    const live = await only();
    const differences = rig.differences(wanted, live);
    const outputs = await taskDefinition.apply.update.revision(rig.context, { live, wanted, differences });
    await taskDefinition.apply.tag?.(rig.context, live, rig.tagsFor(wanted), []);
    return outputs;
  };
  return { ground, rig, observe, only, revisions, create, update };
}

describe('a task definition on the simulator', () => {
  it('is as it was asked for once registered', async () => {
    const { rig, create } = await start();
    const live = await create(app('app:1'));
    expect(rig.differences(app('app:1'), live)).toEqual([]);
    expect(live).toMatchObject({ name: 'app', outputs: { arn: live.physical }, uses: [] });
  });

  it('is followed by a revision for every change, with all that was said of it', async () => {
    const { rig, create, update, only, revisions } = await start();
    await create(app('app:1'));
    const wanted = { ...app('app:2'), tags: { team: 'platform' } };
    const { physical } = await only();
    expect(await update(wanted)).toEqual({ arn: physical.replace(/:1$/, ':2') });
    const live = await only();
    expect([live.physical.endsWith(':2'), rig.differences(wanted, live)]).toEqual([true, []]);
    expect(live.tags).toMatchObject(rig.tagsFor(wanted));
    expect(await revisions()).toEqual(['app:1', 'app:2']);
  });

  it('is not registered twice where the answer is lost', async () => {
    const { ground, create, update, revisions } = await start();
    const lose = (): void =>
      ground.simulator.faults.add({ action: 'RegisterTaskDefinition', kind: 'drop-after', times: 1 });
    lose();
    await create(app('app:1'));
    lose();
    await update(app('app:2'));
    expect(await revisions()).toEqual(['app:1', 'app:2']);
  });

  it('is ours still when somebody else has registered a further revision', async () => {
    const { ground, rig, create, only } = await start();
    const { physical } = await create(app('app:1'));
    await ground.register('app:9', { family: 'app' });
    expect((await only()).physical).toBe(physical);
    expect(rig.differences(app('app:1'), await only())).toEqual([]);
  });

  it('deleted with all revisions that are ours, and with no other', async () => {
    const { ground, rig, create, update, only, observe, revisions } = await start();
    await create(app('app:1'));
    await update(app('app:2'));
    await ground.register('app:9', { family: 'app' });
    await taskDefinition.apply.remove(rig.context, await only());
    expect(await revisions()).toEqual(['app:3']);
    expect((await observe()).live.map(({ tags }) => tags)).toEqual([{}]);
  });

  it('is found by the service that runs it, and goes before that', async () => {
    const { ground, rig } = await start();
    await ground.create();
    const arn = (await ground.service()).serviceArn ?? '';
    const service = {
      type: 'ecs-service',
      physical: arn,
      state: { taskDefinition: ground.wanted.taskDefinition },
      tags: { 'evenkeel.dev/owner': OWNER, 'evenkeel.dev/resource': 'Service/default/web' },
      outputs: {},
      uses: [],
    } as unknown as Live;
    const { live } = await rig.observe([], [service]);
    expect(live.map(({ name, uses }) => [name, uses])).toEqual([['web', [arn]]]);
    const described = await ground.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
    expect(live[0]?.physical).toBe(described.taskDefinition?.taskDefinitionArn);
  });
});
