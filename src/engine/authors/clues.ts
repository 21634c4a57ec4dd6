import type { Hint } from '../../aws/events/hint.ts';
import { subjectOf } from '../../aws/subject.ts';
import { intended, isMaking, isRemoval, type Change, type Diff } from '../../core/plan.ts';
import type { Live, Wanted } from '../../core/resource.ts';
import type { ResourceId } from '../../core/value.ts';
import { resources } from '../../resources/registry.ts';
import type { Cycle } from '../cycle.ts';
import { callsOf } from './calls.ts';

/** By what a call is known that made a resource differ. */
export interface Clues {
  /** What AWS calls the resource itself. */
  readonly own: ReadonlySet<string>;
  /** What AWS calls what it lies in: for a call that names no more. */
  readonly around: ReadonlySet<string>;
  /** Whether what AWS calls it is known: a call that names another one beside it is then no clue. */
  readonly isKnown: boolean;
  readonly calls: readonly string[];
}

/** Finds the clues of one look's changes. */
export class Scene {
  readonly #wanted: ReadonlyMap<ResourceId, Wanted>;
  readonly #live: ReadonlyMap<string, Live>;
  readonly #physicals: ReadonlyMap<ResourceId, string>;

  /** What was called how before, for what is gone. */
  constructor({ wanted, snapshot, plan }: Cycle, former: ReadonlyMap<ResourceId, string> = new Map()) {
    this.#wanted = new Map(wanted.map((one) => [one.id, one]));
    this.#live = new Map(snapshot.live.map((one) => [one.physical, one]));
    const now = plan.changes.flatMap(({ id, live }) => (live === undefined ? [] : [[id, live] as const]));
    this.#physicals = new Map([...former, ...now]);
  }

  /** Of the whole change, or of one field of it. */
  cluesOf(change: Change, diff?: Diff): Clues {
    const { id, type, live: physical = this.#physicals.get(id) } = change;
    const would = intended(change);
    const one = this.#wanted.get(id);
    const live = this.#live.get(physical ?? '');
    const container = live?.parent ?? this.#physicals.get(one?.parent ?? '');
    const name = live?.name ?? (one === undefined ? undefined : resources.get(type)?.nameOf?.(one.state));
    const around = [container, physical].flatMap((each) => (each === undefined ? [] : [each, subjectOf(each)]));
    const calls = callsOf[type];
    return {
      own: new Set([physical, name, ...Object.values(live?.outputs ?? {})].flatMap((each) => each ?? [])),
      around: new Set(around),
      isKnown: physical !== undefined,
      calls: isMaking(would) ? (calls?.gone ?? []) : isRemoval(would) ? (calls?.made ?? []) : changing(type, diff),
    };
  }
}

function changing(type: string, diff: Diff | undefined): readonly string[] {
  const rows = callsOf[type]?.changed ?? [];
  if (diff === undefined) return rows.flatMap(([, calls]) => calls);
  return rows.find(([path]) => path.test(diff.path))?.[1] ?? [];
}

/** The latest call that fits: one that names the resource itself, before one that names what it lies in. */
export function callIn(hints: readonly Hint[], { own, around, isKnown, calls }: Clues): Hint | undefined {
  const fitting = hints.filter(({ call }) => calls.includes(call));
  const liesNear = (one: string): boolean => around.has(one) || (!isKnown && around.has(subjectOf(one)));
  return (
    latest(fitting.filter(({ objects }) => objects.some((object) => own.has(object)))) ??
    latest(fitting.filter(({ objects }) => objects.some(liesNear)))
  );
}

function latest(hints: readonly Hint[]): Hint | undefined {
  return hints.reduce<Hint | undefined>(
    (last, hint) => (last === undefined || hint.at >= last.at ? hint : last),
    undefined,
  );
}
