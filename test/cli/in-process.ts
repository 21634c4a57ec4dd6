import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { HastyClock } from '../aws/endpoint.ts';
import type { Ran, Runner } from './runner.ts';

/**
 * The command line without a process of its own, which costs ten times what most verbs do, and without its waits. That both ways
 * come to the same is a test of its own: see both-ways.test.ts.
 */
export class InProcess implements Runner {
  readonly clock = new HastyClock(Date.now());
  readonly #home: string;
  #isRunning = false;

  /** Where it runs: in a folder of its own for the length of one test file, or in another. */
  constructor(home?: string) {
    this.#home = home ?? mkdtempSync(join(tmpdir(), 'evenkeel-home-'));
    if (home === undefined) afterAll(() => rmSync(this.#home, { recursive: true, force: true }));
  }

  async run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    if (this.#isRunning) throw new Error('one at a time: they would share an environment');
    if (lasting.has(args[0] ?? '')) throw new Error(`${args[0]} takes charge of its process, and needs one of its own`);
    this.#isRunning = true;
    const [folder, variables] = [process.cwd(), process.env];
    const [stdout, stderr] = [pipe(), pipe()];
    const said = Promise.all([text(stdout), text(stderr)]);
    try {
      process.chdir(this.#home);
      process.env = { PATH: variables['PATH'], HOME: this.#home, ...environment };
      const code = await run(args, { stdout, stderr, clock: this.clock });
      for (const stream of [stdout, stderr]) stream.end();
      const [out, err] = await said;
      return { code, stdout: out, stderr: err };
    } finally {
      process.env = variables;
      process.chdir(folder);
      this.#isRunning = false;
    }
  }
}

const lasting: ReadonlySet<string> = new Set(['run', 'simulator']);

/** What a program writes into that nobody looks at. */
function pipe(): NodeJS.WriteStream {
  return Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream;
}
