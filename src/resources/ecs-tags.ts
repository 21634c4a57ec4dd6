import type { Tag } from '@aws-sdk/client-ecs';
import type { Live } from '../core/resource.ts';
import type { ApplyContext, Tags } from './resource.ts';

/** Tags as ECS spells them, in lower case. */
export function toEcsTags(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

export function fromEcsTags(pairs: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries((pairs ?? []).flatMap(({ key, value = '' }) => (key === undefined ? [] : [[key, value]])));
}

/** Sets and removes tags of an object of ECS. */
export async function writeEcsTags(
  { aws }: ApplyContext,
  { physical }: Pick<Live, 'physical'>,
  set: Tags,
  remove: readonly string[],
): Promise<void> {
  if (Object.keys(set).length > 0) await aws.ecs.tagResource({ resourceArn: physical, tags: toEcsTags(set) });
  if (remove.length > 0) await aws.ecs.untagResource({ resourceArn: physical, tagKeys: [...remove] });
}
