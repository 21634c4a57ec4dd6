import type { AwsOptions } from '../../src/aws/ports.ts';
import { HastyClock } from '../aws/endpoint.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/server.ts';
import { sdkOn, type Sdk } from './clients.ts';
import { inProcess } from './in-process.ts';

/** One empty AWS account on this machine. */
export interface Account {
  readonly url: string;
  readonly sdk: Sdk;
  /** Its waits are over at once; on the simulator, AWS's own time goes by it too. */
  readonly clock: HastyClock;
  /** The shorter way, where the account is in this process. */
  readonly connect?: AwsOptions['connect'];
}

/** A piece of software that stands in for AWS. */
export interface Emulator {
  readonly name: string;
  /** Why it can't be had here, if it can't. */
  readonly missing?: string | undefined;
  /** An account with nothing in it. One at a time: opening another one empties it. */
  open(): Promise<Account>;
  /** To be called when the tests of a file are done with it. */
  stop(): Promise<void>;
}

/** The one that is part of this project, and always there. */
export interface BuiltIn extends Emulator {
  /** The simulator of the account that was opened last. */
  running(): Simulator;
}

export function simulatorEmulator(options: SimulatorOptions = {}): BuiltIn {
  let current: Simulator | undefined;
  const stop = async (): Promise<void> => {
    await current?.close();
    current = undefined;
  };
  return {
    name: 'simulator',
    stop,
    async open() {
      await stop();
      const clock = new HastyClock();
      current = await startSimulator({ clock, ...options });
      return { url: current.url, sdk: sdkOn(current.url), clock, connect: inProcess(current) };
    },
    running() {
      if (current === undefined) throw new Error('no account was opened yet');
      return current;
    },
  };
}
