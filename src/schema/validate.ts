import type { TSchema } from 'typebox';
import { breachesOf } from './breach.ts';
import { faultsOf } from './breach-faults.ts';
import type { Fault } from './fault.ts';
import { shapeOf } from './shape.ts';

/** Everything that is wrong with the value, one fault for each mistake; none means that it fits the schema. */
export function validate(schema: TSchema, value: unknown): Fault[] {
  return faultsOf(breachesOf(shapeOf(schema), value));
}
