import type {
  CreateTagsRequest,
  DeleteTagsRequest,
  DescribeTagsRequest,
  DescribeTagsResult,
  ResourceType,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { liveInterfaces } from './interfaces.ts';
import { kindNames, kindOfId, kinds, type KindName, notFound, required } from './kinds.ts';
import { FEWEST, matching, page } from './select.ts';
import type { Tags } from './state.ts';
import { putTags } from './tagging.ts';

interface Tagged {
  readonly id: string;
  readonly kind: KindName;
  readonly tags: Tags;
}

/** Every EC2 resource that carries tags, with its ARN, for the tagging API. */
export function* taggedResources(world: World): Generator<{ arn: string; tags: Tags }> {
  for (const { id, kind, tags } of everyTagged(world))
    yield { arn: `arn:aws:ec2:${world.region}:${world.account}:${kind}/${id}`, tags };
}

export function createTags(input: CreateTagsRequest, { world }: Call<World>): object {
  const added = required(input.Tags, 'Tags');
  const targets = tagsOfAll(world, required(input.Resources, 'Resources'));
  // Tried on copies first: a tag that is refused for one resource leaves all of them as they were.
  for (const tags of targets) putTags(new Map(tags), added);
  for (const tags of targets) putTags(tags, added);
  return {};
}

export function deleteTags(input: DeleteTagsRequest, { world }: Call<World>): object {
  for (const tags of tagsOfAll(world, required(input.Resources, 'Resources'))) {
    const doomed = input.Tags ?? [...tags.keys()].map((Key) => ({ Key, Value: undefined }));
    for (const { Key = '', Value } of doomed) if (Value === undefined || tags.get(Key) === Value) tags.delete(Key);
  }
  return {};
}

export function describeTags(input: DescribeTagsRequest, { world }: Call<World>): DescribeTagsResult {
  const rows = [...everyTagged(world)].flatMap(({ id, kind, tags }) =>
    [...tags].map(([key, value]) => ({ id, kind, key, value, tags })),
  );
  const found = matching(rows, input.Filters, {
    key: (row) => row.key,
    value: (row) => row.value,
    'resource-id': (row) => row.id,
    'resource-type': (row) => row.kind,
  });
  const { items, ...rest } = page(found, input, FEWEST);
  const Tags = items.map((row) => ({
    ResourceId: row.id,
    ResourceType: row.kind satisfies ResourceType,
    Key: row.key,
    Value: row.value,
  }));
  return { Tags, ...rest };
}

function* everyTagged(world: World): Generator<Tagged> {
  liveInterfaces(world);
  for (const kind of kindNames) for (const [id, { tags }] of kinds[kind].records(world.ec2)) yield { id, kind, tags };
}

function tagsOfAll(world: World, ids: readonly string[]): Tags[] {
  return ids.map((id) => {
    const kind = kindOfId(id);
    if (kind === undefined) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
    for (const [found, { tags }] of kinds[kind].records(world.ec2)) if (found === id) return tags;
    throw notFound(kind, [id]);
  });
}
