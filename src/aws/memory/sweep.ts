import type { Clock } from '../../core/clock.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { sameJson } from '../../core/json.ts';
import type { Service } from '../operations.ts';
import { TAGS_PAGE } from '../pages.ts';
import type { Aws } from '../ports.ts';
import type { Call } from '../reads.ts';
import type { ReadBudget } from './read-budget.ts';
import type { Part, ReadMemory, Reply } from './read-memory.ts';
import { readTags } from './tag-parts.ts';

export interface SweepOptions {
  readonly aws: Aws;
  readonly service: Service;
  readonly memory: ReadMemory;
  readonly budget: ReadBudget;
  readonly clock: Clock;
  /** What was read less long ago is not read again. */
  readonly restMs: number;
  readonly life: AbortSignal;
  readonly onNews: (kind: News) => void;
}

/**
 * `awaited`: all that is known of was read, and only a look can find out what lies deeper. `first`: something was read for the first
 * time. `changed`: AWS answered something else than before.
 */
export type News = 'awaited' | 'first' | 'changed';

/** How long it is idle where there is nothing to read. */
const IDLE_MS = 1_000;

/**
 * Reads what is remembered again, the longest unread first, for as long as the daemon lives: within its budget, beside the cycles,
 * so that none of them waits for it.
 */
export async function sweep(options: SweepOptions): Promise<void> {
  const { clock, life, memory, onNews, restMs } = options;
  // The look that has not seen yet what was read for the first time.
  let unseenIn: number | undefined;
  let beganAt = clock.now();
  while (!life.aborted) {
    const now = clock.now();
    const eldest = eldestOf(memory.partsOf(options.service));
    if (eldest !== undefined && now > beganAt && readAtOf(eldest) >= beganAt) {
      memory.swept(options.service, now - beganAt);
      beganAt = now;
    }
    const parts = eldest === undefined ? [] : partsWith(eldest, memory, now - restMs);
    const isFirst = parts.some(({ reply }) => reply === undefined);
    if (!isFirst && unseenIn === memory.looks) onNews('awaited');
    else if (parts.length > 0) {
      await readAll(parts, options);
      if (isFirst) unseenIn = memory.looks;
      continue;
    }
    await clock.sleep(IDLE_MS, life).catch(() => undefined);
  }
}

/** The part that was unread for longest, if it is due; with its tags, those of others that are due too. */
function partsWith(eldest: Part, memory: ReadMemory, due: number): Part[] {
  if (readAtOf(eldest) >= due) return [];
  if (eldest.operation !== 'describeTags') return [eldest];
  const own = Array.from(memory.partsOf(eldest.service));
  const tags = own.filter((part) => part.operation === eldest.operation && readAtOf(part) < due);
  return tags.toSorted((one, other) => readAtOf(one) - readAtOf(other)).slice(0, TAGS_PAGE);
}

function readAtOf({ at = Number.NEGATIVE_INFINITY }: Part): number {
  return at;
}

function eldestOf(parts: Iterable<Part>): Part | undefined {
  let eldest: Part | undefined;
  for (const part of parts) if (eldest === undefined || readAtOf(part) < readAtOf(eldest)) eldest = part;
  return eldest;
}

async function readAll(parts: readonly Part[], options: SweepOptions): Promise<void> {
  const { aws, budget, clock, life, memory, onNews, service } = options;
  const { throttled } = aws.calls;
  try {
    await budget.take(service, life);
    memory.count('sweep');
    await readNow(parts, aws, memory);
  } catch (thrown) {
    if (life.aborted) return;
    if (!(thrown instanceof EvenkeelError)) throw thrown;
    await readEach(parts, thrown, options);
    // What can't be answered now is not asked again at once.
    if (thrown.code === 'throttled' || thrown.code === 'unavailable')
      await clock.sleep(IDLE_MS, life).catch(() => undefined);
  }
  if (aws.calls.throttled > throttled) budget.throttled(service);
  const news = parts.filter(({ key, reply }) => !isSameReply(reply, memory.get(key)?.reply));
  if (news.length > 0) onNews(news.every(({ reply }) => reply === undefined) ? 'first' : 'changed');
}

async function readNow(parts: readonly Part[], aws: Aws, memory: ReadMemory): Promise<void> {
  const [first] = parts;
  const port = aws[first!.service] as unknown as Readonly<Record<string, Call>>;
  const call = port[first!.operation]!;
  if (first!.operation === 'describeTags') await readTags(memory, parts, call);
  else await memory.reading(first!, call(first!.input));
}

/** One that is gone fails the call for all: they are then read one by one. */
async function readEach(parts: readonly Part[], thrown: EvenkeelError, options: SweepOptions): Promise<void> {
  if (thrown.code !== 'not-found') return;
  if (parts.length === 1) return options.memory.forget(parts[0]!);
  for (const part of parts) await readAll([part], options);
}

function isSameReply(one: Reply | undefined, other: Reply | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if ('refusal' in one || 'refusal' in other) return 'refusal' in one && 'refusal' in other;
  return sameJson(one.answer, other.answer);
}
