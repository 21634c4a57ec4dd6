import type { Scalar } from 'yaml';
import type { Spelling } from '../core/problem.ts';
import { MERGE_KEY } from './refusals.ts';
import type { Words } from './source-file.ts';

/** How a number or flag is written, where its value would be written otherwise. */
export function spellingOf({ value, source = '' }: Scalar): Spelling | undefined {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  if (source === String(value)) return undefined;
  const fault = typeof value === 'number' ? numberFault(source, value) : undefined;
  return { text: source, ...(fault === undefined ? {} : { fault }) };
}

/** Why a number cannot be taken as one: JSON could not hold it, or would not hold the digits that were written. */
function numberFault(source: string, value: number): Words | undefined {
  if (/^[-+]?\.(?:inf|nan)$/i.test(source)) return { message: `${source} is not a number in JSON` };
  if (!Number.isFinite(value)) return { message: `${clip(source)} is too large for a number` };
  if (keepsDigits(source, value)) return undefined;
  const hint = /^0[0-9]{1,4}$/.test(source) ? { hint: `write ${Number(source)}` } : {};
  return { message: `${clip(source)} would be read as the number ${value}`, ...hint };
}

function keepsDigits(source: string, value: number): boolean {
  const digits = source.replace(/^[-+]/, '');
  if (/^0[0-9]/.test(digits)) return false;
  if (/^[0-9]+$/.test(digits)) return digits === String(Math.abs(value));
  return !/^0[xo]/.test(digits) || Number.isSafeInteger(value);
}

/** The text of a map's key, or why it can be none. */
export function keyOf(scalar: Scalar): string | Words {
  const { value, source } = scalar;
  if (scalar.type === 'PLAIN' && source === '<<') return MERGE_KEY;
  if (value === '__proto__') return { message: 'the key "__proto__" is not allowed' };
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && source !== undefined) return source;
  if (source === undefined || source === '') return { message: 'a key is missing in front of this colon' };
  return { message: `the key ${source} is not text`, hint: `put it in quotes: "${source}"` };
}

function clip(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}
