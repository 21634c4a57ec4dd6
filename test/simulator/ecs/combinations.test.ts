import { type CreateServiceCommandInput, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { refusal } from '../support.ts';
import { breakGround } from './ground.ts';

const networkOf = (assignPublicIp: string) => (wanted: CreateServiceCommandInput) => ({
  awsvpcConfiguration: { ...wanted.networkConfiguration?.awsvpcConfiguration, assignPublicIp },
});

it.each<[object, string]>([
  [{ launchType: 'LAMBDA' }, "Value 'LAMBDA' at 'launchType'"],
  [{ schedulingStrategy: 'SOME' }, "Value 'SOME' at 'schedulingStrategy'"],
  [{ propagateTags: 'ALL' }, "Value 'ALL' at 'propagateTags'"],
  [{ schedulingStrategy: 'DAEMON' }, 'daemon scheduling strategy is not supported'],
  [{ placementStrategy: [{ type: 'random' }] }, 'Placement strategies are not supported'],
  [{ placementConstraints: [{ type: 'distinctInstance' }] }, 'Placement constraints are not supported'],
  [{ deploymentController: { type: 'HELM' } }, "Value 'HELM' at 'type'"],
  [{ platformVersion: '9.9.9' }, "platform version '9.9.9' does not exist"],
  [{ launchType: 'EC2', platformVersion: '1.4.0' }, 'must be null when specifying an EC2 launch type'],
])('a service on Fargate with %j is refused', async (more, words) => {
  const { create } = await breakGround();
  const said = await refusal(create(more));
  expect(said).toMatch(/^InvalidParameterException: /);
  expect(said).toContain(words);
});

it('a service takes a public address or none', async () => {
  const { create, wanted } = await breakGround();
  const networkConfiguration = networkOf('MAYBE')(wanted) as NonNullable<typeof wanted.networkConfiguration>;
  expect(await refusal(create({ networkConfiguration }))).toContain("Value 'MAYBE' at 'assignPublicIp'");
});

it.each<[object, string]>([
  [{ pidMode: 'host' }, "do not support pidMode 'host'"],
  [{ pidMode: 'all' }, "Value 'all' at 'pidMode'"],
  [{ ipcMode: 'task' }, 'do not support ipcMode'],
  [{ networkMode: 'wifi' }, "Value 'wifi' at 'networkMode'"],
  [{ requiresCompatibilities: ['LAMBDA'] }, "Value 'LAMBDA' at 'requiresCompatibilities'"],
  [{ runtimePlatform: { cpuArchitecture: 'MIPS' } }, "Value 'MIPS' at 'cpuArchitecture'"],
  [
    { containerDefinitions: [{ name: 'web', image: 'web:1', logConfiguration: { logDriver: 'paper' } }] },
    "Value 'paper' at 'logDriver'",
  ],
  [
    {
      containerDefinitions: [{ name: 'web', image: 'web:1', portMappings: [{ containerPort: 80, protocol: 'sctp' }] }],
    },
    "Value 'sctp' at 'protocol'",
  ],
  [{ containerDefinitions: [{ name: 'web', image: 'web:1', privileged: true }] }, 'do not support privileged'],
])('a task definition for Fargate with %j is refused', async (more, words) => {
  const { ecs } = await breakGround();
  const asked = {
    family: 'web',
    networkMode: 'awsvpc' as const,
    requiresCompatibilities: ['FARGATE' as const],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image: 'web:1' }],
  };
  const said = await refusal(ecs.send(new RegisterTaskDefinitionCommand({ ...asked, ...more })));
  expect(said).toMatch(/^ClientException: /);
  expect(said).toContain(words);
});
