import type { LaunchTemplate, LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import { allPages } from '../../aws/pages.ts';
import type { Ec2Port } from '../../aws/ports.ts';
import { userTags } from '../../core/ownership.ts';
import type { Live } from '../../core/resource.ts';
import { standingLaunchTemplates } from '../by-id.ts';
import { tagsInList } from '../known-tags.ts';
import { fromPairs } from '../pairs.ts';
import type { Read } from '../reading.ts';
import type { ObserveContext, Observed, Reads } from '../resource.ts';
import { observeRoots } from '../roots.ts';
import { fromSdk } from './sdk.ts';
import { launchTemplateType, type LaunchTemplateState } from './type.ts';

/** How it is read. */
export const launchTemplateReads: Reads<LaunchTemplateState> = {
  ofServices: true,
  observe,
  taggedAs: 'ec2:launch-template',
  standing: standingLaunchTemplates,
};

/** AWS hands launch templates out in smaller pages than most. */
const PAGE = 200;

/** Every template that is ours or has a name that a manifest claims: one list for all, then the latest version of each. */
function observe(context: ObserveContext): Promise<Observed<LaunchTemplateState>> {
  const { ec2 } = context.aws;
  return observeRoots(context, {
    type: launchTemplateType.name,
    list: () => readTemplates(ec2),
    physicalOf: idOf,
    nameOf: ({ LaunchTemplateName: name = '' }) => name,
    readTags: tagsInList(idOf, ({ Tags }) => fromPairs(Tags)),
    readInDepth: (item, _, read) => readInDepth(ec2, item, read),
  });
}

function idOf({ LaunchTemplateId: id = '' }: LaunchTemplate): string {
  return id;
}

async function readInDepth(ec2: Ec2Port, item: LaunchTemplate, read: Read): Promise<Live<LaunchTemplateState>> {
  return toLive(item, (await read(readVersion(ec2, item.LaunchTemplateId ?? '', '$Latest'))) ?? {});
}

/** What the templates of these ids are called. */
export async function templateNames(ec2: Ec2Port, ids: readonly string[]): Promise<string[]> {
  const templates = ids.length === 0 ? [] : await readTemplates(ec2);
  return templates.flatMap(({ LaunchTemplateId: id = '', LaunchTemplateName: name }) =>
    name !== undefined && ids.includes(id) ? [name] : [],
  );
}

/** The templates of those names, or all. */
export function readTemplates(ec2: Ec2Port, names?: string[]): Promise<LaunchTemplate[]> {
  return allPages(
    ec2.describeLaunchTemplates,
    names === undefined ? { MaxResults: PAGE } : { LaunchTemplateNames: names },
    (page) => page.LaunchTemplates,
    { tokenIn: 'NextToken' },
  );
}

/** One version; `$Latest` stands for the highest number. */
export async function readVersion(
  ec2: Ec2Port,
  template: string,
  version: string,
): Promise<LaunchTemplateVersion | undefined> {
  const { LaunchTemplateVersions = [] } = await ec2.describeLaunchTemplateVersions({
    LaunchTemplateId: template,
    Versions: [version],
  });
  return LaunchTemplateVersions[0];
}

/** What those that launch from it refer to: the template, and its latest version by number. */
export function outputsOf(template: string, version: number | undefined): Record<string, string> {
  return { id: template, ...(version === undefined ? {} : { version: String(version) }) };
}

function toLive(item: LaunchTemplate, version: LaunchTemplateVersion): Live<LaunchTemplateState> {
  const { LaunchTemplateId: id = '', LaunchTemplateName: name = '', LatestVersionNumber, CreateTime } = item;
  const tags = fromPairs(item.Tags);
  return {
    type: launchTemplateType.name,
    physical: id,
    name,
    state: { ...fromSdk(version), name, tags: userTags(tags) },
    tags,
    outputs: outputsOf(id, version.VersionNumber ?? LatestVersionNumber),
    uses: groupsIn(version),
    ...(CreateTime === undefined ? {} : { createdAt: CreateTime.getTime() }),
  };
}

/** What is launched holds its security groups, so that they can't go before the template. */
function groupsIn({
  LaunchTemplateData: { SecurityGroupIds = [], NetworkInterfaces = [] } = {},
}: LaunchTemplateVersion): string[] {
  return [...new Set([...SecurityGroupIds, ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups)])].sort();
}
