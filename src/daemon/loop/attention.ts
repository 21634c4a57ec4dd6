import type { ReadReason } from '../../aws/memory/reasons.ts';
import { sameJson } from '../../core/json.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Wanted } from '../../core/resource.ts';
import { namesOf, unsettledIn } from '../../engine/concerned.ts';
import type { CycleResult } from '../status.ts';

export interface Since {
  /** What the folder asked for in the cycle before, and what came of it; absent in the first. */
  readonly wanted: readonly Wanted[];
  readonly result: Pick<CycleResult, 'plan' | 'snapshot' | 'outcomes'>;
}

/**
 * What a cycle reads in depth: what manifests that changed concern, what events name, what was written in the cycle before, and what
 * was not settled then. Of two reasons the first that is named here holds.
 */
export function attentionTo(
  wanted: readonly Wanted[],
  since: Since | undefined,
  hinted: readonly string[],
): Map<string, ReadReason> {
  if (since === undefined) return new Map();
  const { plan, snapshot, outcomes } = since.result;
  const changed = changedIn(since.wanted, wanted);
  const written = new Set(outcomes.map(({ change }) => change.manifest));
  const names = (manifests: ReadonlySet<string>): ReadonlySet<string> => namesOf(manifests, { plan, wanted });
  return new Map<string, ReadReason>([
    ...unsettledIn(snapshot.live).map((name) => [name, 'unsettled'] as const),
    ...[...names(written)].map((name) => [name, 'written'] as const),
    ...hinted.map((name) => [name, 'event'] as const),
    ...[...names(changed)].map((name) => [name, 'change'] as const),
  ]);
}

/** The manifests that ask for something else than before, those that came and those that went. */
function changedIn(before: readonly Wanted[], now: readonly Wanted[]): ReadonlySet<string> {
  if (before === now) return new Set();
  const [earlier, later] = [before, now].map((wanted) => groupBy(wanted, ({ manifest }) => manifest));
  const manifests = new Set([...earlier!.keys(), ...later!.keys()]);
  return new Set([...manifests].filter((manifest) => !asksTheSame(earlier!.get(manifest), later!.get(manifest))));
}

function asksTheSame(some: readonly Wanted[] = [], others: readonly Wanted[] = []): boolean {
  return some.length === others.length && some.every((one, index) => sameJson(asked(one), asked(others[index]!)));
}

function asked({ id, state, content, policy }: Wanted): object {
  return { id, state, content, policy };
}
