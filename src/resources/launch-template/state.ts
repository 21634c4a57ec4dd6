import type { Text } from '../../core/value.ts';

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
