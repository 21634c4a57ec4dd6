import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { refusal } from '../support.ts';
import { breakGround } from './ground.ts';

it('comes back with all that AWS fills in', async () => {
  const { register, ecs } = await breakGround();
  const containerDefinitions = [
    {
      name: 'web',
      image: 'web:2',
      portMappings: [{ containerPort: 8080 }],
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    },
  ];
  const arn = await register('web:2', {
    cpu: '.5 vCPU',
    memory: '1 GB',
    containerDefinitions,
    tags: [{ key: 'a', value: 'b' }],
  });
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web', include: ['TAGS'] }));
  expect(described.tags).toEqual([{ key: 'a', value: 'b' }]);
  expect(described.taskDefinition).toMatchObject({
    taskDefinitionArn: arn,
    revision: 2,
    status: 'ACTIVE',
    cpu: '512',
    memory: '1024',
    compatibilities: ['EC2', 'FARGATE'],
    volumes: [],
    placementConstraints: [],
  });
  expect(described.taskDefinition?.containerDefinitions).toEqual([
    {
      name: 'web',
      image: 'web:2',
      cpu: 0,
      essential: true,
      portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
    },
  ]);
});

it('counts revisions on, and goes by the latest active one', async () => {
  const { register, ecs } = await breakGround();
  const second = await register('web:2');
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:2' }));
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
  expect(taskDefinition?.revision).toBe(1);
  const inactive = await ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: 'web', status: 'INACTIVE' }));
  expect(inactive.taskDefinitionArns).toEqual([second]);
  expect(await register('web:3')).toMatch(/task-definition\/web:3$/);
});

it('is refused where AWS would refuse it', async () => {
  const { register, ecs } = await breakGround();
  expect(await refusal(register('web:2', { memory: '3072' }))).toBe(
    'ClientException: No Fargate configuration exists for given values: 256 CPU, 3072 memory.',
  );
  expect(await refusal(register('web:2', { networkMode: 'bridge' }))).toContain('Fargate only supports network mode');
  expect(await refusal(register('web:2', { containerDefinitions: [] }))).toContain('Container list cannot be empty.');
  expect(await refusal(ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'api' })))).toBe(
    'ClientException: Unable to describe task definition.',
  );
});
