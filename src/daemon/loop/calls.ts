import type { CallCounter } from '../../aws/calls.ts';
import type { Service } from '../../aws/operations.ts';
import type { Calls } from '../status.ts';

const none: Calls = { reads: 0, writes: 0, throttled: 0 };

/** Listening goes on beside the cycles, and is none of what they cost. */
const listening: ReadonlySet<Service> = new Set(['sqs', 'cloudTrail']);

/** What a place's door to AWS has let through so far for its cycles; nothing before it is open. */
export function callsThrough(door: { readonly calls: CallCounter } | undefined): Calls {
  const totals = door?.calls.totals().filter(({ service }) => !listening.has(service)) ?? [];
  return totals.reduce(
    ({ reads, writes, throttled }, one) => ({
      reads: reads + (one.kind === 'read' ? one.calls : 0),
      writes: writes + (one.kind === 'write' ? one.calls : 0),
      throttled: throttled + one.throttled,
    }),
    none,
  );
}

export function callsBetween(before: Calls, after: Calls): Calls {
  return {
    reads: after.reads - before.reads,
    writes: after.writes - before.writes,
    throttled: after.throttled - before.throttled,
  };
}
