import { expect } from 'vitest';
import { EvenkeelError } from '../../src/core/errors.ts';
import { advance } from '../../src/simulator/advance.ts';
import type { Fixture } from '../../src/simulator/fixture.ts';
import type { FaultRule } from '../../src/simulator/faults.ts';
import type { JournalEntry } from '../../src/simulator/journal.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/server.ts';
import type { Sdk } from '../support/clients.ts';
import { type Controller, controllerOn, inWords } from '../support/controller.ts';
import { type Moment, momentOf } from '../support/moment.ts';
import { type Account, simulatorEmulator } from '../support/simulated.ts';
import { portraitOf } from './portrait.ts';

/** What can go wrong with one call, or from one call on. */
export const faults: Readonly<Record<string, Omit<FaultRule, 'skip'>>> = {
  'is lost on its way': { kind: 'drop-before', times: 1 },
  'takes effect, and its answer is lost': { kind: 'drop-after', times: 1 },
  'fails inside AWS': { kind: 'error-500', times: 1 },
  'takes effect, and fails inside AWS': { kind: 'error-500', after: true, times: 1 },
  'is throttled': { kind: 'throttle', times: 1 },
  'and all that follow are lost on their way': { kind: 'drop-before' },
  'and all that follow take effect, and their answers are lost': { kind: 'drop-after' },
};

type Folder = Parameters<Controller['run']>[0];

/** An account in which somebody else has something already, and evenkeel on it. */
export interface Stage {
  readonly account: Account;
  readonly simulator: Simulator;
  readonly controller: Controller;
}

/** Stages that are all alike, or as one was at a moment; one at a time. */
export interface Stages {
  open(moment?: Moment): Promise<Stage>;
  close(): Promise<void>;
}

const nobodyElse = (): Promise<void> => Promise.resolve();

export function stagesOf(
  fixture: Fixture,
  settle: (sdk: Sdk) => Promise<void> = nobodyElse,
  settings: SimulatorOptions['settings'] = {},
): Stages {
  const emulator = simulatorEmulator({ fixture, settings });
  let settled: Moment | undefined;
  const settling = async (): Promise<Moment> => {
    const account = await emulator.open();
    await settle(account.sdk);
    const simulator = emulator.running();
    await stands({ account, simulator });
    return momentOf(simulator.world());
  };
  return {
    async open(moment) {
      const account = await emulator.openAt(moment ?? (settled ??= await settling()));
      return { account, simulator: emulator.running(), controller: await controllerOn(account) };
    },
    close: () => emulator.stop(),
  };
}

const AN_HOUR = 3_600_000;

/** What stands once all that goes on by itself has come to its end. */
export async function stands({ account, simulator }: Omit<Stage, 'controller'>): Promise<string[]> {
  await account.clock.sleep(AN_HOUR);
  advance(simulator.world());
  return portraitOf(simulator.world());
}

/** Runs to its end without any fault; gives the calls that it took. */
export async function runUndisturbed(
  { simulator, controller }: Stage,
  folder: Folder,
): Promise<readonly JournalEntry[]> {
  expect((await controller.run(folder)).ending).toBe('converged');
  return simulator.journal.entries();
}

/**
 * Runs to its end, waits until all that goes on by itself has come to its end too, and finds nothing left to do. Targets that
 * were taken from others, ECS for one, are for these to bring back: `--no-wait-healthy`.
 */
export async function settledOn(stage: Stage, folder: Folder, what: string): Promise<void> {
  const { ending, outcomes } = await stage.controller.run(folder, { ignoreTargets: true });
  const failures = outcomes.flatMap(({ change, error }) => (error === undefined ? [] : [`${change.id}: ${error}`]));
  expect({ ending, failures }, what).toEqual({ ending: 'converged', failures: [] });
  await stands(stage);
  expect(inWords((await stage.controller.look(folder)).plan), what).toEqual([]);
}

/** Runs once with the fault, as far as it gets, and once without; gives what stands then, or why it did not end. */
export async function runTwice(stage: Stage, folder: Folder, fault: FaultRule): Promise<string[]> {
  const { account, simulator, controller } = stage;
  simulator.faults.set([fault]);
  await controller.run(folder).catch((error: unknown) => {
    if (!(error instanceof EvenkeelError)) throw error;
  });
  simulator.faults.clear();
  expect(simulator.journal.entries().some((entry) => entry.outcome !== 'ok')).toBe(true);
  // A fresh process, that remembers nothing.
  const { ending, outcomes, error } = await (await controllerOn(account)).run(folder);
  if (ending === 'converged') return stands(stage);
  return [
    ending,
    String(error?.message),
    ...outcomes.map((one) => `${one.change.id} ${one.status} ${one.error?.message}`),
  ];
}
