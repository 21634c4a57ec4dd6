import type {
  AddTagsInput,
  DescribeTagsInput,
  DescribeTagsOutput,
  RemoveTagsInput,
  Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuse, requireSome } from './constraints.ts';
import { requireTaggable } from './find.ts';
import type { Taggable } from './find.ts';
import { unordered } from './paging.ts';

const mostTags = 50;
const mostResources = 20;
const allowedCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The tags of a request, checked. */
export function readTags(tags: readonly Tag[] = []): Map<string, string> {
  const read = new Map<string, string>();
  for (const { Key: key = '', Value: value = '' } of tags) {
    requireTag(key, value);
    if (read.has(key)) throw new AwsError('DuplicateTagKeys', `A tag key was specified more than once: '${key}'`);
    read.set(key, value);
  }
  requireRoomForTags(read.size);
  return read;
}

/** Tags all of the resources or, when one is not there or would have too many, none. */
export function addTags(input: AddTagsInput, { world }: Call<World>): object {
  const added = readTags(requireSome(input.Tags, 'tag'));
  const resources = requireTaggables(world, input.ResourceArns);
  for (const { tags } of resources) requireRoomForTags(new Set([...tags.keys(), ...added.keys()]).size);
  for (const { tags } of resources) for (const [key, value] of added) tags.set(key, value);
  return {};
}

export function removeTags(input: RemoveTagsInput, { world }: Call<World>): object {
  const keys = requireSome(input.TagKeys, 'tag key');
  for (const { tags } of requireTaggables(world, input.ResourceArns)) for (const key of keys) tags.delete(key);
  return {};
}

export function describeTags(input: DescribeTagsInput, { world }: Call<World>): DescribeTagsOutput {
  const resources = requireTaggables(world, input.ResourceArns);
  const descriptions = unordered(resources, (resource) => resource.arn).map(({ arn, tags }) => ({
    ResourceArn: arn,
    Tags: unordered(tags, ([key]) => key).map(([Key, Value]) => ({ Key, Value })),
  }));
  return { TagDescriptions: descriptions };
}

function requireTaggables(world: World, arns: string[] | undefined): Taggable[] {
  const wanted = new Set(requireSome(arns, 'resource ARN'));
  if (wanted.size > mostResources) refuse(`Up to ${mostResources} resource ARNs can be specified`);
  return [...wanted].map((arn) => requireTaggable(world, arn));
}

function requireTag(key: string, value: string): void {
  if (key.length < 1 || key.length > 128) refuse(`Tag key '${key}' must be between 1 and 128 characters long`);
  if (value.length > 256) refuse(`Tag value of '${key}' must be at most 256 characters long`);
  if (/^aws:/i.test(key)) refuse(`'aws:' prefixed tag key names are not allowed for external use`);
  for (const text of [key, value]) {
    if (!allowedCharacters.test(text)) refuse(`Tag '${key}' holds characters that are not allowed: '${text}'`);
  }
}

function requireRoomForTags(count: number): void {
  if (count > mostTags) throw new AwsError('TooManyTags', `The maximum number of tags for a resource is ${mostTags}`);
}
