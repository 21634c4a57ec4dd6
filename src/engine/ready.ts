import type { Clock } from '../core/clock.ts';
import { EvenkeelError } from '../core/errors.ts';
import { isNameOf } from '../core/naming.ts';
import type { Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { Aws } from '../aws/ports.ts';
import type { Polled, Resource } from '../resources/resource.ts';

/** Something that stands, or is about to, and is not ready yet. */
export interface Waiting {
  readonly id: ResourceId;
  /** In AWS's words: `provisioning`. */
  readonly text: string;
  /** When the waiting began. */
  readonly since: number;
}

export interface WaitOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly resources: ReadonlyMap<string, Resource>;
  /** When to give up. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Told after every look at what is not ready. */
  readonly onWaiting?: ((waiting: readonly Waiting[]) => void) | undefined;
}

const pauses = [1_000, 2_000, 4_000, 5_000];

/** Waits for those that take their time, by polls that cost one call however many they are. Gives what is still not ready. */
export async function waitUntilReady(wanted: readonly Wanted[], options: WaitOptions): Promise<readonly Waiting[]> {
  const { clock, deadline, resources, signal, onWaiting } = options;
  const isStopped = (): boolean => signal?.aborted === true;
  const since = clock.now();
  let left = wanted.filter((one) => resources.get(one.type)?.poll !== undefined);
  for (let look = 0; ; look += 1) {
    const unready = await pollAll(left, options);
    const waiting = unready.map(({ one, text }) => ({ id: one.id, text, since }));
    if (waiting.length === 0) return [];
    onWaiting?.(waiting);
    const pause = pauses[Math.min(look, pauses.length - 1)]!;
    if (isStopped() || clock.now() + pause > deadline) return waiting;
    await clock.sleep(pause, signal).catch(() => undefined);
    if (isStopped()) return waiting;
    left = unready.map(({ one }) => one);
  }
}

interface Unready {
  readonly one: Wanted;
  readonly text: string;
}

async function pollAll(left: readonly Wanted[], { aws, resources }: WaitOptions): Promise<Unready[]> {
  const types = [...new Set(left.map((one) => one.type))].flatMap((name) => resources.get(name) ?? []);
  const unready = await Promise.all(
    types.map(async (resource) => {
      const ours = left.filter((one) => one.type === resource.name);
      const polled = await pollOne(resource, aws);
      return ours.flatMap((one) => {
        const text = typeof polled === 'string' ? polled : notReady(resource, one, polled);
        return text === undefined ? [] : [{ one, text }];
      });
    }),
  );
  return unready.flat();
}

/** A look that fails for the moment is one more reason to wait. */
async function pollOne(resource: Resource, aws: Aws): Promise<readonly Polled[] | string> {
  try {
    return (await resource.poll?.(aws)) ?? [];
  } catch (thrown) {
    if (thrown instanceof EvenkeelError && thrown.retry === 'soon') return thrown.message;
    throw thrown;
  }
}

/** Why it is not ready; while it is being replaced, its successor goes by another name. */
function notReady(resource: Resource, one: Wanted, polled: readonly Polled[]): string | undefined {
  const name = resource.nameOf?.(one.state) ?? '';
  const found = polled.filter((each) => isNameOf(name, each.name, resource.nameLimit ?? name.length));
  if (found.length === 0) return 'not to be seen yet';
  return found.find((each) => !each.status.ready)?.status.text;
}
