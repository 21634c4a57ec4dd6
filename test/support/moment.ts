import { advance } from '../../src/simulator/advance.ts';
import type { World } from '../../src/simulator/world.ts';

const services = ['ec2', 'elbv2', 'ecs', 'autoScaling', 'applicationAutoScaling'] as const;

/** Everything that stands in a world, by itself. */
export type State = Pick<World, (typeof services)[number]>;

/** What stood in a world, and when. */
export interface Moment {
  readonly at: number;
  readonly state: State;
}

export function momentOf(world: World): Moment {
  advance(world);
  return { at: world.clock.now(), state: copyOf(world) };
}

export function copyOf(state: State): State {
  return structuredClone(Object.fromEntries(services.map((service) => [service, state[service]]))) as State;
}

/** Puts a world back to how it was, or to how somebody else left it. */
export function restore(world: World, state: State): void {
  const copy = copyOf(state);
  for (const service of services) Object.assign(world[service], copy[service]);
}
