import { copyOf, type State } from '../support/moment.ts';

const OWN = 'evenkeel.dev/';

/** The second state as if somebody else had made it of the first: evenkeel remembers what it did until then. */
export function behindItsBack(before: State, after: State): State {
  const changed = copyOf(after);
  remember(before, changed);
  return changed;
}

function remember(before: unknown, after: unknown): void {
  if (before instanceof Map && after instanceof Map) {
    for (const [key, member] of after) remember(before.get(key) ?? before.get(formerOf(key, before)), member);
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      if (typeof key !== 'string' || !key.startsWith(OWN)) continue;
      if (before.has(key)) after.set(key, before.get(key));
      else after.delete(key);
    }
  } else if (isObject(before) && isObject(after)) {
    for (const [key, member] of Object.entries(after)) remember((before as Record<string, unknown>)[key], member);
  }
}

/** A revision that came takes the place of the one before it. */
function formerOf(key: unknown, before: ReadonlyMap<unknown, unknown>): unknown {
  const family = /^(.*:)\d+$/.exec(String(key))?.[1];
  return family === undefined ? undefined : [...before.keys()].findLast((one) => String(one).startsWith(family));
}

/** What a member holds where two states are not alike, evenkeel's own memory left out. */
export function differing(one: unknown, other: unknown, path = ''): string[] {
  if (Object.is(one, other)) return [];
  const [left, right] = [membersOf(one), membersOf(other)];
  if (left === undefined || right === undefined) return [path];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((key) => typeof key !== 'string' || !key.startsWith(OWN))
    .flatMap((key) => differing(left.get(key), right.get(key), `${path}/${String(key)}`));
}

function membersOf(value: unknown): ReadonlyMap<unknown, unknown> | undefined {
  if (value instanceof Map) return value;
  if (value instanceof Set) return new Map([...value].map((member) => [member, member]));
  return isObject(value) ? new Map(Object.entries(value)) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
