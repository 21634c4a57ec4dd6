import type { Clock } from '../../core/clock.ts';
import { EvenkeelError } from '../../core/errors.ts';
import type { Service } from '../operations.ts';
import type { ReadReason } from './reasons.ts';

/** What AWS answered: the answer, or its refusal. */
export type Reply = { readonly answer: object } | { readonly refusal: EvenkeelError };

/** One read of one object, and what AWS answered last. */
export interface Part {
  readonly key: string;
  readonly service: Service;
  readonly operation: string;
  readonly input: object;
  /** What it belongs to: a load balancer, a target group, a launch template, a family of task definitions. */
  readonly subject: string;
  /** Absent where it was asked for and never read. */
  readonly reply?: Reply;
  /** When it was read, by the clock that never goes back. */
  readonly at?: number;
  /** The look that last asked for it. */
  readonly askedIn: number;
}

/**
 * What a daemon remembers of AWS between its cycles: the answers that cost a call for each object, each with its age. It is no
 * state of the world: plans are made from it, and before anything is written what that concerns is read again.
 */
export class ReadMemory {
  readonly #clock: Clock;
  readonly #parts = new Map<string, Part>();
  readonly #reads = new Map<ReadReason, number>();
  #looks = 0;
  readonly #sweptMs = new Map<Service, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(key: string): Part | undefined {
    return this.#parts.get(key);
  }

  /** Notes that a look asks for it. */
  ask(part: Part): void {
    this.#parts.set(part.key, part);
  }

  /** Keeps what AWS answered. What is gone is forgotten, and what AWS could not answer just now is asked again. */
  async reading(part: Part, answer: Promise<object>): Promise<object> {
    try {
      const reply = await answer;
      this.record(part, { answer: reply });
      return reply;
    } catch (thrown) {
      if (!(thrown instanceof EvenkeelError)) throw thrown;
      if (thrown.code === 'not-found') this.forget(part);
      else if (isLasting(thrown)) this.record(part, { refusal: thrown });
      throw thrown;
    }
  }

  record(part: Part, reply: Reply): void {
    const { askedIn } = this.#parts.get(part.key) ?? part;
    this.#parts.set(part.key, { ...part, askedIn, reply, at: this.#clock.now() });
  }

  forget({ key }: Part): void {
    this.#parts.delete(key);
  }

  /** All parts of a service, whether they were read or not: one by one, for the sweep looks through thousands of them at each read. */
  *partsOf(service: Service): Generator<Part> {
    for (const part of this.#parts.values()) if (part.service === service) yield part;
  }

  /** How many looks have begun. */
  get looks(): number {
    return this.#looks;
  }

  /** The number of the look that begins now. */
  beginLook(): number {
    this.#looks += 1;
    return this.#looks;
  }

  /** Forgets what a look that saw everything did not ask for: its object is gone, or is no longer ours. */
  endLook(number: number): void {
    for (const part of this.#parts.values()) if (part.askedIn < number) this.forget(part);
  }

  count(reason: ReadReason): void {
    this.#reads.set(reason, (this.#reads.get(reason) ?? 0) + 1);
  }

  /** That all that is remembered of a service was read again within this time. */
  swept(service: Service, ms: number): void {
    this.#sweptMs.set(service, ms);
  }

  /** How long the longest of the last sweeps took; absent before the first has ended. */
  get sweptMs(): number | undefined {
    return this.#sweptMs.size === 0 ? undefined : Math.max(...this.#sweptMs.values());
  }

  /** How many reads were made so far, by what for. */
  reads(): ReadonlyMap<ReadReason, number> {
    return this.#reads;
  }

  /** When the eldest part of each subject was read; never, where a part of it was not. */
  readAt(): ReadonlyMap<string, number> {
    const eldest = new Map<string, number>();
    for (const { subject, at = Number.NEGATIVE_INFINITY } of this.#parts.values()) {
      eldest.set(subject, Math.min(at, eldest.get(subject) ?? at));
    }
    return eldest;
  }
}

/** What AWS refuses for good need not be asked in every cycle; what it could not answer just now is. */
function isLasting({ code }: EvenkeelError): boolean {
  return code === 'denied' || code === 'aws-rejected';
}
