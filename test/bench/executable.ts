import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { controllerOn } from '../support/controller.ts';
import { REGION } from '../support/clients.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';
import { withManifests } from './folder.ts';

const executable = 'dist/evenkeel.js';
const tellMemory = `process.on('exit', () => process.stderr.write('\\nmaxRSS ' + process.resourceUsage().maxRSS))`;
const RUNS = 5;

interface Ended {
  readonly ms: number;
  readonly megabytes: number;
}

export interface StacksFigures extends Ended {
  readonly stacks: number;
  readonly reads: number;
  readonly converge: number;
  readonly writes: number;
}

/** The shortest of several starts. */
export async function measureHelp(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push((await runEvenkeel(['--help'])).ms);
  return Math.min(...times);
}

/** What stacks cost: calls from nothing to converged, calls of a full read, and time and memory of `evenkeel plan`. */
export async function measureStacks(stacks: number): Promise<StacksFigures> {
  const emulator = simulatorEmulator({ fixture: stacksFixture });
  const account = await emulator.open();
  const controller = await controllerOn(account);
  const { journal } = emulator.running();
  const manifests = Array.from({ length: stacks }, (_, index) => stack(index)).flat();
  const figures = await withManifests(manifests, async (folder) => {
    const { ending } = await controller.run(folder);
    if (ending !== 'converged') throw new Error(`${stacks} stacks: ${ending}`);
    const [converge, writes] = [journal.count(), journal.writes()];
    journal.clear();
    const ended = await runEvenkeel(['plan', '-f', folder, '--endpoint-url', account.url, '--region', REGION]);
    return { stacks, converge, writes, reads: journal.count(), ...ended };
  });
  await emulator.stop();
  return figures;
}

export async function runEvenkeel(words: readonly string[]): Promise<Ended> {
  const start = performance.now();
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${tellMemory}`, executable, ...words], {
    env,
  });
  let printed = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`evenkeel ${words.join(' ')} ended with ${String(code)}: ${printed}`);
  return { ms: performance.now() - start, megabytes: Number(/maxRSS (\d+)/.exec(printed)?.[1]) / 1024 };
}
