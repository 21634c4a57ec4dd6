import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-ecs';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuse } from './constraints.ts';
import { type Taggable, taggables } from './find.ts';
import type { Tags } from './state.ts';

const MOST_TAGS = 50;

/** The tags of a request, checked. */
export function readTags(tags: readonly Tag[] = []): Tags {
  const read: Tags = new Map();
  for (const { key = '', value = '' } of tags) {
    if (key.length < 1 || key.length > 128) refuse('Tag keys must be between 1 and 128 characters long');
    if (value.length > 256) refuse(`The value of tag '${key}' must be at most 256 characters long`);
    if (/^aws:/i.test(key)) refuse(`Tag keys must not begin with aws: ${key}`);
    if (read.has(key)) refuse('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    read.set(key, value);
  }
  if (read.size > MOST_TAGS) refuse(`A resource can have at most ${MOST_TAGS} tags`);
  return read;
}

export function tagList(tags: Tags): Tag[] {
  return Array.from(tags, ([key, value]) => ({ key, value }));
}

export function tagResource(input: TagResourceRequest, { world }: Call<World>): object {
  const added = readTags(input.tags);
  const { tags } = requireTaggable(world, input.resourceArn);
  if (new Set([...tags.keys(), ...added.keys()]).size > MOST_TAGS)
    refuse(`A resource can have at most ${MOST_TAGS} tags`);
  for (const [key, value] of added) tags.set(key, value);
  return {};
}

export function untagResource(input: UntagResourceRequest, { world }: Call<World>): object {
  const { tags } = requireTaggable(world, input.resourceArn);
  for (const key of input.tagKeys ?? []) tags.delete(key);
  return {};
}

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  { world }: Call<World>,
): ListTagsForResourceResponse {
  return { tags: tagList(requireTaggable(world, input.resourceArn).tags) };
}

function requireTaggable(world: World, arn = ''): Taggable {
  if (!arn.startsWith('arn:')) refuse(`'${arn}' is not a valid ARN`);
  for (const resource of taggables(world)) if (resource.arn === arn) return resource;
  return refuse('The specified resource was not found. Specify a valid resource and try again.');
}
