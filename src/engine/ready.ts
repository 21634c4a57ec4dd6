import type { Clock } from '../core/clock.ts';
import { EvenkeelError } from '../core/errors.ts';
import { isNameOf } from '../core/naming.ts';
import type { Status, Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { Aws } from '../aws/ports.ts';
import type { Polled, Resource, Until } from '../resources/resource.ts';

/** Something that stands, or is about to, and is not ready. */
export interface Waiting {
  readonly id: ResourceId;
  /** In AWS's words: `provisioning`. */
  readonly text: string;
  /** When the waiting began. */
  readonly since: number;
  readonly remedy?: string;
}

/** What waiting came to. */
export interface Readiness {
  /** What may still become ready. */
  readonly waiting: readonly Waiting[];
  /** What AWS gave up on. */
  readonly failed: readonly Waiting[];
}

export interface WaitOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly resources: ReadonlyMap<string, Resource>;
  /** What containers of members are waited for. */
  readonly until?: Until;
  /** When to give up. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Called after every look, with what is not ready. */
  readonly onWaiting?: ((waiting: readonly Waiting[]) => void) | undefined;
}

const pauses = [1_000, 2_000, 4_000, 5_000];

/** Waits for those that take their time, by polls that cost one call however many they are; not for what has failed. */
export async function waitUntilReady(wanted: readonly Wanted[], options: WaitOptions): Promise<Readiness> {
  const { clock, deadline, resources, signal, onWaiting } = options;
  const isStopped = (): boolean => signal?.aborted === true;
  const since = clock.now();
  const failed: Waiting[] = [];
  let left = wanted.filter((one) => resources.get(one.type)?.poll !== undefined);
  for (let look = 0; ; look += 1) {
    const waiting: Waiting[] = [];
    const unready = await pollAll(left, options);
    for (const { one, status } of unready) {
      (status.failed ? failed : waiting).push({
        id: one.id,
        text: status.text,
        since,
        ...(status.remedy === undefined ? {} : { remedy: status.remedy }),
      });
    }
    if (waiting.length === 0) return { waiting, failed };
    onWaiting?.(waiting);
    const pause = pauses[Math.min(look, pauses.length - 1)]!;
    if (isStopped() || clock.now() + pause > deadline) return { waiting, failed };
    await clock.sleep(pause, signal).catch(() => undefined);
    if (isStopped()) return { waiting, failed };
    left = unready.filter(({ status }) => !status.failed).map(({ one }) => one);
  }
}

interface Unready {
  readonly one: Wanted;
  readonly status: Status;
}

async function pollAll(left: readonly Wanted[], { aws, resources, until }: WaitOptions): Promise<Unready[]> {
  const types = [...new Set(left.map((one) => one.type))].flatMap((name) => resources.get(name) ?? []);
  const all = await Promise.all(
    types.map(async (resource) => {
      const own = left.filter((one) => one.type === resource.name);
      const statusOf = await pollOne(resource, aws, own, until);
      return own.map((one) => ({ one, status: statusOf(one) }));
    }),
  );
  return all.flat().filter(({ status }) => !status.ready);
}

/** How those of a type are doing. A look that fails for the moment is one more reason to wait. */
async function pollOne(
  resource: Resource,
  aws: Aws,
  wanted: readonly Wanted[],
  until?: Until,
): Promise<(one: Wanted) => Status> {
  try {
    const polled = (await resource.poll?.(aws, wanted, until)) ?? [];
    return (one) => statusAmong(polled, resource, one);
  } catch (thrown) {
    if (!(thrown instanceof EvenkeelError) || thrown.retry !== 'soon') throw thrown;
    return () => ({ ready: false, text: thrown.message });
  }
}

/** Refuses for now where a successor, which goes by exactly this name, does not do its predecessor's work yet. */
export async function requireServing(resource: Resource, aws: Aws, successor: Wanted): Promise<void> {
  if (resource.poll === undefined || resource.awaits === 'members') return;
  const { ready, failed = false, text } = (await pollOne(resource, aws, [successor]))(successor);
  if (ready) return;
  throw new EvenkeelError({
    code: 'not-ready',
    retry: failed ? 'replan' : 'soon',
    subject: successor.id,
    message: `the one it replaces keeps serving until then: ${text}`,
    remedy: 'find out what keeps it from becoming ready',
  });
}

/** While it is being replaced, its successor goes by another name: both must be ready. */
function statusAmong(polled: readonly Polled[], resource: Resource, one: Wanted): Status {
  const name = resource.nameOf?.(one.state) ?? '';
  const found = polled.filter((each) => isNameOf(name, each.name, resource.nameLimit ?? name.length));
  const [first] = found.toSorted((a, b) => Number(a.status.ready) - Number(b.status.ready));
  return first?.status ?? { ready: false, text: 'not visible yet' };
}
