import type { ErrorCode, Retry } from '../core/errors.ts';
import { expired, requestExpired, rows, unknownToAws, type Refusal, type Row } from './meaning-rows.ts';
import { kindOf } from './operations.ts';

export interface Meaning {
  readonly code: ErrorCode;
  readonly retry: Retry;
  readonly remedy?: string;
}

/** What a refusal means and what to do about it, whatever AWS calls it. */
export function meaningOf(refusal: Refusal): Meaning {
  const row = rowFor(refusal);
  if (row !== undefined) {
    const remedy = typeof row.remedy === 'function' ? row.remedy(refusal) : row.remedy;
    return { code: row.code, retry: row.retry, ...(remedy === undefined ? {} : { remedy }) };
  }
  if (refusal.status === 429) return { code: 'throttled', retry: 'soon' };
  if (refusal.status >= 500) return { code: 'unavailable', retry: 'soon' };
  return { code: 'aws-rejected', retry: 'never' };
}

/** Whether the table knows what AWS means by it; for anything else only the HTTP status counts. */
export function isMeant(refusal: Refusal): boolean {
  return rowFor(refusal) !== undefined;
}

function rowFor({ awsCode, message, operation }: Refusal): Row | undefined {
  return rows.find(
    ({ codes, words, isWrite }) =>
      codes.test(awsCode) && (words?.test(message) ?? true) && (isWrite !== true || kindOf(operation) === 'write'),
  );
}

/** Whether a code of AWS's is about the credentials themselves. */
export function isAboutCredentials(awsCode: string): boolean {
  return [expired, requestExpired, unknownToAws].some((codes) => codes.test(awsCode));
}
