import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMaking } from '../../src/core/plan.ts';
import { census } from '../support/census.ts';
import { type Controller, controllerOn, differences, inWords, nothing } from '../support/controller.ts';
import { motoEmulator } from '../support/emulators.ts';
import { type Account, simulatorEmulator } from '../support/simulated.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { type Edits, edited, manifestsOf } from '../support/folders.ts';
import { layFixture } from '../support/lay-fixture.ts';
import { onEach } from '../support/on-each.ts';
import { exceptions } from './systems/exceptions.ts';
import { Hand } from './hand.ts';
import { systems } from './systems.ts';

/** What AWS names at will stands as `*`. */
function anonymous(lines: readonly string[]): string[] {
  return lines.map((line) => line.replaceAll(/(?<=sgr?-|i-|\/)[0-9a-f]{16,17}(?=\W|$)/g, '*'));
}

onEach([simulatorEmulator(), motoEmulator()], (emulator) => {
  describe.each(systems)('$folder', ({ folder, fixture, interferences: all }) => {
    const excepted = (exceptions[emulator.name] ?? []).filter((one) => one.folder === folder);
    const edits = Object.assign({}, ...excepted.map((one) => one.edits)) as Edits;
    const manifests = excepted.length === 0 ? manifestsOf(folder) : edited(folder, edits, afterAll);
    const interferences = all.filter(({ what }) => !excepted.some(({ without = [] }) => without.includes(what)));
    let account: Account;
    let controller: Controller;
    let before: string[];

    beforeAll(async () => {
      account = await emulator.open();
      await layFixture(account.sdk, fixtureNamed(fixture));
      before = await census(account.sdk);
      controller = await controllerOn({ url: account.url, clock: account.clock });
    });

    for (const { without = [], why } of excepted) {
      it.skip.each(without)(`knows what to do when somebody %s: it ${why}`, () => undefined);
    }

    it('goes from an empty account to converged in one round', async () => {
      const [first, ...further] = await controller.converge(manifests);
      expect(first?.every(({ action }) => isMaking(action))).toBe(true);
      expect(further).toEqual([]);
    });

    it('writes nothing once it has converged', async () => {
      const { writes } = controller.aws.calls;
      const { plan } = await controller.apply(manifests);
      expect(inWords(plan)).toEqual([]);
      expect(controller.aws.calls.writes).toBe(writes);
    });

    it.each(interferences)('knows what to do when somebody $what', async ({ act, changes, diffs }) => {
      await act(new Hand(account.sdk));
      const { plan } = await controller.look(manifests);
      expect(anonymous(inWords(plan))).toEqual(changes);
      if (diffs !== undefined) expect(anonymous(differences(plan))).toEqual(diffs);
      await controller.converge(manifests);
      expect(inWords((await controller.look(manifests)).plan)).toEqual([]);
    });

    it('heals it all at once', async () => {
      const hand = new Hand(account.sdk);
      for (const { act } of interferences) await act(hand);
      const { plan } = await controller.look(manifests);
      expect(plan.changes.some((change) => change.action === 'blocked')).toBe(false);
      await controller.converge(manifests);
      expect(inWords((await controller.look(manifests)).plan)).toEqual([]);
    });

    it('leaves nothing behind but what stood there before', async () => {
      await controller.converge(nothing);
      expect(await census(account.sdk)).toEqual(before);
    });
  });
});
