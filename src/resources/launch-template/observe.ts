import type { LaunchTemplate, LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import { allPages } from '../../aws/pages.ts';
import type { Ec2Port } from '../../aws/ports.ts';
import { readOwnership, userTags } from '../../core/ownership.ts';
import type { Live, Unreadable } from '../../core/resource.ts';
import { standingLaunchTemplates } from '../by-id.ts';
import { unlessGone } from '../ensure.ts';
import { fromPairs } from '../pairs.ts';
import { reading, type Read } from '../reading.ts';
import type { ObserveContext, Observed, Reads } from '../resource.ts';
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
async function observe(context: ObserveContext): Promise<Observed<LaunchTemplateState>> {
  const { ec2 } = context.aws;
  const type = launchTemplateType.name;
  const unreadable: Unreadable[] = [];
  const claimed = context.names(type);
  const items = (await reading(type, unreadable)(readTemplates(ec2))) ?? [];
  const concerning = items.filter(
    ({ LaunchTemplateName: name = '', Tags }) =>
      claimed.has(name) || readOwnership(fromPairs(Tags))?.owner === context.owner,
  );
  const live = await Promise.all(
    concerning.map((item) => {
      const physical = item.LaunchTemplateId ?? '';
      return unlessGone(readInDepth(ec2, item, reading(type, unreadable, { physical })));
    }),
  );
  return { live: live.filter((one) => one !== undefined), unreadable };
}

async function readInDepth(ec2: Ec2Port, item: LaunchTemplate, read: Read): Promise<Live<LaunchTemplateState>> {
  return toLive(item, (await read(readVersion(ec2, item.LaunchTemplateId ?? '', '$Latest'))) ?? {});
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
