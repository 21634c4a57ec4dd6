import { EvenkeelError } from '../core/errors.ts';
import type { Change } from '../core/plan.ts';

/** As few as point somewhere. */
const MOST_FIELDS = 3;

/** A refusal, with the fields of the manifest that it is about: those whose values AWS quotes, else all of a small write. */
export function aboutFields(error: EvenkeelError, { action, diffs }: Change): EvenkeelError {
  const { facts } = error;
  if (facts.call === undefined || facts.fields !== undefined || error.retry === 'soon') return error;
  const quoted = diffs.filter(({ wanted }) => textsIn(wanted).some((text) => facts.message.includes(text)));
  const named = quoted.length > 0 || action !== 'update' ? quoted : diffs;
  if (named.length === 0 || named.length > MOST_FIELDS) return error;
  return new EvenkeelError({ ...facts, fields: named.map(({ path }) => path) });
}

/** Texts that are long enough to be met in a sentence by no accident. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 6 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
