import type { Finding } from '../status.ts';

/** What is done about a finding, in words. */
export const doingWords: Readonly<Record<Finding['doing'], string>> = {
  correct: 'being corrected',
  report: 'left alone',
  withhold: 'withheld',
  blocked: 'blocked',
  unreadable: 'could not be read',
};
