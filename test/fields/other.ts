import type { Schema } from './leaves.ts';

/** Another value that the schema allows, where one can be made up; undefined where somebody has to say one. */
export function otherValue(value: unknown, { enum: choices, minimum, maximum, pattern }: Schema): unknown {
  if (choices !== undefined) return choices.find((choice) => choice !== value);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return maximum === undefined || value < maximum ? value + 1 : value - 1;
  if (minimum !== undefined || typeof value !== 'string') return undefined;
  const longer = `${value}x`;
  return pattern === undefined || new RegExp(pattern).test(longer) ? longer : undefined;
}
