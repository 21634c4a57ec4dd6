import type { AutoScalingPort } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { ensureCreated, type Existing } from '../ensure.ts';
import { fromPairs } from '../pairs.ts';
import type { ApplyContext, Created, CreateStep } from '../resource.ts';
import { launchToSdk } from './mixed-sdk.ts';
import { readGroups } from './observe.ts';
import { toSdk, toSdkTags } from './sdk.ts';
import type { AutoScalingGroupState } from './type.ts';
import { writeMetrics } from './write.ts';

/** Makes it, then has it report its metrics, which the create call does not take. */
export async function create(
  { aws, clock }: ApplyContext,
  { wanted, tags }: CreateStep<AutoScalingGroupState>,
): Promise<Created> {
  const { name, minSize = 0, maxSize = 0, targetGroups = [], propagatedTags = {}, metrics = [] } = wanted;
  const created = await ensureCreated({
    clock,
    tags,
    async create() {
      await aws.autoScaling.createAutoScalingGroup({
        ...toSdk(wanted),
        ...launchToSdk(wanted),
        AutoScalingGroupName: name,
        MinSize: minSize,
        MaxSize: maxSize,
        DesiredCapacity: wanted.desiredCapacity ?? wanted.initialCapacity,
        TargetGroupARNs: targetGroups.map(plain),
        Tags: [...toSdkTags(name, tags, false), ...toSdkTags(name, propagatedTags, true)],
      });
      return named(name);
    },
    find: () => find(aws.autoScaling, name),
  });
  await writeMetrics(aws, name, metrics);
  return created;
}

/** AWS goes by the name, so that its ARN need not be asked for. */
function named(name: string): Created {
  return { physical: name, outputs: { name } };
}

async function find(autoScaling: AutoScalingPort, name: string): Promise<Existing | undefined> {
  const [group] = await readGroups(autoScaling, [name]);
  return group && { ...named(name), tags: fromPairs(group.Tags) };
}
