import { refuse } from './constraints.ts';

/** AWS's page size where the caller names none. */
const largestPage = 400;

interface PageRequest {
  readonly Marker?: string | undefined;
  readonly PageSize?: number | undefined;
}

interface Page<Item> {
  readonly items: Item[];
  readonly nextMarker: string | undefined;
}

/**
 * One page in the order of the keys. The marker is the last key given, so that items which come and go between two
 * pages neither repeat nor hide others.
 */
export function page<Item>(all: Iterable<Item>, key: (item: Item) => string, request: PageRequest): Page<Item> {
  const size = request.PageSize ?? largestPage;
  if (size < 1 || size > largestPage) refuse(`Page size must be between 1 and ${largestPage}`);
  const after = request.Marker === undefined ? '' : Buffer.from(request.Marker, 'base64url').toString();
  const rest = [...all].filter((item) => key(item) > after).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const items = rest.slice(0, size);
  const last = items.at(-1);
  const more = rest.length > size && last !== undefined;
  return { items, nextMarker: more ? Buffer.from(key(last)).toString('base64url') : undefined };
}

/**
 * The order in which lists that AWS keeps as sets are told: always the same, and seldom the one that they were given
 * in, so that nobody comes to rely on it.
 */
export function unordered<Item>(items: Iterable<Item>, key: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => (key(a) > key(b) ? -1 : 1));
}
