import { describe, expect, it } from 'vitest';
import { compare, type Difference } from '../../../src/core/fields.ts';
import {
  normalContainer,
  normalContent,
  normalCpu,
  normalMemory,
  normalVolume,
} from '../../../src/resources/task-definition/normal.ts';
import { taskDefinitionFields, type TaskDefinitionState } from '../../../src/resources/task-definition/type.ts';

/** What somebody writes. */
const written = {
  name: 'web',
  image: 'nginx:1.27',
  portMappings: [{ containerPort: 8443 }, { containerPort: 80, name: 'http' }],
  environment: [
    { name: 'B', value: '2' },
    { name: 'A', value: '' },
  ],
  secrets: [
    { name: 'Z', valueFrom: 'z' },
    { name: 'Y', valueFrom: 'y' },
  ],
  healthCheck: { command: ['CMD-SHELL', 'true'], interval: 30 },
  mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
  ulimits: [
    { name: 'nofile', softLimit: 1, hardLimit: 2 },
    { name: 'core', softLimit: 0, hardLimit: 0 },
  ],
  linuxParameters: { capabilities: { add: ['SYS_PTRACE', 'NET_ADMIN'] } },
  readonlyRootFilesystem: false,
};

/** What AWS answers of it. */
const echoed = {
  name: 'web',
  image: 'nginx:1.27',
  cpu: 0,
  links: [],
  portMappings: [
    { containerPort: 80, hostPort: 80, protocol: 'tcp', name: 'http' },
    { containerPort: 8443, hostPort: 8443, protocol: 'tcp' },
  ],
  essential: true,
  entryPoint: [],
  command: [],
  environment: [
    { name: 'A', value: '' },
    { name: 'B', value: '2' },
  ],
  environmentFiles: [],
  mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: false }],
  volumesFrom: [],
  secrets: [
    { name: 'Y', valueFrom: 'y' },
    { name: 'Z', valueFrom: 'z' },
  ],
  dockerLabels: {},
  ulimits: [
    { name: 'core', softLimit: 0, hardLimit: 0 },
    { name: 'nofile', softLimit: 1, hardLimit: 2 },
  ],
  healthCheck: { command: ['CMD-SHELL', 'true'], interval: 30, timeout: 5, retries: 3 },
  linuxParameters: { capabilities: { add: ['NET_ADMIN', 'SYS_PTRACE'], drop: [] }, devices: [], tmpfs: [] },
  systemControls: [],
  versionConsistency: 'enabled',
};

describe('the normal form of a container', () => {
  it('is the same for what is written and for what AWS makes of it', () => {
    expect(normalContainer(written, 'awsvpc')).toEqual(normalContainer(echoed, 'awsvpc'));
  });

  it('is its own normal form', () => {
    const once = normalContainer(written, 'awsvpc');
    expect(normalContainer(once, 'awsvpc')).toEqual(once);
  });

  it.each<[string, object]>([
    ['another image', { image: 'nginx:1.28' }],
    [
      'a variable that is emptied',
      {
        environment: [
          { name: 'B', value: '' },
          { name: 'A', value: '' },
        ],
      },
    ],
    ['another order of a command', { command: ['a', 'b'] }],
    ['a container that is not essential', { essential: false }],
    ['a root file system that is only read', { readonlyRootFilesystem: true }],
    ['a port of another protocol', { portMappings: [{ containerPort: 80, protocol: 'udp' }] }],
    ['a shorter interval', { healthCheck: { command: ['CMD-SHELL', 'true'], interval: 10 } }],
  ])('distinguishes %s', (_, change) => {
    expect(normalContainer({ ...written, ...change }, 'awsvpc')).not.toEqual(normalContainer(echoed, 'awsvpc'));
  });

  it('leaves the port of the instance open on a bridge only', () => {
    const port = { name: 'web', image: 'nginx', portMappings: [{ containerPort: 80 }] };
    expect(normalContainer(port, 'bridge')).toMatchObject({ portMappings: [{ hostPort: 0 }] });
    expect(normalContainer(port, 'host')).toMatchObject({ portMappings: [{ hostPort: 80 }] });
  });

  it('keeps labels and options as they are, empty ones too', () => {
    const labels = { dockerLabels: { empty: '', privileged: 'false' } };
    expect(normalContainer({ name: 'web', ...labels }, 'awsvpc')).toMatchObject(labels);
  });
});

describe('the other normal forms', () => {
  it.each([
    [256, '256'],
    ['256', '256'],
    ['.25 vCPU', '256'],
    ['1 vCPU', '1024'],
    ['16vcpu', '16384'],
  ])('CPU %s', (given, units) => {
    expect(normalCpu(given)).toBe(units);
  });

  it.each([
    [512, '512'],
    ['0.5 GB', '512'],
    ['2GB', '2048'],
  ])('memory %s', (given, units) => {
    expect(normalMemory(given)).toBe(units);
  });

  it('a volume has what AWS fills in', () => {
    const file = { name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } };
    const answered = { rootDirectory: '/', transitEncryption: 'DISABLED', authorizationConfig: { iam: 'DISABLED' } };
    expect(normalVolume({ name: 'data', host: {} })).toEqual({});
    expect(normalVolume({ ...file, efsVolumeConfiguration: { fileSystemId: 'fs-1', ...answered } })).toEqual(
      normalVolume(file),
    );
  });
});

describe('a family of revisions', () => {
  const content = normalContent({ networkMode: 'awsvpc' }, [written], []);
  const wanted: TaskDefinitionState = {
    family: 'web',
    networkMode: 'awsvpc',
    cpu: '256',
    containers: content.containers,
  };

  function differences(live: Partial<TaskDefinitionState>, once = false): Difference[] {
    return compare(taskDefinitionFields, wanted, { ...wanted, ...live }, () => once).differences;
  }

  it('does not mind the order of containers, nor of what they run on', () => {
    const beside = normalContainer({ name: 'log', image: 'fluentbit' }, 'awsvpc');
    const both = { ...wanted, containers: { log: beside, ...wanted.containers }, requiresCompatibilities: ['A', 'B'] };
    const turned = { ...both, containers: { ...wanted.containers, log: beside }, requiresCompatibilities: ['B', 'A'] };
    expect(compare(taskDefinitionFields, both, turned, () => false).differences).toEqual([]);
  });

  it('names the container that differs', () => {
    const other = normalContainer({ ...written, image: 'nginx:1.28' }, 'awsvpc');
    expect(differences({ containers: { web: other } }).map(({ path }) => path)).toEqual(['/containers/web']);
  });

  it('drops what was once declared, and what AWS fills in is no difference', () => {
    const standing = { executionRoleArn: 'arn:role', ephemeralStorage: { sizeInGiB: 30 }, pidMode: 'task' };
    const filled = { runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' } };
    expect(differences(filled, true)).toEqual([]);
    expect(differences(standing, false)).toEqual([]);
    expect(differences(standing, true).map(({ field, wanted: to }) => [field, to])).toEqual([
      ['executionRoleArn', ''],
      ['ephemeralStorage', { sizeInGiB: 20 }],
      ['pidMode', ''],
    ]);
  });
});
