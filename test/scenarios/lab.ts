import { afterAll, beforeEach } from 'vitest';
import type { Simulator } from '../../src/simulator/server.ts';
import { type Controller, controllerOn } from '../support/controller.ts';
import { type Account, simulatorEmulator } from '../support/simulated.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { type Edits, manifestsOf } from '../support/folders.ts';
import { Hand } from './hand.ts';

export const scenario = 'content-routing';

/** For each test of a file, an account of its own in which the content-routing tour stands. */
export interface Lab {
  readonly account: Account;
  readonly simulator: Simulator;
  readonly controller: Controller;
  readonly hand: Hand;
  /** The actions that were written since the tour stood, in their order. */
  writes(): string[];
}

export function useLab(): Lab {
  const emulator = simulatorEmulator({ fixture: fixtureNamed(scenario) });
  const lab = {} as { -readonly [Key in keyof Lab]: Lab[Key] };
  beforeEach(async () => {
    const account = await emulator.open();
    const simulator = emulator.running();
    const controller = await controllerOn(account);
    const writes = (): string[] =>
      simulator.journal
        .entries()
        .filter((entry) => entry.write)
        .map((entry) => entry.action);
    Object.assign(lab, { account, simulator, controller, hand: new Hand(account.sdk), writes });
    await controller.converge(manifestsOf(scenario));
    simulator.journal.clear();
  });
  afterAll(() => emulator.stop());
  return lab;
}

/** The edit that puts an annotation of ours on a manifest. */
export function annotated(name: string, annotation: string, value: string): Edits {
  return { [`${name}#/metadata/annotations`]: { [`evenkeel.dev/${annotation}`]: value } };
}
