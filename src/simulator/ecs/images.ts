import type { World } from '../world.ts';
import { findTaskDefinition } from './find.ts';
import { leadsOut } from './network.ts';
import type { Revision, Task } from './state.ts';

/** The images of a revision's containers. */
export function imagesOf(world: World, { deployable }: Revision): string[] {
  const definition = findTaskDefinition(world, deployable.taskDefinition);
  return (definition?.description.containerDefinitions ?? []).flatMap(({ image }) => image ?? []);
}

/** AWS's words for why a task's images can't be pulled; undefined where they can. */
export function pullFailure(world: World, task: Task, revision: Revision): string | undefined {
  const images = imagesOf(world, revision);
  const hasPublicAddress = revision.deployable.networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED';
  if (!leadsOut(world, task.subnetId, hasPublicAddress))
    return failure(5, images[0], 'failed to do request: dial tcp: i/o timeout');
  const bad = images.find((image) => world.ecs.badImages.has(image));
  return bad === undefined ? undefined : failure(1, bad, 'not found');
}

function failure(tries: number, image: string | undefined, why: string): string {
  return `CannotPullContainerError: pull image manifest has been retried ${tries} time(s): failed to resolve ref ${image}: ${why}`;
}
