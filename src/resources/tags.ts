import type { Elbv2Port } from '../aws/ports.ts';
import { chunks } from '../aws/pages.ts';
import { EvenkeelError } from '../core/errors.ts';
import type { Live } from '../core/resource.ts';
import { fromPairs, toPairs } from './pairs.ts';
import type { ApplyContext, Tags } from './resource.ts';

/** The most ARNs that DescribeTags takes. */
const MOST = 20;

/** The tags of load balancers, listeners, rules and target groups, by ARN. What vanished meanwhile is left out. */
export async function readTags(elbv2: Elbv2Port, arns: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
  const read = await Promise.all(chunks(arns, MOST).map((some) => readSome(elbv2, some)));
  return new Map(read.flat());
}

/** Sets and removes tags of one of them. */
export async function writeTags(
  { aws }: ApplyContext,
  { physical }: Live,
  set: Tags,
  remove: readonly string[],
): Promise<void> {
  if (Object.keys(set).length > 0) await aws.elbv2.addTags({ ResourceArns: [physical], Tags: toPairs(set) });
  if (remove.length > 0) await aws.elbv2.removeTags({ ResourceArns: [physical], TagKeys: [...remove] });
}

/** One ARN that is gone fails the whole call, so that they are then asked for one by one. */
async function readSome(elbv2: Elbv2Port, arns: readonly string[]): Promise<[string, Tags][]> {
  try {
    const { TagDescriptions = [] } = await elbv2.describeTags({ ResourceArns: [...arns] });
    return TagDescriptions.map(({ ResourceArn = '', Tags: pairs }) => [ResourceArn, fromPairs(pairs)]);
  } catch (thrown) {
    if (!(thrown instanceof EvenkeelError) || thrown.code !== 'not-found') throw thrown;
    if (arns.length <= 1) return [];
    return (await Promise.all(arns.map((arn) => readSome(elbv2, [arn])))).flat();
  }
}
