import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';

/** Twice as long as each promises to need. */
const longestGoodbyeMs = 20_000;

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
  // In a group of its own it would outlive a story that breaks.
  process.once('exit', () => child.kill('SIGKILL'));
  const lines = createInterface(child[speaksOn]!);
  const onLine: Started['onLine'] = (listener) => void lines.on('line', listener);
  return {
    onLine,
    line: (is) => nextLine(child, lines, is),
    stop: () => stop(child),
  };
}

/** Nobody listens on once it has come: the story may go on for days. */
function nextLine(child: ChildProcess, lines: Interface, is: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const onLine = (text: string): void => {
      if (!is(text)) return;
      stopListening();
      resolve(text);
    };
    const onExit = (): void => {
      stopListening();
      reject(new Error(`evenkeel ended with ${child.exitCode ?? child.signalCode}: ${child.spawnargs.join(' ')}`));
    };
    const stopListening = (): void => {
      lines.off('line', onLine);
      child.off('exit', onExit);
    };
    lines.on('line', onLine);
    child.on('exit', onExit);
    if (hasEnded(child)) onExit();
  });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), longestGoodbyeMs);
  await ended;
  clearTimeout(late);
}
