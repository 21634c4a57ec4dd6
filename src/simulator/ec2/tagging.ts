import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../service.ts';
import type { KindName } from './kinds.ts';
import type { Tags } from './state.ts';

const MOST_TAGS = 50;

/** Tags as an answer lists them. */
export function tagList(tags: Tags): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** Adds tags to a resource, or none of them when AWS would refuse one. */
export function putTags(tags: Tags, added: readonly Tag[]): void {
  const merged = new Map(tags);
  for (const { Key = '', Value = '' } of added) {
    checkTag(Key, Value);
    merged.set(Key, Value);
  }
  if (merged.size > MOST_TAGS)
    throw new AwsError(
      'TagLimitExceeded',
      `The maximum number of Tags for a resource has been reached (${MOST_TAGS}).`,
    );
  for (const [key, value] of merged) tags.set(key, value);
}

/** The tags that a creating call gives to what it makes. */
export function tagsFor(kind: KindName, specifications: readonly TagSpecification[] = []): Tags {
  return tagsAmong([kind], kind, specifications);
}

/** The same for a call that makes several kinds of resource, `allowed`, of which `kind` is one. */
export function tagsAmong(
  allowed: readonly string[],
  kind: KindName,
  specifications: readonly TagSpecification[] = [],
): Tags {
  const tags: Tags = new Map();
  for (const { ResourceType, Tags: added = [] } of specifications) {
    if (!allowed.includes(ResourceType ?? ''))
      throw new AwsError(
        'InvalidParameterValue',
        `'${ResourceType}' is not a valid taggable resource type for this operation.`,
      );
    const keys = new Set(added.map((tag) => tag.Key));
    if (keys.size < added.length)
      throw new AwsError('InvalidParameterValue', 'Duplicate tag keys in one specification are not allowed.');
    if (ResourceType === kind) putTags(tags, added);
  }
  return tags;
}

function checkTag(key: string, value: string): void {
  if (key === '' || key.length > 127)
    throw new AwsError('InvalidParameterValue', `Tag key '${key}' must be between 1 and 127 characters long.`);
  if (value.length > 255)
    throw new AwsError(
      'InvalidParameterValue',
      `Tag value exceeds the maximum length of 255 characters: key '${key}'.`,
    );
  if (key.toLowerCase().startsWith('aws:'))
    throw new AwsError('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use");
}
