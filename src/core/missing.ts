/**
 * Something that a look did not show. A list may miss what was just made, or what has long stood, for some seconds, so that
 * what a change takes for absent is confirmed before the change is made.
 */
export interface Absence {
  /** A resource type, what can be looked up, or `successor`: that what stands twice still stands twice. */
  readonly type: string;
  /** The wanted resource's id, or AWS's. */
  readonly id: string;
  /** The manifest newly says so, or may: it need not be proven that somebody took it away. */
  readonly said?: true;
}

/** Why an absence is not believed yet, and since when the thing has been missing. */
export interface Doubt {
  readonly since: number;
  readonly message: string;
  /** It was found after all, or could not be asked for: the next look that misses it is the first. */
  readonly anew?: true;
}

/** What was learnt of the absences that a plan rests on, by their keys. */
export interface Absences {
  /** When it was looked. */
  readonly at: number;
  readonly confirmed: ReadonlySet<string>;
  /** Confirmed ones that never come back: a terminated instance. */
  readonly gone: ReadonlySet<string>;
  readonly doubts: ReadonlyMap<string, Doubt>;
}

export const noAbsences: Absences = { at: 0, confirmed: new Set(), gone: new Set(), doubts: new Map() };

export function absenceKey({ type, id }: Absence): string {
  return `${type} ${id}`;
}

/** Marks what AWS was not asked for at all: a look that reads a part at a time gets to it later. */
export const notYet = { notYet: true, message: 'not read yet' } as const;

/** Whether it waits only for the first look at what it is about: nothing is wrong with it. */
export function waitsToBeRead(message: string): boolean {
  return message.includes(notYet.message);
}
