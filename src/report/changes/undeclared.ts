import type { Undeclared } from '../../core/fields.ts';
import { flow } from '../text/values.ts';

/** A value that nobody declared, beside what AWS would have by itself. */
export function undeclaredText({ path, live, default: usual }: Undeclared): string {
  return `${path}: ${flow(live)}${usual === undefined ? '' : `, AWS's default is ${flow(usual)}`}`;
}
