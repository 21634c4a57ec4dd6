import type { Absence } from '../missing.ts';
import { findsOf, type Findable } from '../value.ts';
import type { Prepared } from './context.ts';

/** What the ids of what can be looked up begin with, where an answer that is short may change what a look-up means. */
const prefixes: Readonly<Partial<Record<Findable, string>>> = { subnet: 'subnet-', 'security-group': 'sg-' };

/** What a live resource has and would lose because no look-up finds it any more. */
export function noLongerFound({ symbolic, wanted }: Prepared, live: object): Absence[] {
  const sought = new Set(findsOf(symbolic.state).map(({ $find }) => $find));
  if (sought.size === 0) return [];
  const kept = new Set(textsIn(wanted.state));
  const lost = [...new Set(textsIn(live))].filter((text) => !kept.has(text));
  return [...sought].flatMap((type) => {
    const prefix = prefixes[type];
    if (prefix === undefined) return [];
    return lost.filter((text) => text.startsWith(prefix)).map((id): Absence => ({ type, id, said: true }));
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
