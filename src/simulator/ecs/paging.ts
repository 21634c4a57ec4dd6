import { refuse } from './constraints.ts';

const LARGEST_PAGE = 100;

interface PageRequest {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

/** One page of a list; the token is how many came before it. */
export function page<Item>(
  all: readonly Item[],
  { nextToken, maxResults = LARGEST_PAGE }: PageRequest,
): { items: Item[]; nextToken: string | undefined } {
  const start = Number(nextToken ?? 0);
  if (!Number.isInteger(start) || start < 0) refuse(`Invalid token ${nextToken}`);
  if (maxResults < 1 || maxResults > LARGEST_PAGE) refuse(`maxResults must be between 1 and ${LARGEST_PAGE}`);
  const end = start + maxResults;
  return { items: all.slice(start, end), nextToken: end < all.length ? String(end) : undefined };
}
