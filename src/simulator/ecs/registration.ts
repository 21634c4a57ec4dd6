import { clearTargetHealth, setTargetHealth } from '../elbv2/target-health.ts';
import { deregisterTargets, keyOf, registerTargets } from '../elbv2/targets.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { addEvent } from './events.ts';
import { revisionOf } from './find.ts';
import { imagesOf } from './images.ts';
import type { Revision, Service, Task } from './state.ts';

/** Registers a task's address in the target groups of its revision. */
export function register(world: World, service: Service, task: Task): void {
  const revision = revisionOf(service, task);
  const fails = imagesOf(world, revision).some((image) => world.ecs.unhealthyImages.has(image));
  for (const { targetGroupArn, port } of revision.targets) {
    try {
      const Targets = [{ Id: task.address, Port: port }];
      registerTargets({ TargetGroupArn: targetGroupArn, Targets }, callIn(world));
      if (fails) setTargetHealth(world, { targetGroupArn, id: task.address, port }, 'Target.FailedHealthChecks');
      addEvent(world, service, `registered 1 targets in (target-group ${targetGroupArn})`);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      addEvent(
        world,
        service,
        `failed to register targets in (target-group ${targetGroupArn}) with (error ${error.message})`,
      );
    }
  }
}

/** Starts the draining, and tells when the last group has let the task go; undefined where none has it. */
export function deregister(world: World, task: Task, { targets }: Revision): number | undefined {
  const drained = targets.flatMap(({ targetGroupArn, port }) => {
    const target = world.elbv2.targetGroups.get(targetGroupArn)?.targets.get(keyOf({ id: task.address, port }));
    if (target === undefined) return [];
    deregisterTargets({ TargetGroupArn: targetGroupArn, Targets: [{ Id: task.address, Port: port }] }, callIn(world));
    return [target.goneAt ?? world.clock.now()];
  });
  return drained.length > 0 ? Math.max(...drained) : undefined;
}

/** What was decided on the health of a task's address is not for the next task that gets the address. */
export function forget(world: World, task: Task, { targets }: Revision): void {
  for (const { targetGroupArn, port } of targets) clearTargetHealth(world, { targetGroupArn, id: task.address, port });
}

function callIn(world: World): Call<World> {
  const { account, region, clock } = world;
  return { account, region, clock, world };
}
