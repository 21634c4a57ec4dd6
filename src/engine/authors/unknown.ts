/** Why nobody can say who it was. */
interface Unknown {
  readonly unknown: string;
}

export const notYet: Unknown = { unknown: 'no event yet: CloudTrail is some minutes late' };
export const notPermitted: Unknown = { unknown: 'not permitted: allow cloudtrail:LookupEvents' };
export const notAsked: Unknown = { unknown: '--no-trail' };
