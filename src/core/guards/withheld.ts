import { groupBy } from '../group-by.ts';
import type { Change, Plan } from '../plan.ts';

/** Deletions that are held back for one reason. Every text, number and mark about them is taken from this. */
export interface Withheld {
  readonly why: string;
  /** What `--allow-prune` takes to let exactly this list go; absent where something else has to come right first. */
  readonly hash?: string;
  /** Each decision of its own: what AWS deletes along with its container is none. */
  readonly changes: readonly Change[];
  /** What would go along with them. */
  readonly implied: readonly Change[];
}

/** What a plan holds back, by the reason. */
export function withheldIn({ changes }: Pick<Plan, 'changes'>): Withheld[] {
  const held = changes.filter(({ blocked }) => blocked?.reason === 'prune-withheld');
  return [...groupBy(held, ({ blocked }) => blocked?.list?.hash ?? blocked?.message).values()].map((same) => {
    const { message = '', list } = same[0]?.blocked ?? {};
    return {
      why: list?.why ?? message,
      changes: same.filter(({ implied }) => implied === undefined),
      implied: same.filter(({ implied }) => implied === true),
      ...(list === undefined ? {} : { hash: list.hash }),
    };
  });
}

export function countWithheld(plan: Pick<Plan, 'changes'>): number {
  return withheldIn(plan).reduce((count, { changes }) => count + changes.length, 0);
}

/** How many, why, the list, and what allows it: one sentence, the same wherever it is shown. */
export function withheldText({ why, hash, changes }: Withheld): string {
  const count = changes.length === 1 ? `1 ${nounOf(changes)} is` : `${changes.length} ${nounOf(changes)}s are`;
  const allow = hash === undefined ? '' : `; ${allowText(hash)}`;
  return `${count} withheld: ${why}: ${idsText(changes)}${allow}`;
}

function nounOf(changes: readonly Change[]): string {
  return changes.every(({ blocked }) => blocked?.would === 'deregister') ? 'deregistration' : 'deletion';
}

export function allowText(hash: string): string {
  return `to allow exactly this list, pass --allow-prune ${hash}`;
}

/** Ids that are shown of a list; a hash is over all of them. */
const MOST_TOLD = 10;

export function idsText(changes: readonly Pick<Change, 'id'>[]): string {
  const ids = changes.map(({ id }) => id).sort();
  const more = ids.length - MOST_TOLD;
  return `${ids.slice(0, MOST_TOLD).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
