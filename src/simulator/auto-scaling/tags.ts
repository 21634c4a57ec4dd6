import type {
  CreateOrUpdateTagsType,
  DeleteTagsType,
  DescribeTagsType,
  Tag,
  TagDescription,
  TagsType,
} from '@aws-sdk/client-auto-scaling';
import { matching, page } from '../ec2/select.ts';
import { putTags } from '../ec2/tagging.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { needLastingGroup, refuse } from './find.ts';
import type { Group, GroupTag } from './state.ts';

const RESOURCE_TYPE = 'auto-scaling-group';

/** A group's tags as a request lists them. */
export function readTags(tags: readonly Tag[] = []): Map<string, GroupTag> {
  checkTags(tags);
  return new Map(
    tags.map(({ Key = '', Value: value = '', PropagateAtLaunch: propagateAtLaunch = true }) => [
      Key,
      { value, propagateAtLaunch },
    ]),
  );
}

export function tagAnswers(group: Group): TagDescription[] {
  const keys = [...group.tags].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return keys.map(([Key, { value, propagateAtLaunch }]) => ({
    ResourceId: group.name,
    ResourceType: RESOURCE_TYPE,
    Key,
    Value: value,
    PropagateAtLaunch: propagateAtLaunch,
  }));
}

export function createOrUpdateTags(input: CreateOrUpdateTagsType, { world }: Call<World>): object {
  const asked = (input.Tags ?? []).map((tag) => ({ group: groupOf(world, tag), added: readTags([tag]) }));
  for (const { group, added } of asked) for (const [key, tag] of added) group.tags.set(key, tag);
  return {};
}

export function deleteTags(input: DeleteTagsType, { world }: Call<World>): object {
  const asked = (input.Tags ?? []).map((tag) => ({ group: groupOf(world, tag), tag }));
  for (const { group, tag } of asked)
    if (tag.Value === undefined || tag.Value === group.tags.get(tag.Key ?? '')?.value) group.tags.delete(tag.Key ?? '');
  return {};
}

export function describeTags(input: DescribeTagsType, { world }: Call<World>): TagsType {
  const all = [...world.autoScaling.groups.values()].flatMap(tagAnswers);
  const rows = all.map((tag) => ({ tag, tags: new Map<string, string>() }));
  const found = matching(rows, input.Filters, {
    'auto-scaling-group': ({ tag }) => tag.ResourceId,
    key: ({ tag }) => tag.Key,
    value: ({ tag }) => tag.Value,
    'propagate-at-launch': ({ tag }) => tag.PropagateAtLaunch,
  });
  const { items, ...rest } = page(found, { MaxResults: input.MaxRecords ?? 50, NextToken: input.NextToken });
  return { Tags: items.map(({ tag }) => tag), ...rest };
}

function groupOf(world: World, { ResourceId, ResourceType = RESOURCE_TYPE }: Tag): Group {
  if (ResourceType !== RESOURCE_TYPE) refuse(`'${ResourceType}' is not a valid resource type`);
  return needLastingGroup(world, ResourceId);
}

/** The same rules as EC2's, refused in this service's own way. */
function checkTags(tags: readonly Tag[]): void {
  try {
    putTags(new Map(), tags);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    refuse(error.message);
  }
}
