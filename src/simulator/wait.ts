import type { World } from './world.ts';

/** Resolves when a message may have come, at the given time at the latest, or as soon as nobody waits any more. */
export async function messageOr(world: World, until: number, gone?: AbortSignal): Promise<void> {
  const { clock, sqs } = world;
  const over = new AbortController();
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      sqs.waiting.delete(wake);
      gone?.removeEventListener('abort', wake);
      over.abort();
      resolve();
    };
    sqs.waiting.add(wake);
    gone?.addEventListener('abort', wake, { once: true });
    clock.sleep(Math.max(0, until - clock.now()), over.signal).then(wake, wake);
  });
}
