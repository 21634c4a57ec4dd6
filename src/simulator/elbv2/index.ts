import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { describeAccountLimits } from './limits.ts';
import { taggables } from './find.ts';

/** Every operation of the service, by AWS's name for it. */
export const elbv2Operations: Readonly<Record<string, Operation<World>>> = {
  DescribeAccountLimits: describeAccountLimits,
};

/** What the tagging API lists of this service. */
export function taggedResources(world: World): Iterable<{ arn: string; tags: Map<string, string> }> {
  return taggables(world);
}
