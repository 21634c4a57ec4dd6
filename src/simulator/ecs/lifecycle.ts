import type { Lifecycle } from '../advance.ts';

/** Tasks that start and stop, and the services that keep their number. */
export const ecsLifecycle: Lifecycle = {
  dueAt: () => Number.POSITIVE_INFINITY,
  step: () => undefined,
};
