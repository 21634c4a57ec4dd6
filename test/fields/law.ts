import { expect } from 'vitest';
import { isMemory, isWrite, type Change, type Plan } from '../../src/core/plan.ts';
import type { Loaded } from '../../src/engine/load.ts';
import { narrow } from '../../src/report/differences.ts';
import { askedFor } from '../faults/asked-for.ts';
import { portraitOf } from '../faults/portrait.ts';
import { stands, type Stage } from '../faults/sweep.ts';
import { inWords } from '../support/controller.ts';
import type { Expected } from './exceptions.ts';
import { behindItsBack, copyOf, differing, restore, type State } from './state.ts';

/** A folder, and the same folder with another value in one place. */
export interface Trial {
  /** Where the manifest has it. */
  readonly path: string;
  readonly expected: Expected;
  readonly base: Loaded;
  readonly edited: Loaded;
}

/** Applies a folder until there is nothing left to do and everything has settled; gives what stands then. */
export async function standing(stage: Stage, folder: Loaded, when: string): Promise<State> {
  expect(folder.problems.map(({ message }) => message).join('\n'), when).toBe('');
  const { ending, outcomes, error } = await stage.controller.run(folder);
  const failures = outcomes.flatMap((one) => (one.error === undefined ? [] : [`${one.change.id}: ${one.error}`]));
  expect([ending, ...(error === undefined ? [] : [error.message]), ...failures].join('\n'), when).toBe('converged');
  await stands(stage);
  expect(told((await stage.controller.look(folder)).plan), `${when}: the second plan is empty`).toEqual([]);
  return copyOf(stage.simulator.world());
}

/**
 * Changes the field in the manifest and applies it, which shows where AWS keeps it; has AWS hold that value without
 * evenkeel's doing, which is drift; and heals it.
 */
export async function abides(stage: Stage, before: State, { path, expected, base, edited }: Trial): Promise<void> {
  const world = stage.simulator.world();
  restore(world, before);
  const asked = askedFor(portraitOf(world));
  const first = await stage.controller.look(edited);
  if (expected === 'narrows') {
    expect(reasons(first.plan), `${path} with another value: what it leads to is not found`).toEqual([
      'unresolved-ref',
    ]);
    return;
  }
  if (expected !== 'remembered') agrees(first.plan, path, expected, 'with another value');
  const after = await standing(stage, edited, `${path} with another value, applied`);
  if (expected !== 'secret' && expected !== 'remembered') {
    expect(differing(before, after), `${path} is written nowhere: nothing in AWS differs`).not.toEqual([]);
    restore(world, behindItsBack(before, after));
    const { plan } = await stage.controller.look(base);
    agrees(plan, path, expected, 'changed by somebody else');
    if (expected !== 'replaced') {
      const causes = new Set(plan.changes.filter(isWrite).map(({ cause }) => cause));
      causes.delete('dependency');
      expect([...causes], `${path} changed by somebody else: why`).toEqual(['drift']);
    }
  }
  await standing(stage, base, `${path}, healed`);
  expect(askedFor(portraitOf(world)), `${path}, healed: all is as it was`).toEqual(asked);
}

/** The plan speaks of this field, as is expected, and of nothing that does not follow from it. */
function agrees(plan: Plan, path: string, expected: Expected, when: string): void {
  const about = `${path} ${when}: the plan tells of ${told(plan).join(', ') || 'nothing'}`;
  const changes = plan.changes.filter((change) => isWrite(change) && !remembersOnly(change));
  if (expected === 'moved') {
    expect([...new Set(changes.map(({ action }) => action))].sort().join(), about).toMatch(
      /^(create,delete|deregister,register)$/,
    );
    return;
  }
  const action = expected === 'replaced' ? 'replace' : 'update';
  const own = changes.filter((change) =>
    expected === 'replaced' ? change.action === action : change.cause !== 'dependency',
  );
  expect([...new Set(own.map((change) => change.action))], about).toEqual([action]);
  for (const { diffs } of own) {
    expect(
      diffs.some((diff) => covers(diff.path, path)),
      `${about}: not of it`,
    ).toBe(true);
    if (expected === 'together') continue;
    const details = diffs.flatMap((diff) => narrow(diff.path, diff.live, diff.wanted));
    expect(
      details.map((detail) => detail.path),
      `${about}: of more than it`,
    ).toHaveLength(1);
  }
}

function remembersOnly(change: Change): boolean {
  return isMemory(change) && change.diffs.every(({ path }) => path === '/spec');
}

/** Whether the one path leads to the other or through it. */
function covers(tells: string, path: string): boolean {
  const [one, other] = [tells.split('/'), path.split('/')];
  return one
    .slice(0, other.length)
    .every((step, index) => step === other[index] || (other[index] === '*' && /^\d+$/.test(step)));
}

function told(plan: Plan): string[] {
  return [...inWords(plan), ...plan.changes.flatMap(({ diffs }) => diffs.map(({ path }) => path))];
}

function reasons({ changes }: Plan): unknown[] {
  return [...new Set(changes.flatMap(({ blocked }) => blocked?.reason ?? []))];
}
