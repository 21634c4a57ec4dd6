import { expect, test } from 'vitest';
import { setInstanceState } from '../../../src/simulator/ec2/instances.ts';
import type { Fixture } from '../../../src/simulator/fixture.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { folder, group, service } from '../../scenarios/yard.ts';
import { INTERVAL, startRig } from './rig.ts';

const subnets = [{ name: 'a', zone: 'a', cidr: '10.0.0.0/24', public: true }];
const fixture: Fixture = {
  regions: {
    'ap-northeast-2': {
      vpcs: [{ name: 'yard', cidr: '10.0.0.0/16', internetGateway: true, subnets }],
      instances: Array.from({ length: 8 }, (_, index) => ({ name: `i${index}`, subnet: 'a', tags: { Role: 'page' } })),
    },
  },
};
const tier = (): string => folder(group(), service({ instances: [{ tags: { Role: 'page' } }] }));

function registered(simulator: Simulator): number {
  const [web] = simulator.world().elbv2.targetGroups.values();
  return [...(web?.targets.values() ?? [])].filter(({ goneAt }) => goneAt === undefined).length;
}

test('one answer that shows one instance of eight takes none of them out', async () => {
  const { cycle, settle, simulator } = await startRig(tier(), {}, { fixture });
  await settle();
  expect(registered(simulator)).toBe(8);
  const writes = simulator.journal.writes();
  simulator.faults.set([{ kind: 'short-list', action: 'DescribeInstances', keep: 1 }]);
  for (let cycles = 0; cycles < 3; cycles += 1) {
    const { outcomes, findings } = await cycle(INTERVAL);
    expect({ outcomes, findings }).toEqual({ outcomes: [], findings: [] });
  }
  expect(simulator.journal.writes()).toBe(writes);
});

test('what a list misses for a moment is not made twice, and what is gone is made again after a second look', async () => {
  const { cycle, settle, simulator } = await startRig(tier(), {}, { fixture });
  await settle();
  const writes = simulator.journal.writes();
  simulator.faults.set([{ kind: 'short-list', action: 'DescribeTargetGroups', keep: 0, times: 1 }]);
  const { plan } = await cycle(INTERVAL);
  expect(plan.changes.find(({ id }) => id === 'target-group/default/web')?.blocked).toMatchObject({
    reason: 'unconfirmed',
    message: expect.stringContaining('exists, although a list omitted it; checked again in 5 s') as string,
  });
  expect((await cycle(5_000)).plan.changes.filter(({ action }) => action !== 'noop')).toEqual([]);
  expect(simulator.journal.writes()).toBe(writes);

  simulator.world().elbv2.targetGroups.clear();
  expect((await cycle(INTERVAL)).plan.changes[0]?.blocked).toMatchObject({
    reason: 'unconfirmed',
    message: 'missing in one read; checked again in 5 s',
  });
  const { outcomes } = await cycle(5_000);
  expect(outcomes.map(({ change, status }) => `${change.action} ${change.type} ${status}`)).toContain(
    'create target-group done',
  );
});

test('half of what is no longer found leaves in a cycle, and the rest is reported', async () => {
  const { cycle, settle, simulator } = await startRig(tier(), {}, { fixture });
  await settle();
  const { ec2 } = simulator.world();
  for (const one of [...ec2.instances.values()].slice(0, 6)) one.tags.delete('Role');
  const first = await cycle(INTERVAL);
  expect(registered(simulator)).toBe(4);
  const held = first.plan.changes.flatMap(({ blocked }) => blocked ?? []);
  expect(held).toHaveLength(2);
  expect(held[0]).toEqual({
    reason: 'deregister-limit',
    message:
      '6 of 8 targets of web are no longer found, and at most 4 may be deregistered at once: the others wait for the next cycle; to deregister all now, pass --max-deregister-share 1',
    would: 'deregister',
  });
  await cycle(INTERVAL);
  expect(registered(simulator)).toBe(2);
});

test('terminated instances leave at once, however many they are', async () => {
  const { cycle, settle, simulator } = await startRig(tier(), {}, { fixture });
  await settle();
  const world = simulator.world();
  for (const one of [...world.ec2.instances.values()].slice(0, 7)) setInstanceState(world, one, 'terminated');
  await cycle(INTERVAL);
  expect(registered(simulator)).toBe(1);
});
