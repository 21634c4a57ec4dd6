import { endpointOf, isEmulator } from '../../aws/emulator.ts';

export interface LookOptions {
  readonly endpointUrl?: string;
  /** The part of AWS's read rates that looking around may use, from 0 to 1. */
  readonly readBudget?: number;
  readonly fullLook?: true;
}

/** What is left serves the console and whoever else reads in the account. */
const usualShare = 0.3;

interface ReadShares {
  readonly readShare?: number;
  readonly readShareOnceThrottled?: number;
}

/** Everything is read in every cycle where that is asked for, and on an endpoint on this machine until it turns out to have limits. */
export function readSharesOf({ endpointUrl, fullLook, readBudget }: LookOptions): ReadShares {
  if (fullLook) return {};
  if (readBudget !== undefined) return { readShare: readBudget };
  return isEmulator(endpointOf(endpointUrl)) ? { readShareOnceThrottled: usualShare } : { readShare: usualShare };
}

/** How AWS is looked at, for the log. */
export function looksAt({ readShare: share }: ReadShares): { readonly looks: string; readonly readBudget?: string } {
  if (share === undefined) return { looks: 'full' };
  return { looks: 'remembered', readBudget: `${Math.round(share * 10_000) / 100}%` };
}
