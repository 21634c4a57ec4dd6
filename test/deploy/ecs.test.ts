import { RegisterTaskDefinitionCommand, type RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { describe, expect, it, onTestFinished } from 'vitest';
import taskDefinition from '../../docs/deploy/ecs-task-definition.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { startSimulator } from '../../src/simulator/server.ts';
import { sdkOn } from '../support/clients.ts';
import { imageConfig } from './files.ts';

const [init, daemon] = taskDefinition.containerDefinitions;

describe('docs/deploy/ecs-task-definition.json', () => {
  it('is registered, and no field of it gets lost on the way', async () => {
    const simulator = await startSimulator();
    onTestFinished(() => simulator.close());
    const { ecs } = sdkOn(simulator.url);
    const input = taskDefinition as RegisterTaskDefinitionCommandInput;
    const registered = await ecs.send(new RegisterTaskDefinitionCommand(input));
    expect(registered.taskDefinition).toMatchObject(taskDefinition);
  });

  it('runs this version as the user of the image, on a file system that nobody writes', async () => {
    const { user, health } = await imageConfig();
    for (const { image } of taskDefinition.containerDefinitions) {
      expect(image.split(':').at(-1)).toBe(packageJson.version);
    }
    expect(daemon).toMatchObject({ user, readonlyRootFilesystem: true, essential: true });
    // ECS does not read the one of the image.
    expect(daemon?.healthCheck?.command).toEqual(['CMD', ...health]);
    expect(daemon?.stopTimeout).toBeGreaterThan(10);
  });

  it('listens where the health check asks', async () => {
    const { command = [], portMappings = [] } = daemon ?? {};
    const port = (await imageConfig()).env['EVENKEEL_LISTEN']?.split(':').at(-1);
    expect(command[command.indexOf('--listen') + 1]).toBe(`0.0.0.0:${port}`);
    expect(portMappings.map(({ containerPort }) => String(containerPort))).toEqual([port]);
  });

  it('has the token written before the daemon reads it, from a secret', () => {
    const { command = [], dependsOn, mountPoints = [] } = daemon ?? {};
    const file = command[command.indexOf('--token-file') + 1] ?? '';
    expect(init?.command[0]).toContain(`'${file}'`);
    expect(init?.secrets?.map(({ name }) => name)).toEqual(['TOKEN']);
    expect(dependsOn).toEqual([{ containerName: init?.name, condition: 'SUCCESS' }]);
    expect(mountPoints.every(({ readOnly }) => readOnly)).toBe(true);
    expect(mountPoints.map(({ sourceVolume }) => sourceVolume).sort()).toEqual(
      taskDefinition.volumes.map(({ name }) => name).sort(),
    );
  });

  it('holds a lease, for ECS starts the next task before it ends the last', () => {
    expect(daemon?.command).toContain('--lease');
  });
});
