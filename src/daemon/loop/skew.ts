/** AWS's clock and ours may be that far apart. */
export const SKEW_MS = 10_000;
