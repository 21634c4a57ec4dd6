import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const executable = new URL('../../dist/evenkeel.js', import.meta.url).pathname;

/** One of the two that the story is about, as a child process. */
export interface Started {
  /** Waits for a line of what it says, from here on. */
  readonly line: (is: (text: string) => boolean) => Promise<string>;
  readonly onLine: (listener: (text: string) => void) => void;
  readonly stop: () => Promise<void>;
}

/** Starts the executable in a process group of its own, so that Ctrl-C comes to the story alone, which ends it in order. */
export function startEvenkeel(
  args: readonly string[],
  speaksOn: 'stdout' | 'stderr',
  environment: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(process.execPath, [executable, ...args], {
    detached: true,
    stdio: ['ignore', speaksOn === 'stdout' ? 'pipe' : 'ignore', speaksOn === 'stderr' ? 'pipe' : 'inherit'],
    env: { ...process.env, ...environment },
  });
  const lines = createInterface(child[speaksOn]!);
  const onLine: Started['onLine'] = (listener) => void lines.on('line', listener);
  return {
    onLine,
    line: (is) =>
      new Promise((resolve, reject) => {
        onLine((text) => is(text) && resolve(text));
        child.once('exit', (code) => reject(new Error(`evenkeel ${args[0]} ended with ${code}`)));
      }),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
