import type { Lease } from '../lease/lease.ts';

/** Where nobody else is to be expected. */
export const soleWriter: Lease = {
  held: () => true,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  onChange: () => () => undefined,
};
