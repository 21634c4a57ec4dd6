import { EvenkeelError } from '../core/errors.ts';

/** The largest pages that AWS hands out. EC2's MaxResults must not stand beside a list of ids. */
export const ELBV2_PAGE = 400;
/** For how many objects one call answers the tags. */
export const TAGS_PAGE = 20;
export const EC2_PAGE = 1_000;
export const ECS_PAGE = 100;
export const SCALABLE_TARGETS_PAGE = 50;
export const SCALING_POLICIES_PAGE = 10;

/** How a service names the token it takes and the one it gives. */
const tokens = {
  Marker: { given: 'NextMarker', taken: 'Marker' },
  NextToken: { given: 'NextToken', taken: 'NextToken' },
  nextToken: { given: 'nextToken', taken: 'nextToken' },
  PaginationToken: { given: 'PaginationToken', taken: 'PaginationToken' },
} as const;

type TokenIn = keyof typeof tokens;

type Paged = { [Name in 'NextMarker' | 'NextToken' | 'nextToken' | 'PaginationToken']?: string | undefined };

/** A page without the token that leads to the next one, and that. */
export function splitPage(answer: object): { readonly page: object; readonly token: string | undefined } {
  const page: Record<string, unknown> = { ...answer };
  const given = Object.values(tokens).map((one) => one.given);
  const found = given.flatMap((member) => (page[member] as string | undefined) ?? []);
  for (const member of given) delete page[member];
  return { page, token: found.find((token) => token !== '') };
}

/** Every item of a list that AWS hands out in pages. A token that was seen before is an error, not an endless loop. */
export async function allPages<
  Input extends { [Name in Token]?: string | undefined },
  Output extends Paged,
  Item,
  Token extends TokenIn,
>(
  call: (input: Input) => Promise<Output>,
  input: Input,
  itemsOf: (page: Output) => readonly Item[] | undefined,
  { tokenIn }: { readonly tokenIn: Token },
): Promise<Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  for (let next = input; ;) {
    const page = await call(next);
    items.push(...(itemsOf(page) ?? []));
    const token = page[tokens[tokenIn].given];
    if (token === undefined || token === '') return items;
    if (seen.has(token)) throw repeatedToken();
    seen.add(token);
    next = { ...input, [tokens[tokenIn].taken]: token };
  }
}

/** The list in pieces of at most `size`, for calls that take only so many at once. */
export function chunks<Item>(list: readonly Item[], size: number): Item[][] {
  const pieces: Item[][] = [];
  for (let start = 0; start < list.length; start += size) pieces.push(list.slice(start, start + size));
  return pieces;
}

function repeatedToken(): EvenkeelError {
  return new EvenkeelError({
    code: 'unavailable',
    retry: 'soon',
    message: 'the endpoint gave the same page token twice, so its list cannot be read to the end',
  });
}
