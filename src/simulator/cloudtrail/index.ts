import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { lookupEvents } from './lookup-events.ts';

/** CloudTrail as far as an account has it without any set-up: the history of its writes. */
export const cloudTrailOperations: Record<string, Operation<World>> = {
  LookupEvents: lookupEvents,
};
