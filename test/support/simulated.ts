import type { AwsOptions } from '../../src/aws/ports.ts';
import { HastyClock } from '../aws/endpoint.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/server.ts';
import { sdkOn, type Sdk } from './clients.ts';
import { inProcess } from './in-process.ts';
import { type Moment, restore } from './moment.ts';

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
  /** An account as another one was, which takes far less than to build it again. */
  openAt(moment: Moment): Promise<Account>;
}

export function simulatorEmulator(options: SimulatorOptions = {}): BuiltIn {
  let current: Simulator | undefined;
  let copies = 0;
  const stop = async (): Promise<void> => {
    await current?.close();
    current = undefined;
  };
  const open = async (clock: HastyClock, seed?: number): Promise<Account> => {
    await stop();
    current = await startSimulator({ clock, ...options, ...(seed === undefined ? {} : { seed }) });
    return { url: current.url, sdk: sdkOn(current.url), clock, connect: inProcess(current) };
  };
  return {
    name: 'simulator',
    stop,
    open: () => open(new HastyClock()),
    async openAt({ at, state }) {
      // With ids of its own, so that none is given twice.
      const account = await open(new HastyClock(at), 1_000 + (copies += 1));
      restore(current!.world(), state);
      return account;
    },
    running() {
      if (current === undefined) throw new Error('no account was opened yet');
      return current;
    },
  };
}
