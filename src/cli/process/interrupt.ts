import type { Session } from './session.ts';

/** The exit code of what Ctrl-C cut short. */
export const interrupted = 130;

/**
 * Runs work that must not be torn off. The first Ctrl-C only says so through the signal, a second one leaves at once.
 * Outside of this, Ctrl-C ends the process as it ends any.
 */
export async function interruptible<T>(session: Session, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(interrupted);
    session.say(
      'error',
      '\nstopping: finishing the calls under way, starting no new ones (Ctrl-C again: exit at once)',
    );
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
