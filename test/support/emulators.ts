import { HastyClock } from '../aws/endpoint.ts';
import { sdkOn } from './clients.ts';
import { type ContainerImage, containersAreMissing, images, startContainer } from './containers.ts';
import { type Moto, motoIsMissing, startMoto } from './moto.ts';
import { type Emulator, simulatorEmulator } from './simulated.ts';

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

/** Every emulator, the missing ones with the reason. */
export function allEmulators(): Emulator[] {
  const containers = Object.entries(images).map(([name, image]) => containerEmulator(name, image));
  return [simulatorEmulator(), motoEmulator(), ...containers];
}
