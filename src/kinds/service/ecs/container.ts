import type { Static } from 'typebox';
import { choice, flag, integer, list, map, object, optional, text } from '../../../schema/dialect.ts';

const port = { minimum: 1, maximum: 65535 };

const portMapping = object(
  {
    containerPort: integer('The port on which the container listens.', port),
    hostPort: optional(
      integer('The port on the instance; with awsvpc and host the same as containerPort. 0: any free one (bridge).', {
        minimum: 0,
        maximum: 65535,
      }),
    ),
    protocol: optional(choice(['tcp', 'udp'], 'The protocol of the port.', { default: 'tcp' })),
    name: optional(
      text('A name of its own, by which Service Connect points at the port.', {
        pattern: '^[a-z0-9_][a-z0-9_-]{0,63}$',
        words: 'at most 64 lowercase letters, digits, _ and -, not starting with -',
      }),
    ),
    appProtocol: optional(choice(['http', 'http2', 'grpc'], 'What is spoken there, for Service Connect.')),
  },
  'A port that the container serves.',
);

const variable = object(
  { name: text('The name of the variable.'), value: text('Its value; may be empty.', { minLength: 0 }) },
  'An environment variable.',
);

const secret = object(
  {
    name: text('The name of the environment variable, or of the log driver option.'),
    valueFrom: text('The ARN of a secret of Secrets Manager, or the name or ARN of a parameter of Systems Manager.'),
  },
  'Something secret; AWS looks it up when a task starts.',
);

const healthCheck = object(
  {
    command: list(text('A word of the command.', { verbatim: true }), 'What is run, starting with CMD or CMD-SHELL.', {
      minItems: 1,
    }),
    interval: optional(integer('Seconds between two checks.', { minimum: 5, maximum: 300, default: 30 })),
    timeout: optional(integer('Seconds until no answer means failure.', { minimum: 2, maximum: 120, default: 5 })),
    retries: optional(integer('Failures in a row that make it unhealthy.', { minimum: 1, maximum: 10, default: 3 })),
    startPeriod: optional(
      integer('Seconds after the start in which failures do not count.', { minimum: 0, maximum: 300 }),
    ),
  },
  'How ECS finds out whether the container works.',
);

const logConfiguration = object(
  {
    logDriver: choice(
      ['awslogs', 'awsfirelens', 'splunk', 'fluentd', 'gelf', 'json-file', 'journald', 'syslog'],
      'Where logs go; Fargate takes awslogs, awsfirelens and splunk.',
    ),
    options: optional(map(text('The value.', { minLength: 0 }), "The driver's own options.")),
    secretOptions: optional(list(secret, "The driver's secret options.")),
  },
  'What becomes of the output of the container.',
);

const linuxParameters = object(
  {
    capabilities: optional(
      object(
        {
          add: optional(list(text('A capability such as SYS_PTRACE.'), 'What is added.')),
          drop: optional(list(text('A capability such as NET_RAW.'), 'What is taken away.')),
        },
        'Linux capabilities, beside the usual ones.',
      ),
    ),
    initProcessEnabled: optional(flag('Whether an init process hands on signals and reaps processes.')),
    sharedMemorySize: optional(integer('The size of /dev/shm in MiB (EC2).', { minimum: 1 })),
    maxSwap: optional(integer('Swap memory in MiB (EC2).', { minimum: 0 })),
    swappiness: optional(integer('How readily memory is swapped (EC2).', { minimum: 0, maximum: 100 })),
    tmpfs: optional(
      list(
        object(
          {
            containerPath: text('Where it is mounted.'),
            size: integer('Its size in MiB.', { minimum: 1 }),
            mountOptions: optional(list(text('An option such as noexec.'), 'How it is mounted.')),
          },
          'A file system in memory.',
        ),
        'File systems in memory (EC2).',
      ),
    ),
  },
  'What is particular to Linux.',
);

const ulimit = object(
  {
    name: text('Which limit, e.g. nofile.'),
    softLimit: integer('The soft limit; -1: none.', { minimum: -1 }),
    hardLimit: integer('The hard limit; -1: none.', { minimum: -1 }),
  },
  'A limit of the operating system.',
);

const mountPoint = object(
  {
    sourceVolume: text('The name of one of the volumes.'),
    containerPath: text('Where it is mounted in the container.'),
    readOnly: optional(flag('Whether the container may only read it.', { default: false })),
  },
  'A volume in the container.',
);

/** A container of a task definition, in AWS's own words. */
export const container = object(
  {
    name: text('The name of the container.', {
      pattern: '^[A-Za-z0-9_-]{1,255}$',
      words: 'at most 255 letters, digits, _ and -',
    }),
    image: text('The image, with its tag or digest.', { maxLength: 255 }),
    cpu: optional(integer('CPU units (1024 are one vCPU) that it gets for sure.', { minimum: 0 })),
    memory: optional(integer('MiB of memory at which it is killed.', { minimum: 6 })),
    memoryReservation: optional(integer('MiB of memory that are held for it.', { minimum: 6 })),
    essential: optional(flag('Whether the task stops when it stops.', { default: true })),
    entryPoint: optional(
      list(text('A word of it.', { minLength: 0, verbatim: true }), "Instead of the image's entry point."),
    ),
    command: optional(list(text('A word of it.', { minLength: 0, verbatim: true }), "Instead of the image's command.")),
    workingDirectory: optional(text('Where commands run.')),
    user: optional(text('Who runs them: user, user:group, or their numbers.')),
    environment: optional(list(variable, 'Environment variables.', { keyedBy: 'name' })),
    environmentFiles: optional(
      list(
        object(
          { type: choice(['s3'], 'Where it lies.'), value: text('The ARN of an .env file in S3.') },
          'A file of environment variables.',
        ),
        'Files of environment variables.',
      ),
    ),
    secrets: optional(list(secret, 'Environment variables that are secret.', { keyedBy: 'name' })),
    portMappings: optional(list(portMapping, 'The ports that it serves.')),
    healthCheck: optional(healthCheck),
    logConfiguration: optional(logConfiguration),
    dependsOn: optional(
      list(
        object(
          {
            containerName: text('The other container.'),
            condition: choice(['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'], 'What it must have come to.'),
          },
          'A container that comes first.',
        ),
        'What has to be before it starts.',
      ),
    ),
    startTimeout: optional(integer('Seconds to wait for what it depends on.', { minimum: 2 })),
    stopTimeout: optional(integer('Seconds from SIGTERM to SIGKILL.', { minimum: 0 })),
    mountPoints: optional(list(mountPoint, 'Volumes in the container.')),
    volumesFrom: optional(
      list(
        object(
          {
            sourceContainer: text('The other container.'),
            readOnly: optional(flag('Whether they may only be read.', { default: false })),
          },
          'Another container, whose volumes it shares.',
        ),
        'Volumes of other containers.',
      ),
    ),
    ulimits: optional(list(ulimit, 'Limits of the operating system.')),
    linuxParameters: optional(linuxParameters),
    readonlyRootFilesystem: optional(flag('Whether its root file system may only be read.', { default: false })),
    privileged: optional(flag('Whether it has all rights on the instance (EC2).', { default: false })),
    interactive: optional(flag('Whether its standard input stays open.', { default: false })),
    pseudoTerminal: optional(flag('Whether it has a terminal.', { default: false })),
    hostname: optional(text('Its host name (bridge).')),
    dockerLabels: optional(map(text('The value.', { minLength: 0 }), 'Labels of the container.')),
    repositoryCredentials: optional(
      object(
        { credentialsParameter: text('The ARN of a secret of Secrets Manager.') },
        'How to sign in at a private registry.',
      ),
    ),
    firelensConfiguration: optional(
      object(
        {
          type: choice(['fluentd', 'fluentbit'], 'The log router that it is.'),
          options: optional(map(text('The value.', { minLength: 0 }), "The router's own options.")),
        },
        'It takes the logs of the other containers.',
      ),
    ),
    systemControls: optional(
      list(
        object({ namespace: text('The parameter.'), value: text('Its value.') }, 'A kernel parameter.'),
        'Kernel parameters.',
      ),
    ),
    resourceRequirements: optional(
      list(
        object({ type: choice(['GPU'], 'What it needs.'), value: text('How many.') }, 'What it needs besides.'),
        'GPUs (EC2).',
      ),
    ),
  },
  'A container of the task.',
);

export type ContainerSpec = Static<typeof container>;
