/**
 * What a read is for: `list` of every look, `confirm` that something is missing; in depth what a manifest that somebody `change`d
 * concerns, what an `event` names, what we have `written`, what is `unsettled`, what is to be written (`verify`), what was never
 * read (`first`), and the `sweep` over the rest.
 */
export type ReadReason =
  | 'list'
  | 'confirm'
  | 'change'
  | 'event'
  | 'written'
  | 'unsettled'
  | 'verify'
  | 'first'
  | 'sweep';

/** These are read where the budget has room at once; memory serves as well. */
const opportune: ReadonlySet<ReadReason> = new Set(['first', 'unsettled']);

export function canWait(reason: ReadReason): boolean {
  return opportune.has(reason);
}
