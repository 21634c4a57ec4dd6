import { afterAll, describe, it } from 'vitest';
import type { Emulator } from './simulated.ts';

/** The same cases on each of the emulators; one that can't be had here is skipped, with the reason in its place. */
export function onEach(emulators: readonly Emulator[], cases: (emulator: Emulator) => void): void {
  for (const emulator of emulators) {
    const { name, missing } = emulator;
    if (missing !== undefined) {
      it.skip(`on ${name}: ${missing}`);
      continue;
    }
    describe(`on ${name}`, () => {
      afterAll(() => emulator.stop());
      cases(emulator);
    });
  }
}
