import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { Elbv2Port } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import type { Live } from '../../core/resource.ts';
import { unlessGone } from '../ensure.ts';
import type { ApplyContext } from '../resource.ts';
import { successors } from '../target/successors.ts';
import { readGroups } from './observe.ts';
import type { AutoScalingGroupState } from './type.ts';

/**
 * Takes a group away step by step, one each time it is asked: no more instances, so that AWS drains and terminates those there
 * are; then the group; then nothing, once AWS lists it no more. Before that its template and security groups are still in use.
 */
export async function remove(
  { aws: { autoScaling, elbv2 } }: ApplyContext,
  { state }: Live<AutoScalingGroupState>,
): Promise<void> {
  const { name } = state;
  const [group] = await readGroups(autoScaling, [name]);
  if (group === undefined) return;
  if (group.Status !== undefined) throw stillThere(`${name} is being deleted`);
  await othersServe(elbv2, group);
  if (group.MinSize !== 0 || group.MaxSize !== 0 || group.DesiredCapacity !== 0) {
    // With no room above, no scaling policy can launch again.
    await autoScaling.updateAutoScalingGroup({
      AutoScalingGroupName: name,
      MinSize: 0,
      MaxSize: 0,
      DesiredCapacity: 0,
    });
  }
  if (group.Instances?.length) throw stillThere(leaving(group), remedyFor(group));
  await unlessGone(autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName: name, ForceDelete: false }));
  const [rest] = await readGroups(autoScaling, [name]);
  if (rest !== undefined) throw stillThere(`${name} is being deleted`);
}

/** Where others are registered beside its instances, these go on serving until the others do. */
async function othersServe(
  elbv2: Elbv2Port,
  { Instances = [], TargetGroupARNs = [] }: AutoScalingGroup,
): Promise<void> {
  const own = new Set(Instances.map(({ InstanceId }) => InstanceId));
  for (const TargetGroupArn of TargetGroupARNs) {
    const health = await unlessGone(elbv2.describeTargetHealth({ TargetGroupArn }));
    successors(health?.TargetHealthDescriptions ?? [], ({ Id }) => own.has(Id));
  }
}

function leaving({ AutoScalingGroupName: name = '', Instances = [] }: AutoScalingGroup): string {
  const instances = Instances.length === 1 ? 'its last instance is' : `its ${Instances.length} instances are`;
  return `${name} goes once ${instances} drained and terminated`;
}

/** AWS never takes a protected instance away by scaling, so that waiting would not help. */
function remedyFor({ Instances = [] }: AutoScalingGroup): string | undefined {
  const held = Instances.filter((instance) => instance.ProtectedFromScaleIn === true);
  if (held.length === 0) return undefined;
  return `remove the scale-in protection from ${held.map(({ InstanceId }) => InstanceId).join(', ')}, or terminate them`;
}

function stillThere(message: string, remedy?: string): EvenkeelError {
  return new EvenkeelError({
    code: 'in-use',
    retry: 'soon',
    message,
    ...(remedy === undefined ? {} : { remedy }),
  });
}
