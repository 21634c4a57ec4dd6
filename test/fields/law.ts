import { expect } from 'vitest';
import { isMemory, isWrite, type Change, type Plan } from '../../src/core/plan.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { narrow } from '../../src/report/changes/differences.ts';
import type { World } from '../../src/simulator/world.ts';
import { askedFor } from '../faults/asked-for.ts';
import { portraitOf } from '../faults/portrait.ts';
import { stands, type Stage } from '../faults/sweep.ts';
import { inWords } from '../support/controller.ts';
import type { Expected } from './exceptions.ts';
import { copyOf, restore, type State } from '../support/moment.ts';
import { behindItsBack, differing } from './state.ts';

/** Two folders that differ in one field. */
export interface Pair {
  readonly base: Loaded;
  readonly edited: Loaded;
}

export interface Trial extends Pair {
  /** Where the manifest has it. */
  readonly path: string;
  /** Where AWS answers it, if under another path. */
  readonly at?: string | undefined;
  readonly expected: Expected;
  /** Whether others change along with it. */
  readonly accompanied: boolean;
  /** Whether ECS moves traffic from one target group to another because of it. */
  readonly shifts: boolean;
  /** The same two once what they speak of comes about. */
  readonly later?: Pair | undefined;
}

/** Applies a folder until there is nothing left to do and everything has settled; gives what stands then. */
export async function standing(stage: Stage, folder: Loaded, when: string): Promise<State> {
  expect(folder.problems.map(({ message }) => message).join('\n'), when).toBe('');
  const { ending, outcomes, error } = await stage.controller.run(folder);
  const failures = outcomes.flatMap((one) => (one.error === undefined ? [] : [`${one.change.id}: ${one.error}`]));
  const trouble = [...(error === undefined ? [] : [error.message]), ...failures];
  expect(ending, [when, ...trouble].join('\n')).toBe('converged');
  expect(trouble, when).toEqual([]);
  await stands(stage);
  const left = inWords((await stage.controller.look(folder)).plan);
  // Half of a group may leave at once, the rest by a further apply.
  if (left.length > 0 && left.every((line) => line.startsWith('deregister '))) {
    await stage.controller.run(folder);
    await stands(stage);
  }
  expect(inWords((await stage.controller.look(folder)).plan), `${when}: the second plan is empty`).toEqual([]);
  return copyOf(stage.simulator.world());
}

/**
 * Changes the field in the manifest and applies it, which shows where AWS keeps it; has AWS hold that value without
 * evenkeel's doing, which is drift; and heals it.
 */
export async function abides(stage: Stage, before: State, trial: Trial): Promise<void> {
  const { path, expected, base, edited } = trial;
  const world = stage.simulator.world();
  restore(world, before);
  const asked = askedIn(world, trial);
  expect(edited.problems.map(({ message }) => message).join('\n'), `${path} with another value`).toBe('');
  const { plan } = await stage.controller.look(edited);
  if (expected === 'narrows') {
    expect(reasons(plan), `${path} with another value: what it leads to is not found`).toEqual(['unresolved-ref']);
    return;
  }
  if (expected === 'remembered' || expected === 'later' || expected === 'only') remembers(plan, path);
  else agrees(plan, trial, 'with another value');
  const after = await standing(stage, edited, `${path} with another value, applied`);
  if (expected === 'once') expect(differing(before, after), `${path}: nothing is done`).not.toEqual([]);
  else if (expected === 'later') await tellsLater(stage, before, trial);
  else if (expected === 'only' || expected === 'remembered' || expected === 'secret')
    expect(differing(before, after), `${path} with another value: AWS answers it nowhere`).toEqual([]);
  else await isSeen(stage, before, after, trial);
  await standing(stage, base, `${path}, healed`);
  expect(askedIn(world, trial), `${path}, healed: all is as it was`).toEqual(asked);
}

/** Whether the right revision of a service runs is in the plan; which group gets the traffic, in what ECS answers. */
function askedIn(world: World, { shifts }: Trial): string[] {
  return askedFor(portraitOf(world))
    .filter((line) => !line.startsWith('taskDefinition '))
    .map((line) => line.replaceAll(/(task-definition\/[\w-]+):\d+/g, '$1'))
    .map((line) => (shifts ? line.replaceAll(/"Weight":\d+/g, '') : line))
    .sort();
}

/** What applying the other value changed in AWS is found once nobody knows who did it. */
async function isSeen(stage: Stage, before: State, after: State, trial: Trial): Promise<void> {
  const { path, base, expected } = trial;
  expect(
    differing(before, after),
    `${path} is written nowhere, or the simulator does not keep it: nothing in AWS differs`,
  ).not.toEqual([]);
  restore(stage.simulator.world(), behindItsBack(before, after));
  const { plan } = await stage.controller.look(base);
  agrees(plan, trial, 'changed by somebody else');
  if (expected === 'replaced') return;
  const causes = new Set(plan.changes.filter(isWrite).map(({ cause }) => cause));
  causes.delete('dependency');
  expect([...causes], `${path} changed by somebody else: why`).toEqual(['drift']);
}

/** How instances are replaced is written once there are some to replace. */
async function tellsLater(stage: Stage, before: State, { path, later }: Trial): Promise<void> {
  if (later === undefined) throw new Error(`${path}: nothing ever comes about`);
  restore(stage.simulator.world(), before);
  const one = await standing(stage, later.base, `${path}, later`);
  restore(stage.simulator.world(), before);
  const other = await standing(stage, later.edited, `${path} with another value, later`);
  const written = differing(one, other).filter((member) => /\/refreshes\/\d+($|\/preferences)/.test(member));
  expect(written, `${path} is written nowhere, not even later`).not.toEqual([]);
}

/** The plan speaks of this field, as is expected, and of nothing that does not follow from it. */
function agrees(plan: Plan, { path, at, expected, accompanied }: Trial, when: string): void {
  const about = `${path} ${when}: the plan has ${wordsOf(plan)}`;
  const changes = plan.changes.filter((change) => isWrite(change) && !remembersOnly(change));
  if (expected === 'moved') {
    const actions = [...new Set(changes.map(({ action }) => action))];
    expect(actions.sort().join(), about).toMatch(/^(create,delete|deregister,register)$/);
    return;
  }
  const action = expected === 'replaced' ? 'replace' : 'update';
  const own = changes.filter((change) =>
    expected === 'replaced' ? change.action === action : change.cause !== 'dependency',
  );
  expect([...new Set(own.map((change) => change.action))], about).toEqual([action]);
  const covering = own.filter(({ diffs }) => diffs.some((diff) => covers(diff.path, at ?? path)));
  expect(covering.length, about).toBeGreaterThan(0);
  if (accompanied) return;
  expect(covering, about).toEqual(own);
  for (const { diffs } of own) {
    const details = diffs.flatMap((diff) => narrow(diff.path, diff.live, diff.wanted));
    expect(
      details.map((detail) => detail.path),
      `${about}: more than it`,
    ).toHaveLength(1);
  }
}

/** The plan has nothing to write but what was applied. */
function remembers(plan: Plan, path: string): void {
  const writes = plan.changes.filter(isWrite).flatMap(({ diffs }) => diffs);
  expect(
    writes.map(({ wanted }) => wanted),
    `${path} with another value: only remembered`,
  ).toEqual(writes.map(() => AS_APPLIED));
}

const AS_APPLIED = '(recorded: this version)';

function remembersOnly(change: Change): boolean {
  return isMemory(change) && change.diffs.every(({ path }) => path === '/spec');
}

/** Whether the one path leads to the other or through it. */
function covers(reported: string, path: string): boolean {
  const [one, other] = [reported.split('/'), path.split('/')];
  return one
    .slice(0, other.length)
    .every((step, index) => step === other[index] || (other[index] === '*' && /^\d+$/.test(step)));
}

function wordsOf(plan: Plan): string {
  const paths = plan.changes.filter(isWrite).flatMap(({ diffs }) => diffs.map(({ path }) => path));
  return [...inWords(plan), ...paths].join(', ') || 'nothing';
}

function reasons({ changes }: Plan): unknown[] {
  return [...new Set(changes.flatMap(({ blocked }) => blocked?.reason ?? []))];
}
