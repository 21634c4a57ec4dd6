import type { Finding } from '../status.ts';

/** What is done about a finding, in words. */
export const doingWords: Readonly<Record<Finding['doing'], string>> = {
  correct: 'being put right',
  report: 'left as it is',
  withhold: 'withheld',
  blocked: 'blocked',
  unreadable: 'could not be read',
};
