import { expect } from 'vitest';
import { lookToImport, type ImportFound } from '../../src/engine/import.ts';
import { load } from '../../src/engine/load.ts';
import { execute } from '../../src/engine/execute.ts';
import { lookToRelease } from '../../src/engine/teardown.ts';
import { documentOf } from '../../src/kinds/import/document.ts';
import { isWrite, type Change } from '../../src/core/plan.ts';
import type { Undeclared } from '../../src/core/fields.ts';
import { formatProblem } from '../../src/core/problem.ts';
import { resources } from '../../src/resources/registry.ts';
import { writeManifests } from '../../src/source/write-manifests.ts';
import type { ImportSelection } from '../../src/engine/import-selection.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import type { Controller } from '../support/controller.ts';
import { folderOf } from '../support/folders.ts';
import type { Clock } from '../../src/core/clock.ts';

const everything: ImportSelection = { names: [], all: true, tags: {} };

/** Takes our tags from all that a folder asks for, so that it stands as somebody else would have made it. */
export async function release(controller: Controller, loaded: Loaded, clock: Clock): Promise<void> {
  const { aws } = controller;
  const { plan, snapshot, wanted } = await lookToRelease({ aws, owner: 'default', loaded });
  const outcomes = await execute(plan, {
    aws,
    clock,
    owner: 'default',
    secret: loaded.secret,
    resources,
    wanted,
    snapshot,
    patienceMs: 60_000,
  });
  for (const { change, error } of outcomes) if (error) throw new Error(change.id, { cause: error });
}

/** The text of everything that is imported. */
function textOf({ stacks }: Pick<ImportFound, 'stacks'>, adopts = true): string {
  const manifests = stacks.flatMap((stack) => stack.manifests);
  return writeManifests(
    manifests.map((manifest) => ({ value: documentOf(manifest, adopts), notes: manifest.notes })),
    [],
  );
}

export interface Trip {
  readonly found: ImportFound;
  readonly text: string;
  readonly imported: Loaded;
}

interface Exemption {
  readonly selection?: ImportSelection;
  /** Words of differences, and writes, that adopting takes all the same. */
  readonly except?: readonly string[];
}

/** Imports what stands, and holds the law: adopting it all writes nothing but tags, and nothing is left to say. */
export async function roundTrip(
  controller: Controller,
  writes: () => readonly string[],
  { selection = everything, except = [] }: Exemption = {},
): Promise<Trip> {
  writes();
  const found = await lookToImport({ aws: controller.aws, owner: 'default', namespace: 'default', selection });
  expect(found.unreadable).toEqual([]);
  expect(writes()).toEqual([]);
  const text = textOf(found);
  const imported = await load(folderOf({ 'all.yaml': text }), process.env);
  expect(imported.problems.map(formatProblem), text).toEqual([]);

  const first = await controller.look(imported);
  expect(
    first.plan.changes
      .filter(isWrite)
      .flatMap(wordsOf)
      .filter((line) => isMore(line) && !except.some((words) => line.includes(words))),
    text,
  ).toEqual([]);
  expect(
    first.plan.changes
      .filter(({ blocked }) => blocked !== undefined)
      .map(({ id, blocked }) => `${id}: ${blocked!.message}`),
    text,
  ).toEqual([]);
  expect(
    first.plan.changes.flatMap(({ id, undeclared }) =>
      undeclared
        .filter(isWorthSaying)
        .map(({ path }) => `${id} ${path}`)
        .filter((line) => !except.some((words) => line.includes(words))),
    ),
    text,
  ).toEqual([]);

  await controller.converge(imported);
  expect(writes().filter((action) => !isTagging(action) && !except.includes(action))).toEqual([]);
  const last = await controller.look(imported);
  expect(last.plan.changes.filter(({ action }) => action !== 'noop').map(({ id }) => id)).toEqual([]);
  return { found, text, imported };
}

/** AWS answers an empty list where none was sent: that is no difference. */
function isWorthSaying({ live }: Undeclared): boolean {
  return !(Array.isArray(live) && live.length === 0);
}

/** What a change comes to besides our own tags. */
function wordsOf({ id, action, adopted, diffs }: Change): string[] {
  return [
    `${adopted ? 'adopt' : action} ${id}`,
    ...diffs
      .filter(({ live }) => live !== '(not managed)')
      .map(({ path, live, wanted }) => `${id} ${path}: ${JSON.stringify(live)} → ${JSON.stringify(wanted)}`),
  ];
}

function isMore(line: string): boolean {
  return !line.startsWith('adopt ');
}

function isTagging(action: string): boolean {
  return /^(?:AddTags|CreateTags|TagResource|CreateOrUpdateTags)$/.test(action);
}
