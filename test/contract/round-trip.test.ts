import { beforeAll, describe, expect, it } from 'vitest';
import { census } from '../support/census.ts';
import { type Controller, controllerOn, inWords, nothing } from '../support/controller.ts';
import { motoEmulator } from '../support/emulators.ts';
import { type Account, simulatorEmulator } from '../support/simulated.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { folderOf } from '../support/folders.ts';
import { layFixture } from '../support/lay-fixture.ts';
import { onEach } from '../support/on-each.ts';
import { voyages } from './voyages.ts';

/** Our own resources, from manifests to AWS and back. What was made, changed or made anew is read back as it was asked for. */
onEach([simulatorEmulator(), motoEmulator()], (emulator) => {
  describe.each(voyages)('$what', ({ made, changed, replaced }) => {
    let account: Account;
    let controller: Controller;
    let before: string[];

    beforeAll(async () => {
      account = await emulator.open();
      await layFixture(account.sdk, fixtureNamed('vpc-lab'));
      before = await census(account.sdk);
      controller = await controllerOn({ url: account.url, clock: account.clock });
    });

    it.each([
      ['made', made],
      ['changed in place', changed],
      ['changed back', made],
      ['made anew', replaced],
    ])('is %s, and nothing is left to do', async (how, manifests) => {
      const folder = folderOf({ 'all.yaml': manifests });
      const { loaded, plan } = await controller.look(folder);
      expect(loaded.problems).toEqual([]);
      const actions = new Set(plan.changes.map((change) => change.action));
      expect(actions.has('blocked')).toBe(false);
      expect(actions.has('replace')).toBe(how === 'made anew');
      expect(await controller.converge(folder)).toHaveLength(1);
      expect(inWords((await controller.look(folder)).plan)).toEqual([]);
    });

    it('is deleted without a trace', async () => {
      await controller.converge(nothing);
      expect(await census(account.sdk)).toEqual(before);
    });
  });
});
