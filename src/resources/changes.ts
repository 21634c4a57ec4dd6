import type { Difference } from '../core/fields.ts';

/** What a group of differences is to become: the fields, or of a keyed field the keys. */
export function changed(differences: readonly Difference[]): object {
  return Object.fromEntries(differences.map(({ field, key, wanted }) => [key ?? field, wanted]));
}
