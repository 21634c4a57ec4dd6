import { choice, flag, integer, map, object, optional, text } from '../../../schema/dialect.ts';

const docker = object(
  {
    scope: optional(choice(['task', 'shared'], 'Whether it goes with its task, or stays.', { default: 'task' })),
    autoprovision: optional(flag('Whether it is made where it is not there (shared).')),
    driver: optional(text('The driver of the volume, as Docker calls it.', { default: 'local' })),
    driverOpts: optional(map(text('The value.', { minLength: 0 }), "The driver's own options.")),
    labels: optional(map(text('The value.', { minLength: 0 }), 'Labels of the volume.')),
  },
  'A volume of Docker (EC2).',
);

const s3files = object(
  {
    fileSystemArn: text('The ARN of the file system.'),
    rootDirectory: optional(text('The directory that is mounted.', { default: '/' })),
    transitEncryptionPort: optional(integer('The port for encrypted traffic.', { minimum: 1, maximum: 65535 })),
    accessPointArn: optional(text('The ARN of the access point.')),
  },
  'A file system of S3 Files.',
);

const fsx = object(
  {
    fileSystemId: text('The id of the file system: fs-….'),
    rootDirectory: text('The directory that is mounted.'),
    authorizationConfig: object(
      {
        credentialsParameter: text('The ARN of a secret or parameter that holds the credentials.'),
        domain: text('The domain of Active Directory.'),
      },
      'Who may mount it.',
    ),
  },
  'A file system of FSx for Windows (EC2).',
);

export const volume = object(
  {
    name: text('The name that mount points use.'),
    host: optional(
      object({ sourcePath: optional(text('A path on the instance.')) }, 'A directory of the instance (EC2).'),
    ),
    efsVolumeConfiguration: optional(
      object(
        {
          fileSystemId: text('The id of the file system: fs-….'),
          rootDirectory: optional(text('The directory that is mounted.', { default: '/' })),
          transitEncryption: optional(
            choice(['ENABLED', 'DISABLED'], 'Whether traffic is encrypted.', { default: 'DISABLED' }),
          ),
          transitEncryptionPort: optional(integer('The port for it.', { minimum: 1, maximum: 65535 })),
          authorizationConfig: optional(
            object(
              {
                accessPointId: optional(text('The access point: fsap-….')),
                iam: optional(
                  choice(['ENABLED', 'DISABLED'], "Whether the task's role decides.", { default: 'DISABLED' }),
                ),
              },
              'Who may mount it.',
            ),
          ),
        },
        'A file system of EFS.',
      ),
    ),
    dockerVolumeConfiguration: optional(docker),
    s3filesVolumeConfiguration: optional(s3files),
    fsxWindowsFileServerVolumeConfiguration: optional(fsx),
    configuredAtLaunch: optional(
      flag('Whether volumeConfigurations of the service say what it is: a disk of EBS.', { default: false }),
    ),
  },
  'A volume; without more than a name, an empty one that lives as long as the task.',
);
