import type { Fields } from '../fields.ts';
import { pathOf } from '../problem.ts';
import type { Live, ResourceType, Wanted } from '../resource.ts';

/** An ignored path holds for what lies below it too, for detecting and for writing alike. */
export function isIgnored(wanted: Wanted, path: string): boolean {
  const { ignoreFields } = wanted.policy;
  if (ignoreFields.length === 0) return false;
  const full = `${wanted.at}${path}`;
  return ignoreFields.some((ignored) => full === ignored || full.startsWith(`${ignored}/`));
}

/**
 * What is wanted, with what stands put in where a path inside of a field is to be left alone: so it neither differs nor is
 * written, even where the rest of that field is.
 */
export function withIgnoredParts<State extends object>(type: ResourceType, wanted: Wanted<State>, live: Live): State {
  const { ignoreFields } = wanted.policy;
  if (ignoreFields.length === 0) return wanted.state;
  const state: Record<string, unknown> = Object.fromEntries(Object.entries(wanted.state));
  for (const [field, row] of Object.entries(type.fields as unknown as Fields<Record<string, unknown>>)) {
    const value = state[field];
    if (typeof value !== 'object' || value === null) continue;
    const place = `${wanted.at}${row.path ?? `/${field}`}/`;
    for (const ignored of ignoreFields.filter((path) => path.startsWith(place))) {
      const parts = pathOf(ignored.slice(place.length - 1));
      state[field] = grafted(state[field], (live.state as Record<string, unknown>)[field], parts);
    }
  }
  return state as State;
}

/** The value, with the part at that path taken from the other one; the same where either has no such path. */
function grafted(value: unknown, other: unknown, [part, ...rest]: readonly string[]): unknown {
  if (part === undefined) return other;
  if (!isRecord(value) || !isRecord(other) || !(part in value)) return value;
  const graft = grafted(value[part], other[part], rest);
  if (graft !== undefined) return { ...value, [part]: graft };
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
