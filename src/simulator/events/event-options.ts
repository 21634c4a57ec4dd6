/** How events reach who listens: as reliably as EventBridge and CloudTrail are asked to be. */
export interface EventOptions {
  /** The name of the queue that gets them, in the account and region of each; absent: nobody does. */
  readonly queue?: string;
  /** From the event until it can be received, in milliseconds. */
  readonly delayMs?: number;
  /** Each comes up to so many milliseconds later still, hence in another order. */
  readonly spreadMs?: number;
  /** The share of the events that come twice. */
  readonly duplicates?: number;
  /** The share of the events that never come. */
  readonly loss?: number;
  /** From a call until CloudTrail's event history has it, in milliseconds. */
  readonly trailDelayMs?: number;
}

const members: Readonly<Record<keyof EventOptions, (value: unknown) => boolean>> = {
  queue: (value) => typeof value === 'string' && /^[\w-]{1,80}$/.test(value),
  delayMs: isTime,
  spreadMs: isTime,
  duplicates: isShare,
  loss: isShare,
  trailDelayMs: isTime,
};

/** Reads options that came from outside; throws a TypeError that says which is wrong. */
export function readEventOptions(value: unknown): EventOptions {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('events must be an object');
  for (const [name, item] of Object.entries(value)) {
    if (!Object.hasOwn(members, name))
      throw new TypeError(`events have no ${name}; they have ${Object.keys(members).join(', ')}`);
    if (!members[name as keyof EventOptions](item)) throw new TypeError(`events: ${name} can't be ${String(item)}`);
  }
  return value;
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 24 * 3_600_000;
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
