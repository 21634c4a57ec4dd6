import { UpdateServiceCommand, type UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { DescribeRulesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, it } from 'vitest';
import { interruptSpotTasks } from '../../../src/simulator/ecs/spot.ts';
import { seededRandom } from '../../../src/simulator/random.ts';
import { breakGround } from './ground.ts';

it.each([1, 2, 3, 4, 5, 6])('comes to rest whatever interrupts what (%i)', async (seed) => {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const { ecs, elbv2, world, clock, create, wanted, blue, green, ruleArn, targets, service, register, tasks } =
    await breakGround();
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
  world.ecs.badImages.add('bad:1');
  world.ecs.unhealthyImages.add('ill:1');
  for (const image of ['web:2', 'bad:1', 'ill:1']) await register(image);
  const changes: readonly (() => Partial<UpdateServiceCommandInput>)[] = [
    () => ({ desiredCount: pick([1, 2, 4]) }),
    () => ({ taskDefinition: pick(['web:1', 'web:2', 'web:3', 'web:4']) }),
    () => ({ forceNewDeployment: true }),
    () => ({ deploymentConfiguration: { strategy: pick(['ROLLING', 'BLUE_GREEN', 'CANARY']) } }),
  ];
  for (let step = 0; step < 12; step += 1) {
    clock.advance(pick([500, 3000, 9000, 90_000]));
    if (random() < 0.2) interruptSpotTasks(world);
    else await ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', ...pick(changes)() }));
  }
  await ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', taskDefinition: 'web:1' }));
  clock.advance(3_600_000);

  const { desiredCount, deployments, taskDefinition } = await service();
  expect(taskDefinition).toMatch(/web:1$/);
  expect(deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: desiredCount }]);
  expect(await tasks()).toHaveLength(desiredCount ?? 0);
  const standing = [await targets(blue), await targets(green)];
  expect(standing.filter((states) => Object.keys(states).length > 0)).toEqual([{ healthy: desiredCount }]);
  const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ RuleArns: [ruleArn] }));
  const heaviest = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups?.find(({ Weight }) => Weight === 100);
  expect(await targets(heaviest?.TargetGroupArn ?? '')).toEqual({ healthy: desiredCount });
});
