import type { Ec2Port } from '../../aws/ports.ts';
import type { Difference } from '../../core/fields.ts';
import { digest } from '../../core/json.ts';
import { ensureCreated, unlessGone, type Existing } from '../ensure.ts';
import { fromPairs, toPairs } from '../pairs.ts';
import type { Apply, ApplyContext, Outputs, UpdateStep } from '../resource.ts';
import { outputsOf, readTemplates, readVersion } from './observe.ts';
import { asRequest, toSdk } from './sdk.ts';
import type { LaunchTemplateGroup, LaunchTemplateState } from './type.ts';

/** Its first version is the default one, and stays it: whoever launches from the template pins a number. */
export const launchTemplateApply: Apply<LaunchTemplateState, LaunchTemplateGroup> = {
  async create({ aws, clock }, { wanted, tags }) {
    return ensureCreated({
      clock,
      tags,
      async create() {
        const { LaunchTemplate } = await aws.ec2.createLaunchTemplate({
          LaunchTemplateName: wanted.name,
          VersionDescription: wanted.description || undefined,
          LaunchTemplateData: toSdk(wanted, new Set(Object.keys(wanted))),
          TagSpecifications: [{ ResourceType: 'launch-template', Tags: toPairs(tags) }],
        });
        const physical = LaunchTemplate?.LaunchTemplateId ?? '';
        return { physical, outputs: outputsOf(physical, LaunchTemplate?.LatestVersionNumber) };
      },
      find: () => find(aws.ec2, wanted.name),
    });
  },
  update: { version: addVersion },
  async remove({ aws }, { physical }) {
    await unlessGone(aws.ec2.deleteLaunchTemplate({ LaunchTemplateId: physical }));
  },
  async tag({ aws }, { physical }, set, remove) {
    if (Object.keys(set).length > 0) await aws.ec2.createTags({ Resources: [physical], Tags: toPairs(set) });
    if (remove.length > 0) await aws.ec2.deleteTags({ Resources: [physical], Tags: remove.map((Key) => ({ Key })) });
  },
};

/**
 * Adds a version: what the latest one says, with what differs written over it. The token is made of the content and of the
 * version that it follows, so that the same request sent twice makes one version.
 */
async function addVersion(
  { aws }: ApplyContext,
  { live, differences }: UpdateStep<LaunchTemplateState>,
): Promise<Outputs> {
  const { physical, outputs } = live;
  const latest = await readVersion(aws.ec2, physical, outputs['version'] ?? '$Latest');
  const content = changedContent(live.state, differences);
  const written = new Set(differences.map(({ field }) => field));
  const data = toSdk(content, written, asRequest(latest?.LaunchTemplateData ?? {}));
  const version = { VersionDescription: content.description || undefined, LaunchTemplateData: data };
  const { LaunchTemplateVersion } = await aws.ec2.createLaunchTemplateVersion({
    ...version,
    LaunchTemplateId: physical,
    ClientToken: digest([physical, outputs['version'], version], 64),
  });
  return outputsOf(physical, LaunchTemplateVersion?.VersionNumber);
}

/** What will stand. A key that is taken away is left without a value. */
function changedContent(live: LaunchTemplateState, differences: readonly Difference[]): LaunchTemplateState {
  const next: Record<string, unknown> = { ...live };
  for (const { field, key, wanted } of differences) {
    next[field] = key === undefined ? wanted : { ...(next[field] as object | undefined), [key]: wanted };
  }
  return next as unknown as LaunchTemplateState;
}

async function find(ec2: Ec2Port, name: string): Promise<Existing | undefined> {
  const found = await unlessGone(readTemplates(ec2, [name]));
  const template = found?.[0];
  if (template === undefined) return undefined;
  const physical = template.LaunchTemplateId ?? '';
  return { physical, outputs: outputsOf(physical, template.LatestVersionNumber), tags: fromPairs(template.Tags) };
}
