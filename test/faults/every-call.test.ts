import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvenkeelError } from '../../src/core/errors.ts';
import type { FaultRule } from '../../src/simulator/faults.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { type Controller, controllerOn, nothing } from '../support/controller.ts';
import { type Account, simulatorEmulator } from '../support/emulators.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { settleForeigners } from './foreigners.ts';
import { portraitOf } from './portrait.ts';

const manifests = manifestsOf('content-routing');
const emulator = simulatorEmulator({ fixture: fixtureNamed('content-routing') });

interface Stage {
  readonly account: Account;
  readonly simulator: Simulator;
  readonly controller: Controller;
}

async function stage(): Promise<Stage> {
  const account = await emulator.open();
  await settleForeigners(account.sdk);
  const simulator = emulator.running();
  simulator.journal.clear();
  return { account, simulator, controller: await controllerOn(account) };
}

/** Runs once with the fault, as far as it gets, and once without; gives what stands then, or why it did not end. */
async function runTwice(
  { account, simulator, controller }: Stage,
  folder: Folder,
  fault: FaultRule,
): Promise<string[]> {
  simulator.faults.set([fault]);
  await controller.run(folder).catch((error: unknown) => {
    if (!(error instanceof EvenkeelError)) throw error;
  });
  simulator.faults.clear();
  expect(simulator.journal.entries().some((entry) => entry.outcome !== 'ok')).toBe(true);
  // A fresh process, that remembers nothing.
  const { ending, outcomes, error } = await (await controllerOn(account)).run(folder);
  if (ending === 'converged') return portraitOf(simulator.world());
  return [
    ending,
    String(error?.message),
    ...outcomes.map((one) => `${one.change.id} ${one.status} ${one.error?.message}`),
  ];
}

type Folder = Parameters<Controller['run']>[0];

const faults: Readonly<Record<string, Omit<FaultRule, 'skip'>>> = {
  'is lost on its way': { kind: 'drop-before', times: 1 },
  'takes effect, and its answer is lost': { kind: 'drop-after', times: 1 },
  'fails inside AWS': { kind: 'error-500', times: 1 },
  'takes effect, and fails inside AWS': { kind: 'error-500', after: true, times: 1 },
  'is throttled': { kind: 'throttle', times: 1 },
  'and all that follow are lost on their way': { kind: 'drop-before' },
  'and all that follow take effect, and their answers are lost': { kind: 'drop-after' },
};

afterAll(() => emulator.stop());

describe('at every single call of the first apply', () => {
  let expected: string[];
  let calls: number;

  beforeAll(async () => {
    const { simulator, controller } = await stage();
    expect((await controller.run(manifests)).ending).toBe('converged');
    expected = portraitOf(simulator.world());
    calls = simulator.journal.count();
  });

  it('there is a first apply to speak of, beside what belongs to others', () => {
    expect(calls).toBeGreaterThan(40);
    expect(expected.filter((line) => line.includes('"name":"content-routing-2"'))).toHaveLength(1);
    expect(expected.filter((line) => line.startsWith('rule '))).toHaveLength(6 + 2);
  });

  it.each(Object.entries(faults))('a call %s: the next run ends as if nothing had happened', async (_, fault) => {
    for (let call = 0; call < calls; call += 1) {
      const stands = await runTwice(await stage(), manifests, { ...fault, skip: call });
      expect(stands, `call ${call + 1} of ${calls}`).toEqual(expected);
    }
  });
});

describe('at every single call of the deletion', () => {
  async function built(): Promise<Stage & { readonly before: string[] }> {
    const begun = await stage();
    const before = portraitOf(begun.simulator.world());
    await begun.controller.run(manifests);
    begun.simulator.journal.clear();
    return { ...begun, before };
  }

  it.each(Object.entries(faults))('a call %s: the next run leaves only what belongs to others', async (_, fault) => {
    const whole = await built();
    await whole.controller.run(nothing);
    const calls = whole.simulator.journal.count();
    expect(portraitOf(whole.simulator.world())).toEqual(whole.before);
    for (let call = 0; call < calls; call += 1) {
      const begun = await built();
      const stands = await runTwice(begun, nothing, { ...fault, skip: call });
      expect(stands, `call ${call + 1} of ${calls}`).toEqual(begun.before);
    }
  });
});
