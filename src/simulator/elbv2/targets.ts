import type {
  DeregisterTargetsInput,
  RegisterTargetsInput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { attributeValue } from './attributes.ts';
import { refuse, requireRange, requireSome, required } from './constraints.ts';
import { requireTargetGroup } from './find.ts';
import type { AskedTarget, Target, TargetGroup } from './state.ts';
import { targetGroupAttributes } from './target-group-attributes.ts';
import { requireTarget } from './target-types.ts';

/** Registers all of them or, when one is refused, none. One that drains comes back; one that stands is left alone. */
export function registerTargets(input: RegisterTargetsInput, { world }: Call<World>): object {
  const group = requireTargetGroup(world, input.TargetGroupArn);
  dropGone(world, group);
  const asked = requireSome(input.Targets, 'target').map((target) => read(group, target));
  const zones = requireTarget(world, group, asked);
  const registered = new Map(asked.map((target, index) => [keyOf(target), stamp(world, target, zones[index])]));
  requireRoomForTargets(world, group, registered);
  for (const [key, target] of registered) {
    const standing = group.targets.get(key);
    if (standing === undefined || standing.goneAt !== undefined) group.targets.set(key, target);
  }
  return {};
}

/** Starts the draining; deregistering what is not registered succeeds and does nothing. */
export function deregisterTargets(input: DeregisterTargetsInput, { world }: Call<World>): object {
  const group = requireTargetGroup(world, input.TargetGroupArn);
  dropGone(world, group);
  const delay = drainingMs(world, group);
  for (const asked of requireSome(input.Targets, 'target')) {
    const target = group.targets.get(keyOf(read(group, asked)));
    if (target !== undefined) target.goneAt ??= world.clock.now() + delay;
  }
  dropGone(world, group);
  return {};
}

/** Forgets the targets whose draining is over; an instance that was terminated is deregistered by that. */
export function dropGone(world: World, group: TargetGroup): void {
  for (const [key, target] of group.targets) {
    const endedAt = group.targetType === 'instance' ? world.ec2.instances.get(target.id)?.endedAt : undefined;
    if (endedAt !== undefined) target.goneAt ??= endedAt + drainingMs(world, group);
    if (target.goneAt !== undefined && target.goneAt <= world.clock.now()) group.targets.delete(key);
  }
}

/** One id may be registered several times, on different ports. */
export function keyOf({ id, port }: { id: string; port: number | undefined }): string {
  return `${id} ${port ?? ''}`;
}

/** A target on the group's own port need not name it. */
export function read(group: TargetGroup, target: TargetDescription): AskedTarget {
  requireRange(target.Port, 'port', 1, 65_535);
  if (group.targetType === 'lambda' && target.Port !== undefined) {
    refuse(`Port cannot be specified for targets of target groups with target type 'lambda'`);
  }
  return {
    id: required(target.Id, 'target ID'),
    port: target.Port ?? group.port,
    availabilityZone: target.AvailabilityZone,
    quicServerId: target.QuicServerId,
  };
}

function stamp(world: World, target: AskedTarget, availabilityZone: string | undefined): Target {
  return { ...target, availabilityZone, registeredAt: world.clock.now(), goneAt: undefined };
}

/** Nothing drains from a group that no traffic reaches, nor from a Lambda function. */
function drainingMs(world: World, group: TargetGroup): number {
  if (group.usedSince === undefined || group.targetType === 'lambda') return 0;
  const seconds = Number(attributeValue(targetGroupAttributes, group, 'deregistration_delay.timeout_seconds'));
  return Math.min(seconds * 1000, world.settings.drainingMs ?? Number.POSITIVE_INFINITY);
}

function requireRoomForTargets(world: World, group: TargetGroup, added: ReadonlyMap<string, Target>): void {
  const single = group.targetType === 'lambda' || group.targetType === 'alb';
  const most = single ? 1 : world.elbv2.quotas['targets-per-target-group'];
  if (new Set([...group.targets.keys(), ...added.keys()]).size <= most) return;
  throw new AwsError('TooManyTargets', `Target group '${group.arn}' can have at most ${most} targets`);
}
