import type { Static, TUnsafe } from 'typebox';
import { choice, flag, integer, list, map, object, oneOf, optional, text } from '../../../schema/dialect.ts';
import { securityGroup } from '../../pointer.ts';

const image = oneOf(
  'an image pointer',
  {
    id: text('Exactly this image, by its id: ami-…; or resolve:ssm: and the name of a parameter that holds one.', {
      pattern: '^(ami-[0-9a-z]+|resolve:ssm:.+)$',
      words: 'an id that starts with ami-, or resolve:ssm: and the name of a parameter',
    }),
    name: text('The one image that has this name; none or several is an error.'),
  },
  'The machine image that instances start from.',
);

const instanceProfile = oneOf(
  'an instance profile pointer',
  {
    name: text('The name of the profile.'),
    arn: text('The ARN of the profile.', {
      pattern: '^arn:[a-z-]+:iam::[0-9]{12}:instance-profile/.+$',
      words: 'an ARN like arn:aws:iam::123456789012:instance-profile/web',
    }),
  },
  'The instance profile by which instances get their role.',
);

const volume = object(
  {
    snapshotId: optional(text('The snapshot that it is created from.')),
    volumeSize: optional(integer('GiB.', { minimum: 1 })),
    volumeType: optional(choice(['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard'], 'The kind of volume.')),
    iops: optional(integer('Operations a second (gp3, io1, io2).', { minimum: 100 })),
    throughput: optional(integer('MiB a second (gp3).', { minimum: 125 })),
    encrypted: optional(flag('Whether it is encrypted.')),
    kmsKeyId: optional(text('The key that it is encrypted with.')),
    deleteOnTermination: optional(flag('Whether it is deleted with its instance.')),
  },
  'A volume.',
);

const device = object(
  {
    deviceName: text('The name under which the instance sees it, e.g. /dev/xvda.'),
    ebs: optional(volume),
    virtualName: optional(text('An instance store volume: ephemeral0, ephemeral1 ….')),
    noDevice: optional(text('Leaves out this device of the image.', { minLength: 0 })),
  },
  'A block device.',
);

export const instanceType = text('The type of instance, e.g. t3.micro.', {
  pattern: '^[a-z0-9-]+\\.[a-z0-9-]+$',
  words: 'an instance type such as t3.micro',
});

const metadataOptions = object(
  {
    httpEndpoint: optional(choice(['enabled', 'disabled'], 'Whether instances have a metadata service.')),
    httpTokens: optional(choice(['required', 'optional'], 'Whether it may only be asked with a token (IMDSv2).')),
    httpPutResponseHopLimit: optional(integer('How many hops a token may travel.', { minimum: 1, maximum: 64 })),
    httpProtocolIpv6: optional(choice(['enabled', 'disabled'], 'Whether it answers over IPv6 too.')),
    instanceMetadataTags: optional(choice(['enabled', 'disabled'], 'Whether it includes the tags of the instance.')),
  },
  'How instances may ask for their metadata.',
);

function launchedTags(what: string): TUnsafe<Record<string, string>> {
  return map(text('The value of the tag; may be empty.', { minLength: 0 }), `The tags of ${what} that is launched.`);
}

/** What instances are launched from; every change of it is a new version. */
export const launchTemplate = object(
  {
    name: optional(text('The name in AWS; the name of the group if absent. A change replaces the template.')),
    description: optional(text('What is said of a version.', { maxLength: 255 })),
    image,
    instanceType,
    keyName: optional(text('The key pair for signing in; none if absent.')),
    securityGroups: optional(list(securityGroup, "The instances' security groups; the VPC's default one if absent.")),
    iamInstanceProfile: optional(instanceProfile),
    userData: optional(text('What instances run when they start, as plain text; at most 16 KiB.', { verbatim: true })),
    instanceTags: optional(launchedTags('each instance')),
    volumeTags: optional(launchedTags('each volume')),
    blockDeviceMappings: optional(list(device, 'Volumes, beside or instead of those of the image.')),
    metadataOptions: optional(metadataOptions),
    monitoring: optional(flag('Detailed monitoring: metrics in CloudWatch every minute.', { default: false })),
    ebsOptimized: optional(flag('Whether traffic to volumes has bandwidth of its own.', { default: false })),
    disableApiTermination: optional(
      flag('Termination protection: AWS refuses to terminate it until this is off.', { default: false }),
    ),
    creditSpecification: optional(
      object(
        { cpuCredits: choice(['standard', 'unlimited'], 'Whether instances may run on credit.') },
        'The CPU credits of burstable instances.',
      ),
    ),
  },
  'What instances are launched from. Every change makes a new version, which the group is pinned to.',
);

export type LaunchTemplateSpec = Static<typeof launchTemplate>;
