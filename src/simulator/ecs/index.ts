import type { Operation } from '../service.ts';
import type { World } from '../world.ts';

/** Every operation of the service, by AWS's name for it. */
export const ecsOperations: Readonly<Record<string, Operation<World>>> = {};
