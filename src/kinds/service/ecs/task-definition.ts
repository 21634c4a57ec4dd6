import { choice, flag, integer, list, object, optional, text, textOrInteger } from '../../../schema/dialect.ts';
import { container } from './container.ts';
import { volume } from './volume.ts';
import { role } from './role.ts';

const proxy = object(
  {
    type: optional(choice(['APPMESH'], 'The only one that there is.', { default: 'APPMESH' })),
    containerName: text('The container that is the proxy.'),
    properties: optional(
      list(
        object(
          {
            name: text('Such as AppPorts, ProxyIngressPort or IgnoredUID.'),
            value: text('Its value.', { minLength: 0 }),
          },
          'A setting.',
        ),
        'Which traffic passes through it.',
        { keyedBy: 'name' },
      ),
    ),
  },
  'A proxy of App Mesh, through which the traffic of the others passes.',
);

const placementConstraint = object(
  {
    type: choice(['memberOf'], 'Which rule.'),
    expression: text("In the cluster's query language, e.g. attribute:ecs.instance-type =~ g4dn.*"),
  },
  'A rule.',
);

/** One that exists, by family and revision or ARN, or one whose content stands here. */
export const taskDefinition = object(
  {
    arn: optional(
      text('Exactly this revision, by its ARN.', {
        pattern: '^arn:[a-z-]+:ecs:[a-z0-9-]+:[0-9]{12}:task-definition/[A-Za-z0-9_-]+:[0-9]+$',
        words: 'an ARN like arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
      }),
    ),
    family: optional(
      text('The name that all revisions share; the name of the service if absent.', {
        pattern: '^[A-Za-z0-9_-]{1,255}$',
        words: 'at most 255 letters, digits, _ and -',
      }),
    ),
    revision: optional(integer('An existing revision of the family.', { minimum: 1 })),
    containers: optional(
      list(container, 'What a task runs. A revision is registered whenever the content changes.', {
        keyedBy: 'name',
        minItems: 1,
        maxItems: 10,
      }),
    ),
    cpu: optional(textOrInteger('CPU of the whole task: units (256) or "0.25 vCPU". Fargate needs it.')),
    memory: optional(textOrInteger('Memory of the whole task: MiB (512) or "0.5 GB". Fargate needs it.')),
    networkMode: optional(
      choice(['awsvpc', 'bridge', 'host', 'none'], 'How tasks get at the network; Fargate knows awsvpc only.'),
    ),
    requiresCompatibilities: optional(
      list(choice(['FARGATE', 'EC2', 'EXTERNAL'], 'A launch type.'), 'What AWS checks the definition for.'),
    ),
    executionRoleArn: optional(text('The role by which ECS pulls images, writes logs and reads secrets.', role)),
    taskRoleArn: optional(text('The role that the containers have.', role)),
    runtimePlatform: optional(
      object(
        {
          cpuArchitecture: optional(choice(['X86_64', 'ARM64'], 'The processor.', { default: 'X86_64' })),
          operatingSystemFamily: optional(
            text('LINUX, or a version of Windows in the words of AWS.', { default: 'LINUX' }),
          ),
        },
        'What the containers run on.',
      ),
    ),
    ephemeralStorage: optional(
      object(
        { sizeInGiB: integer('GiB of disk for the task; 20 without it.', { minimum: 21, maximum: 200 }) },
        'A larger disk (Fargate).',
      ),
    ),
    volumes: optional(list(volume, 'Volumes that containers mount.', { keyedBy: 'name' })),
    placementConstraints: optional(
      list(placementConstraint, 'Which instances the tasks may be placed on (EC2).', { maxItems: 10 }),
    ),
    proxyConfiguration: optional(proxy),
    pidMode: optional(choice(['host', 'task'], 'Whose processes the containers see.')),
    ipcMode: optional(choice(['host', 'task', 'none'], 'Whose shared memory the containers see (EC2).')),
    enableFaultInjection: optional(flag('Whether tasks may be subjected to faults.', { default: false })),
  },
  'What a task is.',
);
