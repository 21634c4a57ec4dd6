import { createHash } from 'node:crypto';

/** JSON with object keys in one order and without absent members, so that equal values give equal text. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(member)}`;
  }
  return `{${text}}`;
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((member, index) => sameJson(member, b[index]));
  }
  return sameMembers(a as Members, b as Members);
}

type Members = Readonly<Record<string, unknown>>;

/** An absent member is as good as one without a value. */
function sameMembers(a: Members, b: Members): boolean {
  for (const key in a) if (!sameJson(a[key], memberOf(b, key))) return false;
  for (const key in b) if (b[key] !== undefined && memberOf(a, key) === undefined) return false;
  return true;
}

/** Only its own: every object inherits a `toString`, and a tag may be called that. */
function memberOf(value: Members, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The first `length` hexadecimal digits of a value's SHA-256. */
export function digest(value: unknown, length = 16): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, length);
}

/** What AWS keeps in no order, each once and in an order of our own, so that equal sets are equal lists. */
export function sortedSet<Item>(items: readonly Item[]): Item[] {
  const byText = new Map(items.map((item) => [canonical(item), item]));
  return [...byText.keys()].sort().map((text) => byText.get(text) as Item);
}
