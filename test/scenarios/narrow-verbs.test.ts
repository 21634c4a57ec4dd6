import { afterAll, describe, expect, it } from 'vitest';
import { plan } from '../../src/core/planning/make-plan.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { look, type Cycle } from '../../src/engine/cycle.ts';
import { examine } from '../../src/engine/evidence/read-evidence.ts';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { narrowLook } from '../../src/engine/narrow/narrow-look.ts';
import { observe } from '../../src/engine/observe.ts';
import { lookToRemove } from '../../src/engine/teardown.ts';
import { describeText } from '../../src/report/status/describe-text.ts';
import { objectsOf } from '../../src/report/status/objects.ts';
import { resources } from '../../src/resources/registry.ts';
import { type Controller, controllerOn } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { type Account, simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';
import { Hand } from './hand.ts';
import { systems } from './systems.ts';

interface Stage {
  readonly controller: Controller;
  readonly account: Account;
  readonly loaded: Loaded;
}

/** What `describe` and `diagnose` say of a manifest after a look. */
async function saidOf(id: string, cycle: Cycle, { controller, loaded }: Stage): Promise<unknown> {
  const now = 0;
  const findings = diagnose((await examine(controller.aws, cycle, now)).facts);
  const { plan: made, snapshot } = cycle;
  const object = objectsOf({ ...loaded, plan: made, snapshot, now, findings }).find((one) => one.id === id)!;
  return { text: describeText(object, snapshot, { now }), findings: object.findings };
}

async function expectTheSame(stage: Stage): Promise<void> {
  const { controller, account, loaded } = stage;
  const about = { aws: controller.aws, clock: account.clock, owner: 'default', loaded };
  const whole = await look(about);
  for (const { id } of loaded.manifests) {
    const selected = (manifest: string): boolean => manifest === id;
    const narrow = await narrowLook({ ...about, selected, isListed: true, isToBeDone: false, isToBeShown: true });
    expect(await saidOf(id, narrow, stage)).toEqual(await saidOf(id, whole, stage));
  }
}

describe('a narrow look at one manifest', () => {
  describe.each(systems)('of $folder', ({ folder, fixture, interferences }) => {
    const emulator = simulatorEmulator({ fixture: fixtureNamed(fixture) });
    afterAll(() => emulator.stop());

    it('shows and diagnoses what a look at everything does', async () => {
      const account = await emulator.open();
      const controller = await controllerOn(account);
      const loaded = await load(manifestsOf(folder), process.env);
      const stage = { account, controller, loaded };
      await expectTheSame(stage);
      await controller.converge(loaded);
      await expectTheSame(stage);
      for (const { act } of interferences) await act(new Hand(account.sdk));
      await expectTheSame(stage);
    });
  });
});

describe('a look at what is to go', () => {
  const emulator = simulatorEmulator({ fixture: stacksFixture });
  afterAll(() => emulator.stop());

  /** More than few enough for their tags to be read one by one. */
  const many = Array.from({ length: 25 }, (_, index) => stack(index)).flat();

  /** Whether the tagging API knows all of it or, being late, nothing yet. */
  async function expectAllOf(loaded: Loaded, { aws }: Controller): Promise<void> {
    const late = { ...aws, tagging: { ...aws.tagging, getResources: async () => ({ ResourceTagMappingList: [] }) } };
    const doomed = new Set(loaded.manifests.map(({ id }) => id));
    const whole = plan({
      wanted: [],
      snapshot: await observe({ aws, owner: 'default', wanted: [], resources }),
      types: resources,
      owner: 'default',
      selected: (manifest) => doomed.has(manifest),
      deletion: () => 'delete',
    });
    for (const door of [aws, late]) {
      const { plan: narrow } = await lookToRemove({ aws: door, owner: 'default', loaded });
      const ids = ({ changes }: typeof narrow): string[] =>
        changes.filter(({ manifest }) => doomed.has(manifest)).map(({ id, action, live }) => `${action} ${id} ${live}`);
      expect(ids(narrow).toSorted()).toEqual(ids(whole).toSorted());
      expect(ids(narrow)).toHaveLength(8);
    }
  }

  it('finds what stands under its name or the one before, be the tagging API ever so late', async () => {
    const account = await emulator.open();
    const controller = await controllerOn(account);
    await controller.converge(await load(folderOf({ 'all.yaml': many }), {}));
    const one = await load(folderOf({ 'one.yaml': [...stack(7)] }), {});
    await expectAllOf(one, controller);
    const renamed = JSON.parse(
      JSON.stringify(stack(7)).replaceAll(
        '"protocol":"HTTP","port":8080',
        '"name":"renamed","protocol":"HTTP","port":8080',
      ),
    ) as unknown[];
    await expectAllOf(await load(folderOf({ 'one.yaml': renamed }), {}), controller);
  });
});
