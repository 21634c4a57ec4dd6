import { EvenkeelError } from '../../core/errors.ts';
import { canonical } from '../../core/json.ts';
import { notYet } from '../../core/missing.ts';
import type { Service } from '../operations.ts';
import type { Aws } from '../ports.ts';
import { readingThrough, type Asked, type Call } from '../reads.ts';
import { deepMember, subjectIn } from './deep-reads.ts';
import { areAsListed, type Listed } from './listed.ts';
import { nameIn, subjectOf } from '../subject.ts';
import type { ReadBudget } from './read-budget.ts';
import type { Part, ReadMemory } from './read-memory.ts';
import { canWait, type ReadReason } from './reasons.ts';
import { answersOf, arnIn, readTags, tagged, type TagDescription } from './tag-parts.ts';

export interface LookOptions {
  readonly aws: Aws;
  readonly memory: ReadMemory;
  readonly budget: ReadBudget;
  /** When the look begins: what was read since is not read again. */
  readonly now: number;
  /** What is read again, by what AWS calls it (its ARN, or its name), and what for. */
  readonly attention: ReadonlyMap<string, ReadReason>;
}

/**
 * AWS for one look: its lists are read, and of what lies deeper only what the look is about; the rest comes from memory.
 * Whatever is read is read once in a look.
 */
export class RememberedLook {
  readonly aws: Aws;
  readonly #options: LookOptions;
  readonly #attention: Map<string, ReadReason>;
  #number: number | undefined;
  readonly #once = new Map<string, Promise<object>>();
  readonly #lists = new Map<Service, number>();
  readonly #listed: Listed[] = [];

  constructor(options: LookOptions) {
    this.#options = options;
    this.#attention = new Map(options.attention);
    this.aws = readingThrough(options.aws, (asked) => this.#read(asked));
  }

  /** From now on these come from AWS and not from memory. Says whether any of them was not read yet. */
  verify(subjects: Iterable<string>): boolean {
    const { memory, now } = this.#options;
    const readAt = memory.readAt();
    const old = [...subjects].filter((subject) => !this.#attention.has(subject) && (readAt.get(subject) ?? now) < now);
    for (const subject of old) this.#attention.set(subject, 'verify');
    return old.length > 0;
  }

  /** For a look that saw everything: what it did not ask for is let go. */
  end(): void {
    if (this.#number !== undefined) this.#options.memory.endLook(this.#number);
  }

  /** Whether AWS's lists are as another look read them; nothing else is asked for. What can't be read is not. */
  hasSameLists(listed: readonly Listed[]): Promise<boolean> {
    const ports = this.aws as unknown as Readonly<Record<Service, Readonly<Record<string, Call>>>>;
    return areAsListed(listed, ({ service, operation, input }) => ports[service][operation]!(input)).catch(() => false);
  }

  /** The lists that it read, in their order. */
  get listed(): readonly Listed[] {
    return this.#listed;
  }

  /** How many reads its lists took. */
  get lists(): ReadonlyMap<Service, number> {
    return this.#lists;
  }

  #read({ service, operation, input, call }: Asked): Promise<object> {
    const member = deepMember(service, operation, input);
    if (member === undefined) return this.#list(service, operation, input, call);
    const about = (input as Readonly<Record<string, string | readonly string[]>>)[member]!;
    if (typeof about !== 'string') return this.#tags(service, operation, about, call);
    return this.#deep(this.#partOf(service, operation, input, subjectIn(service, about)), call);
  }

  #list(service: Service, operation: string, input: object, call: Call): Promise<object> {
    return this.#onlyOnce(keyOf(service, operation, input), async () => {
      this.#options.memory.count(namesSome(input) ? 'confirm' : 'list');
      this.#options.budget.spend(service);
      this.#lists.set(service, (this.#lists.get(service) ?? 0) + 1);
      const answer = await call(input);
      this.#listed.push({ service, operation, input, answer });
      return answer;
    });
  }

  async #deep(part: Part, call: Call): Promise<object> {
    const reason = this.#reasonToRead(part);
    const isToRead = reason !== undefined && this.#hasRoom(part.service, reason);
    if (!isToRead) return answersOf(part.reply ?? { refusal: notReadYet() });
    return this.#onlyOnce(part.key, () => {
      this.#charge(part.service, reason);
      return this.#options.memory.reading(part, call(part.input));
    });
  }

  /** One call gives the tags of many. Those that are remembered are left out of it; those that are yet to be read come without any. */
  async #tags(service: Service, operation: string, arns: readonly string[], call: Call): Promise<object> {
    const { memory } = this.#options;
    const parts = arns.map((arn) => this.#partOf(service, operation, { ResourceArns: [arn] }, subjectOf(arn)));
    const reasons = parts.map((part) => this.#reasonToRead(part));
    const dear = reasons.find((reason) => reason !== undefined && !canWait(reason)) ?? reasons.find(Boolean);
    const isToRead = dear !== undefined && this.#hasRoom(service, dear);
    if (isToRead) this.#charge(service, dear);
    const asked = isToRead ? parts.filter((_, index) => reasons[index] !== undefined) : [];
    const read = new Set(asked.map(({ key }) => key));
    await readTags(memory, asked, call);
    const TagDescriptions = parts.flatMap((part): TagDescription[] => {
      const { reply } = memory.get(part.key) ?? {};
      if (reply !== undefined) return tagged(reply);
      return read.has(part.key) ? [] : [{ ResourceArn: arnIn(part) }];
    });
    return { TagDescriptions };
  }

  #partOf(service: Service, operation: string, input: object, subject: string): Part {
    // A look that asks for nothing in depth is none that the sweep could wait for.
    this.#number ??= this.#options.memory.beginLook();
    const key = keyOf(service, operation, input);
    const part: Part = {
      ...this.#options.memory.get(key),
      key,
      service,
      operation,
      input,
      subject,
      askedIn: this.#number,
    };
    this.#options.memory.ask(part);
    return part;
  }

  /** What a part would be read for in this look; nothing where memory answers. */
  #reasonToRead({ subject, reply, at }: Part): ReadReason | undefined {
    if (at !== undefined && at >= this.#options.now) return undefined;
    const reason = this.#attention.get(subject) ?? this.#attention.get(nameIn(subject) ?? '');
    return reason ?? (reply === undefined ? 'first' : undefined);
  }

  /** Spends at once what there is room for, so that whoever asks next sees what is left. */
  #hasRoom(service: Service, reason: ReadReason): boolean {
    if (!canWait(reason)) return true;
    const { budget } = this.#options;
    if (budget.available(service) === 0) return false;
    budget.spend(service);
    return true;
  }

  /** A look does not wait for the budget, or else its lists would grow old meanwhile: the sweep makes room afterwards. */
  #charge(service: Service, reason: ReadReason): void {
    const { budget, memory } = this.#options;
    memory.count(reason);
    if (!canWait(reason)) budget.spend(service);
  }

  #onlyOnce(key: string, read: () => Promise<object>): Promise<object> {
    const known = this.#once.get(key);
    if (known !== undefined) return known;
    const answer = read();
    this.#once.set(key, answer);
    return answer;
  }
}

function keyOf(service: Service, operation: string, input: object): string {
  return `${service} ${operation} ${canonical(input)}`;
}

/** Whether a list is asked for some that are named, rather than for all there are. */
function namesSome(input: object): boolean {
  return Object.keys(input).some((member) => /(?:Ids|Arns|Names)$/.test(member));
}

/** Nothing is known of it: it is neither there nor absent, and so blocks whatever needs it. */
export function notReadYet(): EvenkeelError {
  return new EvenkeelError({ code: 'unavailable', retry: 'soon', ...notYet });
}
