import { afterAll, describe } from 'vitest';
import type { Emulator } from './emulators.ts';

/** The same cases on each of the emulators; one that can't be had here is skipped, with the reason in the title. */
export function onEach(emulators: readonly Emulator[], cases: (emulator: Emulator) => void): void {
  for (const emulator of emulators) {
    const { name, missing } = emulator;
    describe.skipIf(missing !== undefined)(missing === undefined ? `on ${name}` : `on ${name}: ${missing}`, () => {
      afterAll(() => emulator.stop());
      cases(emulator);
    });
  }
}
