import { UpdateServiceCommand, type UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { interruptSpotTasks } from '../../../src/simulator/ecs/spot.ts';
import { seededRandom } from '../../../src/simulator/random.ts';
import { breakGround } from './ground.ts';

/** A service on Spot that shifts traffic between two groups, and a dice that decides what is done to it next. */
async function gamble(seed: number) {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const ground = await breakGround();
  const { ecs, world, clock, create, wanted, green, ruleArn, targets, register } = ground;
  const [balancer] = wanted.loadBalancers ?? [];
  const advancedConfiguration = {
    alternateTargetGroupArn: green,
    productionListenerRule: ruleArn,
    roleArn: 'arn:aws:iam::123456789012:role/ecs',
  };
  const deploymentCircuitBreaker = { enable: true, rollback: true };
  await create({
    launchType: undefined,
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    loadBalancers: [{ ...balancer, advancedConfiguration }],
    deploymentConfiguration: { deploymentCircuitBreaker, strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 },
  });
  clock.advance(100_000);
  world.ecs.badImages.add('bad:1');
  world.ecs.unhealthyImages.add('ill:1');
  for (const image of ['web:2', 'bad:1', 'ill:1']) await register(image);
  const changes: readonly (() => Partial<UpdateServiceCommandInput>)[] = [
    () => ({ desiredCount: pick([1, 2, 4]) }),
    () => ({ taskDefinition: pick(['web:1', 'web:2', 'web:3', 'web:4']) }),
    () => ({ forceNewDeployment: true }),
    () => ({ deploymentConfiguration: { strategy: pick(['ROLLING', 'BLUE_GREEN', 'CANARY']) } }),
  ];
  return {
    ...ground,
    pick,
    update: (change: Partial<UpdateServiceCommandInput> = pick(changes)()) =>
      ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', ...change })),
    /** How many healthy targets stand in each group that gets production traffic. */
    serving: async (): Promise<number[]> => {
      const groups = world.elbv2.rules.get(ruleArn)?.actions[0]?.ForwardConfig?.TargetGroups ?? [];
      const used = groups.filter(({ Weight = 0 }) => Weight > 0);
      return Promise.all(used.map(async ({ TargetGroupArn = '' }) => (await targets(TargetGroupArn))['healthy'] ?? 0));
    },
  };
}

it.each([1, 2, 3, 4, 5, 6])('comes to rest whatever interrupts what (%i)', async (seed) => {
  const { world, clock, pick, update, serving, service, tasks, targets, blue, green } = await gamble(seed);
  for (let step = 0; step < 12; step += 1) {
    if (pick([1, 2, 3, 4, 5]) === 1) interruptSpotTasks(world);
    else await update();
    clock.advance(pick([500, 3000, 9000, 90_000]));
  }
  await update({ taskDefinition: 'web:1' });
  clock.advance(3_600_000);

  const { desiredCount, deployments, taskDefinition } = await service();
  expect(taskDefinition).toMatch(/web:1$/);
  expect(deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: desiredCount }]);
  expect(await tasks()).toHaveLength(desiredCount ?? 0);
  const standing = [await targets(blue), await targets(green)];
  expect(standing.filter((states) => Object.keys(states).length > 0)).toEqual([{ healthy: desiredCount }]);
  expect(await serving()).toEqual([desiredCount]);
});

it.each([9, 14, 37, 47])('never sends traffic where nobody is (%i)', async (seed) => {
  const { clock, pick, update, serving } = await gamble(seed);
  for (let step = 0; step < 12; step += 1) {
    await update();
    for (let second = pick([1, 6, 18]); second > 0; second -= 2) {
      clock.advance(2000);
      expect(Math.min(...(await serving()))).toBeGreaterThan(0);
    }
  }
});
