import { choice, flag, integer, list, map, object, optional, text } from '../../../schema/dialect.ts';
import { role } from './role.ts';

const port = { minimum: 1, maximum: 65535 };

const registry = object(
  {
    registryArn: text('The ARN of the service of Cloud Map.', {
      pattern: '^arn:[a-z-]+:servicediscovery:[a-z0-9-]+:[0-9]{12}:service/.+$',
      words: 'an ARN like arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-0abc',
    }),
    port: optional(integer('The port of its SRV records (awsvpc).', port)),
    containerName: optional(text('The container that is found by it; needed unless the mode is awsvpc.')),
    containerPort: optional(integer('The port of this container.', port)),
  },
  'A service of Cloud Map.',
);

const disk = object(
  {
    roleArn: text('The role by which ECS makes and attaches the volumes.', role),
    sizeInGiB: optional(integer('GiB; needed without a snapshot.', { minimum: 1, maximum: 65536 })),
    snapshotId: optional(text('What is on it at first: snap-….')),
    volumeInitializationRate: optional(
      integer('MiB/s at which the snapshot is copied.', { minimum: 100, maximum: 300 }),
    ),
    volumeType: optional(choice(['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard'], 'The sort of disk.')),
    iops: optional(integer('Operations in a second (gp3, io1, io2).', { minimum: 100 })),
    throughput: optional(integer('MiB/s (gp3).', { minimum: 125, maximum: 2000 })),
    encrypted: optional(flag('Whether it is encrypted.')),
    kmsKeyId: optional(text('The key of KMS.')),
    filesystemType: optional(choice(['ext3', 'ext4', 'xfs', 'ntfs'], 'What it is formatted with.', { default: 'xfs' })),
    tags: optional(map(text('The value.', { minLength: 0 }), 'Tags of the volumes.')),
    propagateTags: optional(
      choice(['SERVICE', 'TASK_DEFINITION', 'NONE'], 'Where they have tags from besides.', { default: 'NONE' }),
    ),
  },
  'A volume of EBS for each task, which goes with it.',
);

const lattice = object(
  {
    roleArn: text('The role by which ECS registers the tasks.', role),
    targetGroupArn: text('The ARN of the target group of VPC Lattice.'),
    portName: text('The name of one of the port mappings.'),
    advancedConfiguration: optional(
      object(
        {
          alternateTargetGroupArn: text('The ARN of the other target group.'),
          productionListenerRule: text('The ARN of the rule that sends users to one or the other.'),
          testListenerRule: optional(text('The ARN of a rule that sends to the new tasks first.')),
        },
        'Between what deployments shift the traffic.',
      ),
    ),
  },
  'A target group of VPC Lattice.',
);

/** What a service is attached to besides load balancers. */
export const attached = {
  serviceRegistries: optional(
    list(registry, 'Where the tasks are found by DNS or API (Cloud Map); for Service Connect see serviceConnect.', {
      keyedBy: 'registryArn',
    }),
  ),
  vpcLatticeConfigurations: optional(list(lattice, 'Where VPC Lattice reaches the tasks.')),
  volumeConfigurations: optional(
    list(
      object(
        { name: text("The name of the task definition's volume that is configuredAtLaunch."), managedEBSVolume: disk },
        'A volume.',
      ),
      'What the volumes are that the task definition leaves to the service.',
      { keyedBy: 'name', maxItems: 1 },
    ),
  ),
};
