import { endpointOf, isEmulator } from '../../aws/emulator.ts';

export interface LookOptions {
  readonly endpointUrl?: string;
  /** The part of AWS's read rates that looking around may use, from 0 to 1. */
  readonly readBudget?: number;
  readonly fullLook?: true;
}

/** What is left serves the console and whoever else reads in the account. */
const usualShare = 0.3;

/** Nothing where everything is read in every cycle, as on an endpoint on this machine: nobody else is limited there. */
export function readShareOf({ endpointUrl, fullLook, readBudget }: LookOptions): number | undefined {
  if (fullLook) return undefined;
  return readBudget ?? (isEmulator(endpointOf(endpointUrl)) ? undefined : usualShare);
}

/** How AWS is looked at, for the log. */
export function looksAt(share: number | undefined): { readonly looks: string; readonly readBudget?: string } {
  if (share === undefined) return { looks: 'full' };
  return { looks: 'remembered', readBudget: `${Math.round(share * 10_000) / 100}%` };
}
