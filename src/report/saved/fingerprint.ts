import { digest } from '../../core/json.ts';
import type { ChangeJson, PlanJson } from '../plan/json.ts';

/** What of a change was agreed to: neither where it stands in a file, nor the words about it. */
export function essence(change: ChangeJson): unknown {
  const plain = (all: ChangeJson['diffs']): unknown => all.map(({ path, live, wanted }) => [path, live, wanted]);
  const { diffs, kept } = change;
  const words = { source: undefined, message: undefined, warnings: undefined, by: undefined, hash: undefined };
  return { ...change, ...words, diffs: plain(diffs), kept: kept === undefined ? undefined : plain(kept.diffs) };
}

interface Agreed {
  readonly manifests: Readonly<Record<string, { readonly digest: string }>>;
  readonly objects: Readonly<Record<string, string>>;
  readonly plan: PlanJson;
}

/**
 * The same for two plans that do the same to the same objects for manifests that ask for the same, whenever and wherever they were
 * made: who approved the one has approved the other.
 */
export function fingerprintOf({ manifests, objects, plan }: Agreed): string {
  const { account, region, changes, steps } = plan;
  const asked = Object.fromEntries(Object.entries(manifests).map(([id, mark]) => [id, mark.digest]));
  return digest([account, region, asked, objects, changes.map(essence), steps], 64);
}
