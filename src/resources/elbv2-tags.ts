import type { TagDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Elbv2Port } from '../aws/ports.ts';
import { chunks, TAGS_PAGE } from '../aws/pages.ts';
import { EvenkeelError } from '../core/errors.ts';
import type { Live } from '../core/resource.ts';
import type { KnownTags } from './known-tags.ts';
import { fromPairs, toPairs } from './pairs.ts';
import type { ApplyContext, Tags } from './resource.ts';

/** The tags of load balancers, listeners, rules and target groups, by ARN. What vanished meanwhile is left out. */
export async function readElbv2Tags(elbv2: Elbv2Port, arns: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
  return (await elbv2TagsOf(elbv2, arns)).tags;
}

/** As far as they are known to a look that may have left some for later. */
export async function elbv2TagsOf(elbv2: Elbv2Port, arns: readonly string[]): Promise<KnownTags> {
  const described = (await Promise.all(chunks(arns, TAGS_PAGE).map((some) => describeSome(elbv2, some)))).flat();
  // AWS gives a list for each, be it empty.
  return {
    tags: new Map(
      described.flatMap(({ ResourceArn = '', Tags: pairs }) => (pairs ? [[ResourceArn, fromPairs(pairs)]] : [])),
    ),
    notYet: new Set(described.flatMap(({ ResourceArn = '', Tags: pairs }) => (pairs ? [] : [ResourceArn]))),
  };
}

/** Sets and removes tags of one of them. */
export async function writeElbv2Tags(
  { aws }: ApplyContext,
  { physical }: Live,
  set: Tags,
  remove: readonly string[],
): Promise<void> {
  if (Object.keys(set).length > 0) await aws.elbv2.addTags({ ResourceArns: [physical], Tags: toPairs(set) });
  if (remove.length > 0) await aws.elbv2.removeTags({ ResourceArns: [physical], TagKeys: [...remove] });
}

/** One ARN that is gone fails the whole call, so that they are then asked for one by one. */
async function describeSome(elbv2: Elbv2Port, arns: readonly string[]): Promise<TagDescription[]> {
  try {
    const { TagDescriptions = [] } = await elbv2.describeTags({ ResourceArns: [...arns] });
    return TagDescriptions;
  } catch (thrown) {
    if (!(thrown instanceof EvenkeelError) || thrown.code !== 'not-found') throw thrown;
    if (arns.length <= 1) return [];
    return (await Promise.all(arns.map((arn) => describeSome(elbv2, [arn])))).flat();
  }
}
