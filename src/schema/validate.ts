import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { TSchema } from 'typebox';
import type { OneKey } from './dialect.ts';
import { ajvFaults } from './ajv-faults.ts';
import type { Fault } from './fault.ts';
import type { Shape } from './shape.ts';

/*
 * The one door to ajv. It is told neither to coerce nor to fill in defaults, so it only reads: the frozen documents of the source
 * need no copy, and what is accepted is exactly what was written.
 */

const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, ownProperties: true });
ajv.addKeyword('words');
ajv.addKeyword('pointsTo');
ajv.addKeyword('keyedBy');
ajv.addKeyword('keys');
ajv.addKeyword('looks');
ajv.addKeyword({ keyword: 'oneKey', type: 'object', error: { message: 'exactly one key' }, validate: hasOneKey });

function hasOneKey(rule: OneKey, value: object): boolean {
  return rule.keys.filter((key) => Object.hasOwn(value, key)).length === 1;
}

const compiled = new WeakMap<TSchema, ValidateFunction>();

/** Compiling costs tens of milliseconds, so a schema waits until somebody has a document for it. */
function compile(schema: TSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const fresh = ajv.compile(schema);
  compiled.set(schema, fresh);
  return fresh;
}

/** Everything that is wrong with the value, one fault for each mistake; none means that it fits the schema. */
export function validate(schema: TSchema, value: unknown): Fault[] {
  const check = compile(schema);
  if (check(value)) return [];
  return ajvFaults(check.errors as ErrorObject[], value, fits);
}

/** Asked of parts of schemas, and only once something is wrong. */
function fits(shape: Shape, value: unknown): boolean {
  return compile(shape)(value);
}
