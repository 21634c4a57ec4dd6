import type { TSchema } from 'typebox';
import { pathOf } from '../../core/problem.ts';
import { annotationPath } from '../../schema/annotations.ts';
import type { Fault } from '../../schema/fault.ts';
import { didYouMean } from '../../schema/nearest.ts';
import { quote } from '../../schema/words.ts';
import { kinds } from '../index.ts';
import type { Manifest } from '../manifest.ts';

/** Paths to ignore that can match nothing: whoever wrote one believes that a field is left alone, and it is not. */
export function* ignoredFields(manifest: Manifest): Iterable<Fault> {
  const spec = kinds.find((kind) => kind.kind === manifest.kind)?.spec;
  for (const field of manifest.policy.ignoreFields) {
    const miss = spec === undefined ? undefined : firstMiss(spec, pathOf(field).slice(1));
    if (miss === undefined) continue;
    yield {
      path: annotationPath('ignore-fields'),
      message: `${quote(field)} matches nothing: ${miss.message}`,
      hint: miss.hint,
    };
  }
}

type Miss = Pick<Fault, 'message' | 'hint'>;

interface Shape {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly additionalProperties?: TSchema | false;
  readonly items?: TSchema;
  readonly keyedBy?: string;
}

/** Where the path leaves the schema. */
function firstMiss(schema: TSchema, [part, ...rest]: readonly string[]): Miss | undefined {
  if (part === undefined) return undefined;
  const { properties, additionalProperties, items, keyedBy } = schema as Shape;
  if (properties !== undefined) {
    const field = properties[part];
    if (field !== undefined) return firstMiss(field, rest);
    return { message: `there is no field ${quote(part)}`, hint: didYouMean(part, Object.keys(properties)) };
  }
  if (additionalProperties) return firstMiss(additionalProperties, rest);
  if (items === undefined) return { message: `there is nothing below ${quote(part)}` };
  if (keyedBy === undefined) return { message: 'items of this list have no key', hint: 'ignore the whole list' };
  if (keyedBy === 'port' && !/^\d+$/.test(part))
    return { message: `${quote(part)} is no port`, hint: 'name the item by its port' };
  return firstMiss(items, rest);
}
