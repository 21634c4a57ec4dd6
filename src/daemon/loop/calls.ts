import type { CallCounter } from '../../aws/calls.ts';
import type { Calls } from '../status.ts';

const none: Calls = { reads: 0, writes: 0, throttled: 0 };

/** What a place's door to AWS has let through so far; nothing before it is open. */
export function callsThrough(door: { readonly calls: CallCounter } | undefined): Calls {
  if (door === undefined) return none;
  const { reads, writes, throttled } = door.calls;
  return { reads, writes, throttled };
}

export function callsBetween(before: Calls, after: Calls): Calls {
  return {
    reads: after.reads - before.reads,
    writes: after.writes - before.writes,
    throttled: after.throttled - before.throttled,
  };
}
