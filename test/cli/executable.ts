import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, inject, onTestFinished } from 'vitest';
import type { Ran, Runner } from './runner.ts';

/** The executable itself, with a home of its own for the length of one test file, or of what else is asked for. */
export class Executable implements Runner {
  readonly path: string;
  readonly home = mkdtempSync(join(tmpdir(), 'evenkeel-home-'));

  constructor(later: (remove: () => void) => void = afterAll, path = inject('executable')) {
    this.path = path;
    later(() => rmSync(this.home, { recursive: true, force: true }));
  }

  /** Starts it in surroundings that have nothing but what is given. */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
    const env = { PATH: process.env['PATH'], HOME: this.home, ...environment };
    const child = spawn(process.execPath, [this.path, ...args], { env, cwd: this.home, stdio: 'pipe' });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  async run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const child = this.start(args, environment);
    child.stdin?.end();
    return ended(child);
  }
}

/** Waits until a process is over. */
export async function ended(child: ChildProcess): Promise<Ran> {
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

/** Waits until a process has said something that matches. */
export function hasSaid(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    stream.on('data', (part: Buffer) => {
      said += part.toString();
      if (pattern.test(said)) resolve(said);
    });
    stream.once('end', () => reject(new Error(`it never said ${pattern}, but: ${said}`)));
  });
}
