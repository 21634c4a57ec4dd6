import type { EvenkeelError } from '../../core/errors.ts';

/** Why nobody can say who it was. */
interface Unknown {
  readonly unknown: string;
}

type Failure = Pick<EvenkeelError, 'code' | 'message'>;

export const notYet: Unknown = { unknown: 'no event yet: CloudTrail is some minutes late' };
/** By then CloudTrail usually lists a call. */
export const TRAIL_LATE_MS = 20 * 60_000;

export const neverCame: Unknown = {
  unknown: 'no event came within 20 minutes: it was lost, or nobody called AWS for it',
};
export const notAsked: Unknown = { unknown: '--no-trail' };

/** Where CloudTrail was asked in vain. */
export function trailFailed({ code, message }: Failure): Unknown {
  const unknown =
    code === 'denied' ? 'not permitted: allow cloudtrail:LookupEvents' : `CloudTrail cannot be read: ${message}`;
  return { unknown };
}
