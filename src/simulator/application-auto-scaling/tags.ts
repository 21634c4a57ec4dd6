import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import type { ScalableTarget } from './state.ts';

const MOST_TAGS = 50;

export function tagResource(input: TagResourceRequest, { world }: Call<World>): object {
  const { tags } = needByArn(world, input.ResourceARN);
  const added = Object.entries(input.Tags ?? {});
  if (new Set([...tags.keys(), ...added.map(([key]) => key)]).size > MOST_TAGS)
    throw new AwsError('TooManyTagsException', `A scalable target can have at most ${MOST_TAGS} tags`);
  for (const [key, value] of added) tags.set(key, value);
  return {};
}

export function untagResource(input: UntagResourceRequest, { world }: Call<World>): object {
  const { tags } = needByArn(world, input.ResourceARN);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
}

export function listTagsForResource(
  input: ListTagsForResourceRequest,
  { world }: Call<World>,
): ListTagsForResourceResponse {
  return { Tags: Object.fromEntries(needByArn(world, input.ResourceARN).tags) };
}

function needByArn(world: World, arn: string | undefined): ScalableTarget {
  const found = [...world.applicationAutoScaling.targets.values()].find((target) => target.arn === arn);
  if (found) return found;
  throw new AwsError('ResourceNotFoundException', `The resource '${arn}' does not exist`);
}
