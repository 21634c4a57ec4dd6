import { isAllowed, pruneHash } from '../guards/prune-limit.ts';
import { readOwnership } from '../ownership.ts';
import { isWrite, type Change } from '../plan.ts';
import type { Live } from '../resource.ts';
import { isAmong, shownLabel, type SourceLabel } from '../source-label.ts';
import { blockedChange, type Planning } from './context.ts';
import type { PruneScope } from './input.ts';

/** The sources that something came from and that this run was not given; empty where nobody knows any; undefined where it is its own. */
export function elsewhereOf({ input: { pruning } }: Planning, root: Live): readonly SourceLabel[] | undefined {
  return labelsElsewhere(pruning, readOwnership(root.tags)?.sources);
}

function labelsElsewhere(
  pruning: PruneScope | undefined,
  labels: readonly SourceLabel[] | undefined,
): readonly SourceLabel[] | undefined {
  if (pruning === undefined) return undefined;
  if (labels === undefined) return pruning.ownsUnlabelled ? undefined : [];
  const elsewhere = labels.filter((label) => !isAmong(label, pruning.sources));
  return elsewhere.length === 0 ? undefined : elsewhere;
}

/** The same of what several sources have a say in, where this run was given some of them. */
export function partlyElsewhere(planning: Planning, root: Live): readonly SourceLabel[] | undefined {
  const elsewhere = elsewhereOf(planning, root) ?? [];
  const all = readOwnership(root.tags)?.sources ?? [];
  return elsewhere.length > 0 && elsewhere.length < all.length ? elsewhere : undefined;
}

/** Whether it is known to be another run's, and this one was not asked to prune. */
export function isOthersBusiness({ input: { pruning } }: Planning, root: Live): boolean {
  return isOfOthers(pruning, readOwnership(root.tags)?.sources);
}

/** The same of what came from sources of those labels. */
export function isOfOthers(pruning: PruneScope | undefined, labels: readonly SourceLabel[] | undefined): boolean {
  return pruning?.isAsked === false && (labelsElsewhere(pruning, labels) ?? []).length > 0;
}

/** Where it came from, in words. */
export function cameFrom(labels: readonly SourceLabel[]): string {
  if (labels.length === 0) return 'its source is not recorded';
  return `it was applied from ${labels.map(shownLabel).join(' and ')}, which this run was not given`;
}

/** Holds what came from elsewhere, unless exactly that list was allowed. */
export function heldElsewhere({ changes, input }: Planning): Change[] {
  const foreign = [...changes.values()].filter((change) => change.elsewhere !== undefined && isWrite(change));
  if (foreign.length === 0 || isAllowed(foreign, input.pruning?.allowed)) return [];
  const allow = pruneHash(foreign);
  const list = foreign.filter(({ implied }) => implied === undefined).length;
  return foreign.map((change) => {
    const labels = change.elsewhere!;
    const give = labels.length === 0 || labels.includes('-') ? '' : 'give that with -f too, or ';
    const message = `${cameFrom(labels)}; ${give}allow exactly this list of ${list} with --allow-prune ${allow}`;
    const held = blockedChange(change, 'prune-withheld', message);
    return { ...held, blocked: { ...held.blocked!, list: { hash: allow, why: cameFrom(labels) } } };
  });
}
