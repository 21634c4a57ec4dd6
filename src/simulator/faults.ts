import { seededRandom, seedFor } from './random.ts';

const faultKinds = [
  'throttle',
  'error-500',
  'latency',
  'drop-before',
  'drop-after',
  'stale-read',
  'short-list',
  'late-list',
  'access-denied',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What is to go wrong, and for which calls. */
export interface FaultRule {
  readonly kind: FaultKind;
  /** The action's name, or a regular expression for the whole of it; absent or `*`: any. */
  readonly action?: string;
  /** The service's name in a credential scope (`ec2`, `elasticloadbalancing`, …); absent: any. */
  readonly service?: string;
  /** Of the calls that match, the share that it strikes; absent: all. */
  readonly probability?: number;
  /** It strikes at most this often. */
  readonly times?: number;
  /** It spares this many matching calls first. */
  readonly skip?: number;
  /**
   * For `latency` how long, for `stale-read` and `late-list` how far back; for `short-list` how long an action's answers are short once one is,
   * before they are whole for ten times as long: without it, each answer is short or whole by itself.
   */
  readonly ms?: number;
  /** For `error-500`: the call takes effect, and only its answer is lost. */
  readonly after?: boolean;
  /** The share of the items that a `short-list` leaves out, or that a `late-list` shows late, drawn for each; absent: half of them. */
  readonly share?: number;
  /** For `short-list`: the page breaks off after so many items, and says that it is the last. */
  readonly keep?: number;
}

interface Armed {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  seen: number;
  struck: number;
  /** For a `short-list` that lasts: since when each action's answers are short. */
  readonly since: Map<string, number>;
}

/** The faults that are switched on. The same rules, seed and order of calls strike the same calls. */
export class Faults {
  readonly #seed: number;
  #random: () => number;
  /** Of its own, so that how many items a list has moves no other draw. */
  #shortening: () => number;
  #armed: Armed[] = [];

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = this.#freshRandom('faults');
    this.#shortening = this.#freshRandom('short-list');
  }

  /** Switches these on in place of all others, and starts the draws anew. */
  set(rules: readonly FaultRule[]): void {
    this.#armed = rules.map(arm);
    this.#random = this.#freshRandom('faults');
    this.#shortening = this.#freshRandom('short-list');
  }

  add(rule: FaultRule): void {
    this.#armed.push(arm(rule));
  }

  clear(): void {
    this.set([]);
  }

  /** The rules that strike this call; asking counts as the call. */
  strike(service: string, action: string, now = 0): readonly FaultRule[] {
    return this.#armed
      .filter((armed) => {
        const { rule } = armed;
        if (rule.service !== undefined && rule.service !== service) return false;
        if (!armed.pattern.test(action)) return false;
        armed.seen += 1;
        if (armed.seen <= (rule.skip ?? 0) || armed.struck >= (rule.times ?? Infinity)) return false;
        if (rule.probability !== undefined && this.#random() >= rule.probability) return false;
        if (!lasts(armed, action, now)) return false;
        armed.struck += 1;
        return true;
      })
      .map(({ rule }) => rule);
  }

  /** How far back a read may be asked to look, in milliseconds; 0 when none can be. */
  furthestBack(): number {
    const looksBack = ({ rule: { kind } }: Armed): boolean => kind === 'stale-read' || kind === 'late-list';
    return Math.max(0, ...this.#armed.filter(looksBack).map(({ rule: { ms = 0 } }) => ms));
  }

  /** Draws for one item after the other whether it is shown late. */
  lateness({ share = 0.5 }: FaultRule): () => boolean {
    return () => this.#shortening() < share;
  }

  /** What is left of a list that an answer was to hold. */
  shortened({ keep, share = 0.5 }: FaultRule): (items: readonly unknown[]) => unknown[] {
    if (keep === undefined) return (items) => items.filter(() => this.#shortening() >= share);
    let left = keep;
    return (items) => {
      const kept = items.slice(0, left);
      left -= kept.length;
      return kept;
    };
  }

  #freshRandom(use: string): () => number {
    return seededRandom(seedFor(this.#seed, use));
  }
}

/** Reads rules that came from outside; throws a TypeError that says which is wrong. */
export function readFaultRules(value: unknown): FaultRule[] {
  if (!Array.isArray(value)) throw new TypeError('faults must be a list of rules');
  return value.map((item: unknown) => {
    const rule = item as FaultRule | null;
    if (typeof rule !== 'object' || rule === null || !faultKinds.includes(rule.kind))
      throw new TypeError(`a fault's kind must be one of ${faultKinds.join(', ')}`);
    arm(rule);
    return rule;
  });
}

function arm(rule: FaultRule): Armed {
  const { action = '*' } = rule;
  const pattern = action === '*' ? /^/ : new RegExp(`^(?:${action})$`);
  return { rule, pattern, seen: 0, struck: 0, since: new Map() };
}

/** Whether answers of that action are short now, where a rule says for how long they are. */
function lasts({ rule: { kind, ms }, since }: Armed, action: string, now: number): boolean {
  if (kind !== 'short-list' || ms === undefined) return true;
  const passed = now - (since.get(action) ?? -Infinity);
  if (passed <= ms * 11) return passed < ms;
  since.set(action, now);
  return true;
}
