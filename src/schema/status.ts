import { Type, type TObject } from 'typebox';
import { choice, integer, list, object, optional, text } from './dialect.ts';
import type { Kind } from './kind.ts';

const condition = object(
  {
    type: text('Ready, Reconciling, Stalled or Drifted.'),
    status: choice(['True', 'False', 'Unknown'], 'Whether it holds.'),
    reason: text('Why, in one word for programs.'),
    message: text('Why, in a sentence for people.', { minLength: 0 }),
    lastTransitionTime: text('When the status last changed (RFC 3339).'),
    observedGeneration: optional(integer('Which version of the manifest this is about.')),
  },
  'One condition.',
);

/** The whole status of a kind: what all have, and what the kind adds. */
export function statusOf(kind: Kind): TObject {
  const common = {
    observedGeneration: optional(integer('Which version of the manifest was reconciled last.')),
    contentHash: optional(text('The digest of the manifest that was reconciled last.')),
    conditions: optional(list(condition, 'The conditions.', { keyedBy: 'type' })),
  };
  return Type.Object(
    { ...common, ...(kind.status as TObject).properties },
    { description: 'The last observed state; written by the controller only.' },
  );
}
