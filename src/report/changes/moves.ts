import { groupBy } from '../../core/group-by.ts';
import type { Change } from '../../core/plan.ts';
import type { Step } from '../../core/steps/step.ts';
import type { ResourceId } from '../../core/value.ts';

/** What is done about a change besides what it says, and when: by its id, in the order in which it happens. */
export type Moves = ReadonlyMap<ResourceId, readonly string[]>;

/** More are counted. */
const MOST_NAMED = 4;

/** What is moved over, detached and deleted last. What is simply made or written needs no line of its own. */
export function movesIn(steps: readonly Step[], changes: readonly Change[]): Moves {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const byId = new Map(changes.map((change) => [change.id, change]));
  const moved = steps.flatMap((step) => {
    const line = lines[step.kind]?.(step, movedBefore(step));
    return line === undefined ? [] : [{ id: step.changes[0]!, line }];
  });
  return new Map([...groupBy(moved, ({ id }) => id)].map(([id, lines]) => [id, lines.map(({ line }) => line)]));

  /** Whose update or replacement it waits for, apart from its own and that of its siblings. */
  function movedBefore({ changes: own, needs }: Step): ResourceId[] {
    const [id] = own;
    const type = byId.get(id!)?.type;
    const ids = needs
      .flatMap((need) => byName.get(need) ?? [])
      .filter(({ kind }) => moving.has(kind))
      .flatMap((step) => step.changes);
    return [...new Set(ids)].filter((other) => other !== id && byId.get(other)?.type !== type);
  }
}

const moving: ReadonlySet<Step['kind']> = new Set(['update', 'replace', 'detach', 'retire']);

/** `a`, `a and b`, `a, b and 3 more`. */
function named(ids: readonly string[]): string {
  const shown =
    ids.length > MOST_NAMED ? [...ids.slice(0, MOST_NAMED - 1), `${ids.length - MOST_NAMED + 1} more`] : ids;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** What is told of a step, and of those that have moved over before it. */
const lines: Readonly<Partial<Record<Step['kind'], (step: Step, users: readonly string[]) => string | undefined>>> = {
  detach: (_, users) =>
    users.length === 0
      ? undefined
      : `keeps its former target groups until ${named(users)} ${users.length === 1 ? 'has' : 'have'} moved over, then detaches them`,
  empty: ({ takes = [] }) =>
    `then: takes ${named(takes)} out of the former one, since ${takes.length === 1 ? 'it refers' : 'they refer'} to others`,
  retire: (_, users) =>
    users.length === 0
      ? 'then: the former one is deleted'
      : `then: ${named(users)} ${users.length === 1 ? 'moves' : 'move'} over to it, and the former one is deleted last`,
  delete: ({ changes }, users) =>
    users.length === 0 || changes.length > 1
      ? undefined
      : `only once ${named(users)} no longer ${users.length === 1 ? 'uses' : 'use'} it`,
};
