import type { Static } from 'typebox';
import { choice, flag, integer, list, map, object, optional, text } from '../../../schema/dialect.ts';
import { linuxParameters, resourceRequirement, ulimit } from './container-machine.ts';

const port = { minimum: 1, maximum: 65535 };

const portMapping = object(
  {
    containerPort: optional(integer('The port on which the container listens.', port)),
    containerPortRange: optional(
      text('Ports from … to …, instead of containerPort (awsvpc, bridge).', {
        pattern: '^[0-9]{1,5}-[0-9]{1,5}$',
        words: 'two ports such as 8000-8010',
      }),
    ),
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

export const secret = object(
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

const mountPoint = object(
  {
    sourceVolume: text('The name of one of the volumes.'),
    containerPath: text('Where it is mounted in the container.'),
    readOnly: optional(flag('Whether the container may only read it.', { default: false })),
  },
  'A volume in the container.',
);

const restartPolicy = object(
  {
    enabled: flag('Whether it is started again when it stops.'),
    ignoredExitCodes: optional(
      list(integer('An exit code.', { minimum: 0, maximum: 255 }), 'After these it stays stopped.', { maxItems: 50 }),
    ),
    restartAttemptPeriod: optional(
      integer('How many seconds it must have run before it is started again.', {
        minimum: 60,
        maximum: 1800,
        default: 300,
      }),
    ),
  },
  'Starts the container again without a new task.',
);

const extraHost = object(
  { hostname: text('The name.'), ipAddress: text('The address that it stands for.') },
  'A line of /etc/hosts.',
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
    restartPolicy: optional(restartPolicy),
    versionConsistency: optional(
      choice(['enabled', 'disabled'], 'Whether all tasks of a deployment run the image that the tag meant at first.', {
        default: 'enabled',
      }),
    ),
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
    disableNetworking: optional(flag('Whether it has no network at all (EC2).', { default: false })),
    dnsServers: optional(list(text('An address.'), 'Where it looks names up (bridge).')),
    dnsSearchDomains: optional(list(text('A domain.'), 'Where it looks for short names (bridge).')),
    extraHosts: optional(list(extraHost, 'Names that it knows without DNS (bridge).')),
    links: optional(
      list(text('NAME or NAME:ALIAS of another container.'), 'Containers that it reaches by name (bridge).'),
    ),
    dockerSecurityOptions: optional(
      list(text('Such as no-new-privileges, apparmor:PROFILE or label:VALUE.'), 'For SELinux, AppArmor and AD (EC2).'),
    ),
    credentialSpecs: optional(
      list(
        text('An ARN in S3 or Systems Manager.', {
          pattern: '^credentialspec(domainless)?:arn:.+$',
          words: 'credentialspec:ARN or credentialspecdomainless:ARN',
        }),
        'Its account in Active Directory.',
        { maxItems: 1 },
      ),
    ),
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
      list(resourceRequirement, 'GPUs, or devices for machine learning (EC2, managed instances).'),
    ),
  },
  'A container of the task.',
);

export type ContainerSpec = Static<typeof container>;
