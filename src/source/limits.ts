/** How much of a folder is read at most. What exceeds a limit is reported as a problem, never cut off silently. */
export interface Limits {
  readonly fileBytes: number;
  readonly totalBytes: number;
  readonly files: number;
  readonly documents: number;
  /** Maps and lists inside one another; also what keeps the recursion over a document off the end of the stack. */
  readonly depth: number;
  /** Problems reported for one file; a hostile one could have a million. */
  readonly problems: number;
}

const MIB = 1024 * 1024;

export const defaultLimits: Limits = {
  fileBytes: MIB,
  totalBytes: 32 * MIB,
  files: 10_000,
  documents: 5_000,
  depth: 64,
  problems: 100,
};
