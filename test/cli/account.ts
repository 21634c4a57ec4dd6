import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/server.ts';
import { sdkOn, type Sdk } from '../support/clients.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import type { Ran, Runner } from './runner.ts';

/** A simulated account in which the content-routing tour can be built, and the command line on it. */
export interface Account {
  readonly simulator: Simulator;
  readonly sdk: Sdk;
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a verb on the tour's manifests, or on those of another folder. */
  readonly run: (...args: string[]) => Promise<Ran>;
}

export async function openAccount(runner: Runner, options: SimulatorOptions = {}): Promise<Account> {
  const settings = { provisioningMs: 10, networkInterfaceLingerMs: 10 };
  const simulator = await startSimulator({
    fixture: fixtureNamed('content-routing'),
    settings,
    clock: runner.clock ?? systemClock,
    ...options,
  });
  onTestFinished(() => simulator.close());
  const environment = {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    EVENKEEL_MANIFESTS: manifestsOf('content-routing'),
  };
  return {
    simulator,
    sdk: sdkOn(simulator.url),
    environment,
    run: (...args) => runner.run(args, environment),
  };
}
