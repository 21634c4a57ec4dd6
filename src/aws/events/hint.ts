import type { Caller } from '../../core/author.ts';

/** That something may have changed. It says where to look and is never believed. */
export interface Hint {
  /** The same event may come more than once, and by more than one way. */
  readonly id: string;
  /** ARNs, ids and names of AWS objects, as the event spells them. */
  readonly objects: readonly string[];
  /** The API call, like `ModifyListener`, or what a service reports of itself, like `ECS Task State Change`. */
  readonly call: string;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly at: number;
  /** Who made the call; absent of what a service reports. */
  readonly by?: Caller;
  /** `elasticloadbalancing`, `ec2`. */
  readonly source: string;
  readonly region?: string;
  /** As AWS answered the call with. */
  readonly requestId?: string;
}

/** What an event comes to: a hint, nothing that matters here, or nothing that can be read. */
export type Understood = { readonly hint: Hint } | { readonly ignored: string } | { readonly poison: string };

export type Members = Readonly<Record<string, unknown>>;

/** The members of a JSON object; none of anything else. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** No name in AWS is longer. */
const LONGEST = 512;

/** A text of sensible length; nothing where it is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : undefined;
}

/** Milliseconds since the epoch; nothing where it is no time. */
export function timeOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
