import { sameSet, type Field, type Fields } from '../../core/fields.ts';
import { sameJson, sortedSet } from '../../core/json.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import { uniqueName } from '../unique-name.ts';

/** The template and the content of its latest version, all as AWS has them but for the user data, which is plain text. */
export interface LaunchTemplateState {
  readonly name: string;
  /** Of the version. */
  readonly description?: string;
  readonly image?: Text;
  readonly instanceType?: string;
  readonly keyName?: string;
  readonly securityGroups?: readonly Text[];
  readonly iamInstanceProfile?: InstanceProfile;
  readonly userData?: string;
  readonly instanceTags?: Readonly<Record<string, string>>;
  readonly volumeTags?: Readonly<Record<string, string>>;
  readonly blockDeviceMappings?: readonly BlockDevice[];
  readonly metadataOptions?: MetadataOptions;
  readonly monitoring?: boolean;
  readonly ebsOptimized?: boolean;
  readonly disableApiTermination?: boolean;
  readonly cpuCredits?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** One of the two; neither once it is taken away. */
export interface InstanceProfile {
  readonly name?: string;
  readonly arn?: string;
}

export interface BlockDevice {
  readonly deviceName: string;
  readonly ebs?: Readonly<Record<string, string | number | boolean>>;
  readonly virtualName?: string;
  readonly noDevice?: string;
}

/** Each key is compared on its own. */
export interface MetadataOptions {
  readonly httpEndpoint?: string;
  readonly httpTokens?: string;
  readonly httpPutResponseHopLimit?: number;
  readonly httpProtocolIpv6?: string;
  readonly instanceMetadataTags?: string;
}

/** Whatever changes in the content makes one new version. */
export type LaunchTemplateGroup = 'tags' | 'version';

/** The longest name that AWS allows. */
const NAME_LIMIT = 128;

const HERE = '/autoScalingGroup/launchTemplate';

const launchTemplateFields: Fields<LaunchTemplateState, LaunchTemplateGroup> = {
  name: { ...uniqueName(NAME_LIMIT), path: `${HERE}/name` },
  tags: { onChange: 'tags', keyed: true },
  description: part('description', ''),
  image: { onChange: 'version', path: `${HERE}/image` },
  instanceType: { onChange: 'version', path: `${HERE}/instanceType` },
  keyName: part('keyName', ''),
  securityGroups: { ...part('securityGroups', []), same: sameSet },
  iamInstanceProfile: part('iamInstanceProfile', {}),
  userData: part('userData', ''),
  instanceTags: { onChange: 'version', keyed: true, path: `${HERE}/instanceTags` },
  volumeTags: { onChange: 'version', keyed: true, path: `${HERE}/volumeTags` },
  blockDeviceMappings: { ...part('blockDeviceMappings', []), same: sameDevices },
  metadataOptions: { onChange: 'version', keyed: true, path: `${HERE}/metadataOptions` },
  monitoring: part('monitoring', false),
  ebsOptimized: part('ebsOptimized', false),
  disableApiTermination: part('disableApiTermination', false),
  cpuCredits: { ...part('cpuCredits', ''), path: `${HERE}/creditSpecification/cpuCredits` },
};

type Value<K extends keyof LaunchTemplateState> = NonNullable<LaunchTemplateState[K]>;

/** A part of the content that a version may lack; what stands for its absence is its default, declared or not. */
function part<K extends keyof LaunchTemplateState>(
  name: K,
  absent: Value<K>,
): Field<Value<K>, LaunchTemplateState, 'version'> {
  return {
    onChange: 'version',
    path: `${HERE}/${name}`,
    default: () => absent,
    same: (wanted, live = absent) => sameJson(wanted, live),
  };
}

function sameDevices(wanted: readonly BlockDevice[], live: readonly BlockDevice[] = []): boolean {
  return sameJson(sortedSet(wanted), sortedSet(live));
}

export const launchTemplateType: ResourceType<LaunchTemplateState> = {
  name: 'launch-template',
  fields: launchTemplateFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  changesOutputs: { version: ['version'] },
  taggable: true,
};
