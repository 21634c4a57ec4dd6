import type { Field } from '../core/fields.ts';
import { isNameOf } from '../core/naming.ts';

/** The row of a name of which AWS has only one: it can't be changed, and the name of a replacement is as good as the one wanted. */
export function uniqueName(limit: number): Field<string, unknown, never> {
  return {
    onChange: 'replace',
    same: (wanted, live) => live !== undefined && isNameOf(wanted, live, limit),
  };
}
