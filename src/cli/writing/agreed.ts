import type { PlanInput } from '../../core/planning/input.ts';

/**
 * Of what adoption left: a further apply shows it, and that is the consent; the run that adopts takes it away only where it was
 * told to.
 */
export function agreedBy(strict: boolean, adopted: ReadonlySet<string> = new Set()): NonNullable<PlanInput['agreed']> {
  return (manifest, isAdopting) => strict || (!isAdopting && !adopted.has(manifest));
}
