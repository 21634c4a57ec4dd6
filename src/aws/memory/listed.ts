import { sameJson } from '../../core/json.ts';
import type { Service } from '../operations.ts';
import { splitPage } from '../pages.ts';

/** A list, or a page of one, that a look asks for. */
export interface ListRead {
  readonly service: Service;
  readonly operation: string;
  readonly input: object;
}

/** One that was read, with what AWS answered. */
export interface Listed extends ListRead {
  readonly answer: object;
}

/**
 * Whether AWS answers all of them as it did before. What a look asks for follows from what it was answered, so that it would ask for
 * nothing else either. The token that leads to the next page may be another each time.
 */
export async function areAsListed(
  before: readonly Listed[],
  read: (list: ListRead) => Promise<object>,
): Promise<boolean> {
  const tokens = new Map<unknown, string>();
  for (const { service, operation, input, answer } of before) {
    const given = Object.entries(input).map(([member, value]) => [member, tokens.get(value) ?? value]);
    const then = splitPage(answer);
    const now = splitPage(await read({ service, operation, input: Object.fromEntries(given) as object }));
    if (!sameJson(then.page, now.page) || (then.token === undefined) !== (now.token === undefined)) return false;
    if (now.token !== undefined) tokens.set(then.token, now.token);
  }
  return true;
}
