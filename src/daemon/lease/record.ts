/** Who holds a lease, as it is written down for the others. */
export interface Tenant {
  /** A new one for each start of a process: a daemon that was killed and restarted is another tenant. */
  readonly id: string;
  /** For people: the machine and the process. */
  readonly name: string;
  /** Counts the renewals, so that each looks different from the one before. */
  readonly count: number;
  /** How long nothing may be heard of the tenant before another takes over. */
  readonly termMs: number;
  /** Handed back: whoever comes may take it. */
  readonly released: boolean;
}

/** What stands in a record; the version changes with every renewal. */
export interface Entry {
  readonly version: string;
  readonly tenant: Tenant;
}

/** Where a lease is written down, and compared and exchanged in one step. */
export interface LeaseRecord {
  /** Its address, for people. */
  readonly where: string;
  /** Undefined where nothing was ever written. */
  read(): Promise<Entry | undefined>;
  /** Puts the tenant in the place of what was seen, or of nothing. Undefined where that is no longer what stands there. */
  write(tenant: Tenant, seen: Entry | undefined): Promise<Entry | undefined>;
}

/** Longer than anybody means; a term must not keep others out for ever. */
export const longestTermMs = 10 * 60_000;

export function tenantText(tenant: Tenant): string {
  return `${JSON.stringify(tenant)}\n`;
}

/** Undefined for a text that is no tenant's. */
export function parseTenant(text: string): Tenant | undefined {
  const value = parsed(text) as Partial<Tenant> | null;
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, name, count, termMs, released } = value;
  const fits = typeof id === 'string' && typeof name === 'string' && typeof count === 'number';
  if (!fits || typeof termMs !== 'number' || !(termMs > 0) || typeof released !== 'boolean') return undefined;
  return { id, name, count, termMs: Math.min(termMs, longestTermMs), released };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
