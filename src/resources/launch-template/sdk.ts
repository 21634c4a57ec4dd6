import type { LaunchTemplateVersion, RequestLaunchTemplateData, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import { plain } from '../../core/inventory.ts';
import { fromPairs, toPairs } from '../pairs.ts';
import { present } from '../present.ts';
import { capitalised, uncapitalised } from './spelling.ts';
import type { BlockDevice, LaunchTemplateState, MetadataOptions } from './type.ts';

/** What a version says; the template's own name and tags are no part of it. */
export type Content = Omit<LaunchTemplateState, 'name' | 'tags'>;

/** The request for each part; nothing where the part is absent or empty. `standing` is what the version says so far. */
const parts: {
  readonly [K in Exclude<keyof Content, 'description'>]-?: (
    content: Content,
    standing: RequestLaunchTemplateData,
  ) => RequestLaunchTemplateData;
} = {
  image: ({ image }) => ({ ImageId: image === undefined ? undefined : plain(image) }),
  instanceType: ({ instanceType }) => ({ InstanceType: instanceType as RequestLaunchTemplateData['InstanceType'] }),
  keyName: ({ keyName }) => ({ KeyName: keyName || undefined }),
  securityGroups: ({ securityGroups = [] }) => ({ SecurityGroupIds: filled(securityGroups.map(plain)) }),
  iamInstanceProfile: ({ iamInstanceProfile: { name, arn } = {} }) => ({
    IamInstanceProfile: name === undefined && arn === undefined ? undefined : { Name: name, Arn: arn },
  }),
  userData: ({ userData = '' }) => ({ UserData: Buffer.from(userData).toString('base64') || undefined }),
  instanceTags: ({ instanceTags }, standing) => tagged(standing, 'instance', instanceTags),
  volumeTags: ({ volumeTags }, standing) => tagged(standing, 'volume', volumeTags),
  blockDeviceMappings: ({ blockDeviceMappings = [] }) => ({
    BlockDeviceMappings: filled(
      capitalised(blockDeviceMappings) as NonNullable<RequestLaunchTemplateData['BlockDeviceMappings']>,
    ),
  }),
  metadataOptions: ({ metadataOptions }) => ({
    MetadataOptions: capitalised(metadataOptions) as RequestLaunchTemplateData['MetadataOptions'],
  }),
  monitoring: ({ monitoring }) => ({ Monitoring: monitoring ? { Enabled: true } : undefined }),
  ebsOptimized: ({ ebsOptimized }) => ({ EbsOptimized: ebsOptimized || undefined }),
  disableApiTermination: ({ disableApiTermination }) => ({ DisableApiTermination: disableApiTermination || undefined }),
  cpuCredits: ({ cpuCredits }) => ({ CreditSpecification: cpuCredits ? { CpuCredits: cpuCredits } : undefined }),
};

/** What stands, with those parts of it written anew. Parts that nobody here knows of stay as they are. */
export function toSdk(
  content: Content,
  written: ReadonlySet<string>,
  standing: RequestLaunchTemplateData = {},
): RequestLaunchTemplateData {
  const data = { ...standing };
  for (const [part, write] of Object.entries(parts)) {
    if (written.has(part)) Object.assign(data, write(content, data));
  }
  return data;
}

/** AWS's answer as the input that says the same. */
export function asRequest(data: ResponseLaunchTemplateData): RequestLaunchTemplateData {
  const {
    Operator: _operator,
    MetadataOptions,
    ...same
  } = data as ResponseLaunchTemplateData & RequestLaunchTemplateData;
  return MetadataOptions === undefined ? same : { ...same, MetadataOptions: withoutState(MetadataOptions) };
}

export function fromSdk({
  VersionDescription: description,
  LaunchTemplateData: data = {},
}: LaunchTemplateVersion): Content {
  return present({
    description,
    image: data.ImageId,
    instanceType: data.InstanceType,
    keyName: data.KeyName,
    securityGroups: filled([...(data.SecurityGroupIds ?? [])].sort()),
    iamInstanceProfile: data.IamInstanceProfile && present(uncapitalised(data.IamInstanceProfile) as object),
    userData: data.UserData && Buffer.from(data.UserData, 'base64').toString(),
    instanceTags: tagsOn(data, 'instance'),
    volumeTags: tagsOn(data, 'volume'),
    blockDeviceMappings: filled(uncapitalised(data.BlockDeviceMappings ?? []) as BlockDevice[]),
    metadataOptions: data.MetadataOptions && (uncapitalised(withoutState(data.MetadataOptions)) as MetadataOptions),
    monitoring: data.Monitoring?.Enabled,
    ebsOptimized: data.EbsOptimized,
    disableApiTermination: data.DisableApiTermination,
    cpuCredits: data.CreditSpecification?.CpuCredits,
  });
}

/** AWS tells whether it has put the options in force, and takes no such thing. */
function withoutState<Options extends { readonly State?: unknown }>({
  State: _state,
  ...options
}: Options): Omit<Options, 'State'> {
  return options;
}

type Launched = 'instance' | 'volume';

function tagsOn({ TagSpecifications = [] }: ResponseLaunchTemplateData, type: Launched): Content['instanceTags'] {
  const found = TagSpecifications.find(({ ResourceType }) => ResourceType === type);
  return found && fromPairs(found.Tags);
}

function tagged(
  { TagSpecifications = [] }: RequestLaunchTemplateData,
  type: Launched,
  tags: Content['instanceTags'] = {},
): RequestLaunchTemplateData {
  const given = Object.entries(tags).filter(([, value]) => value !== undefined);
  const own = given.length === 0 ? [] : [{ ResourceType: type, Tags: toPairs(Object.fromEntries(given)) }];
  const others = TagSpecifications.filter(({ ResourceType }) => ResourceType !== type);
  return { TagSpecifications: filled([...others, ...own]) };
}

/** AWS takes no empty list for none. */
function filled<Item>(list: Item[]): Item[] | undefined {
  return list.length === 0 ? undefined : list;
}
