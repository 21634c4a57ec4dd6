import type { EvenkeelError } from '../../core/errors.ts';

/** Why nobody can say who it was. */
interface Unknown {
  readonly unknown: string;
}

type Failure = Pick<EvenkeelError, 'code' | 'message'>;

export const notYet: Unknown = { unknown: 'no event yet: CloudTrail is some minutes late' };
export const notAsked: Unknown = { unknown: '--no-trail' };

/** Where CloudTrail was asked in vain. */
export function trailFailed({ code, message }: Failure): Unknown {
  const unknown =
    code === 'denied' ? 'not permitted: allow cloudtrail:LookupEvents' : `CloudTrail cannot be read: ${message}`;
  return { unknown };
}
