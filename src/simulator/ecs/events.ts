import { randomUuid } from '../random.ts';
import type { World } from '../world.ts';
import type { Service, Task } from './state.ts';

const MOST_EVENTS = 100;

/** Adds to what AWS tells of a service, the newest first. */
export function addEvent(world: World, service: Service, what: string): void {
  const createdAt = new Date(world.clock.now());
  service.events.unshift({ id: randomUuid(world.random), createdAt, message: `(service ${service.name}) ${what}` });
  if (service.events.length > MOST_EVENTS) service.events.length = MOST_EVENTS;
}

export function enumerate(tasks: readonly Task[]): string {
  return tasks.map(({ id }) => `(task ${id})`).join(' ');
}
