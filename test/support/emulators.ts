import { HastyClock } from '../aws/endpoint.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/server.ts';
import { sdkOn, type Sdk } from './clients.ts';
import { type ContainerImage, containersAreMissing, images, startContainer } from './containers.ts';
import { type Moto, motoIsMissing, startMoto } from './moto.ts';

/** One empty AWS account on this machine. */
export interface Account {
  readonly url: string;
  readonly sdk: Sdk;
  /** Its waits are over at once; on the simulator, AWS's own time goes by it too. */
  readonly clock: HastyClock;
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
      return { url: current.url, sdk: sdkOn(current.url), clock };
    },
    running() {
      if (current === undefined) throw new Error('no account was opened yet');
      return current;
    },
  };
}

export function motoEmulator(): Emulator {
  let moto: Promise<Moto> | undefined;
  return {
    name: 'moto',
    missing: motoIsMissing,
    async open() {
      moto ??= startMoto();
      const running = await moto;
      await running.reset();
      return { url: running.url, sdk: sdkOn(running.url), clock: new HastyClock() };
    },
    stop: async () => (await moto)?.stop(),
  };
}

function containerEmulator(name: string, image: ContainerImage): Emulator {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0)) await one();
  };
  return {
    name,
    stop,
    missing: containersAreMissing ?? image.missing,
    // A container has no way to be emptied: each account is a container of its own.
    async open() {
      await stop();
      const container = await startContainer(image);
      stops.push(() => container.stop());
      return { url: container.url, sdk: sdkOn(container.url), clock: new HastyClock() };
    },
  };
}

/** Every emulator that can be told of, the missing ones with their reason. */
export function allEmulators(): Emulator[] {
  const containers = Object.entries(images).map(([name, image]) => containerEmulator(name, image));
  return [simulatorEmulator(), motoEmulator(), ...containers];
}
