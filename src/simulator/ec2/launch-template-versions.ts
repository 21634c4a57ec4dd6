import type {
  CreateLaunchTemplateVersionRequest,
  CreateLaunchTemplateVersionResult,
  DeleteLaunchTemplateVersionsRequest,
  DeleteLaunchTemplateVersionsResult,
  DescribeLaunchTemplateVersionsRequest,
  DescribeLaunchTemplateVersionsResult,
  LaunchTemplateVersion as VersionAnswer,
  ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import { callerArn } from '../sts/index.ts';
import type { World } from '../world.ts';
import { required } from './kinds.ts';
import { readTemplateData } from './launch-template-data.ts';
import { needTemplate, needVersion } from './launch-template-find.ts';
import { beyond, matching, page } from './select.ts';
import type { LaunchTemplate, LaunchTemplateVersion } from './state.ts';

/** Adds a version; with a source, members that are not given are the source's. */
export function createLaunchTemplateVersion(
  input: CreateLaunchTemplateVersionRequest,
  { world }: Call<World>,
): CreateLaunchTemplateVersionResult {
  const template = needTemplate(world, input);
  const made = [...template.versions.values()].find(
    (version) => input.ClientToken && version.clientToken === input.ClientToken,
  );
  return { LaunchTemplateVersion: answer(world, template, made ?? add(world, template, input)) };
}

export function describeLaunchTemplateVersions(
  input: DescribeLaunchTemplateVersionsRequest,
  { world }: Call<World>,
): DescribeLaunchTemplateVersionsResult {
  const rows = asked(world, input).map(([template, version]) => ({ template, version, tags: template.tags }));
  const found = matching(rows, input.Filters, {
    'image-id': ({ version }) => version.data.ImageId,
    'instance-type': ({ version }) => version.data.InstanceType,
    'create-time': ({ version }) => new Date(version.createTime).toISOString(),
    'ebs-optimized': ({ version }) => version.data.EbsOptimized,
    'host-resource-group-arn': ({ version }) => version.data.Placement?.HostResourceGroupArn,
    'http-endpoint': ({ version }) => version.data.MetadataOptions?.HttpEndpoint,
    'http-tokens': ({ version }) => version.data.MetadataOptions?.HttpTokens,
    'iam-instance-profile': ({ version }) => version.data.IamInstanceProfile?.Arn,
    'is-default-version': ({ template, version }) => template.defaultVersion === version.number,
    'kernel-id': ({ version }) => version.data.KernelId,
    'license-configuration-arn': ({ version }) =>
      version.data.LicenseSpecifications?.map((license) => license.LicenseConfigurationArn),
    'network-card-index': ({ version }) => version.data.NetworkInterfaces?.map((nic) => nic.NetworkCardIndex),
    'ram-disk-id': ({ version }) => version.data.RamDiskId,
    ...beyond('http-protocol-ipv4'),
  });
  const { items, ...rest } = page(found, input);
  return { LaunchTemplateVersions: items.map(({ template, version }) => answer(world, template, version)), ...rest };
}

export function deleteLaunchTemplateVersions(
  input: DeleteLaunchTemplateVersionsRequest,
  { world }: Call<World>,
): DeleteLaunchTemplateVersionsResult {
  const template = needTemplate(world, input);
  const gone: { VersionNumber: number }[] = [];
  const kept: { VersionNumber: number; ResponseError: object }[] = [];
  for (const text of required(input.Versions, 'LaunchTemplateVersion')) {
    const VersionNumber = Number(text);
    const refused = refusalOfDeleting(template, VersionNumber);
    if (refused) kept.push({ VersionNumber, ResponseError: refused });
    else {
      template.versions.delete(VersionNumber);
      gone.push({ VersionNumber });
    }
  }
  const naming = { LaunchTemplateId: template.launchTemplateId, LaunchTemplateName: template.launchTemplateName };
  return {
    SuccessfullyDeletedLaunchTemplateVersions: gone.map((item) => ({ ...naming, ...item })),
    UnsuccessfullyDeletedLaunchTemplateVersions: kept.map((item) => ({ ...naming, ...item })),
  };
}

function add(world: World, template: LaunchTemplate, input: CreateLaunchTemplateVersionRequest): LaunchTemplateVersion {
  const source = input.SourceVersion ? needVersion(template, input.SourceVersion).data : {};
  const version: LaunchTemplateVersion = {
    number: template.lastNumber + 1,
    description: input.VersionDescription,
    createTime: world.clock.now(),
    clientToken: input.ClientToken,
    data: readTemplateData({ ...source, ...required(input.LaunchTemplateData, 'LaunchTemplateData') }),
  };
  template.lastNumber = version.number;
  template.versions.set(version.number, version);
  return version;
}

/** The versions that a call asks for, newest first; without a template, the latest or default ones of all templates. */
function asked(
  world: World,
  input: DescribeLaunchTemplateVersionsRequest,
): (readonly [LaunchTemplate, LaunchTemplateVersion])[] {
  const { Versions: versions = [], MinVersion: least = '0', MaxVersion: most = 'Infinity' } = input;
  if (input.LaunchTemplateId || input.LaunchTemplateName) {
    const template = needTemplate(world, input);
    const wanted = new Set(versions.map((version) => needVersion(template, version).number));
    return [...template.versions.values()]
      .filter(({ number }) => number >= Number(least) && number <= Number(most))
      .filter(({ number }) => wanted.size === 0 || wanted.has(number))
      .sort((a, b) => b.number - a.number)
      .map((version) => [template, version] as const);
  }
  if (versions.length === 0 || versions.some((version) => !['$Latest', '$Default'].includes(version)))
    throw new AwsError(
      'MissingParameter',
      'Name a launch template by its id or name, or ask for the versions $Latest or $Default of all.',
    );
  return [...world.ec2.launchTemplates.values()].flatMap((template) =>
    [...new Set(versions.map((version) => needVersion(template, version)))].map(
      (version) => [template, version] as const,
    ),
  );
}

function refusalOfDeleting(template: LaunchTemplate, number: number): object | undefined {
  if (number === template.defaultVersion)
    return { Code: 'unexpectedError', Message: `Version ${number} is the default version and cannot be deleted.` };
  if (template.versions.has(number)) return undefined;
  return { Code: 'launchTemplateVersionDoesNotExist', Message: `There is no version ${number}.` };
}

function answer(world: World, template: LaunchTemplate, version: LaunchTemplateVersion): VersionAnswer {
  return {
    LaunchTemplateId: template.launchTemplateId,
    LaunchTemplateName: template.launchTemplateName,
    VersionNumber: version.number,
    VersionDescription: version.description,
    CreateTime: new Date(version.createTime),
    CreatedBy: callerArn(world.account),
    DefaultVersion: version.number === template.defaultVersion,
    LaunchTemplateData: answerData(version),
  };
}

/** The same members come back as were given, some with what AWS has to add. */
function answerData({ data }: LaunchTemplateVersion): ResponseLaunchTemplateData {
  const { MetadataOptions, ...rest } = data as ResponseLaunchTemplateData;
  return MetadataOptions === undefined ? rest : { ...rest, MetadataOptions: { ...MetadataOptions, State: 'pending' } };
}
