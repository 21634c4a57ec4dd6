import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { AwsOptions } from '../../src/aws/ports.ts';
import type { LimitOptions } from '../../src/simulator/request-limits/request-limits.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { REGION } from '../support/clients.ts';
import { controllerOn } from '../support/controller.ts';
import { inProcess } from '../support/in-process.ts';
import { simulatorEmulator, type BuiltIn } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';
import { BenchClock } from './clock.ts';
import { withFiles } from './folder.ts';

const executable = 'dist/evenkeel.js';

/** A daemon of its own process on an account that stands as the folder says. */
export interface Running {
  readonly account: BuiltIn;
  readonly url: string;
  readonly folder: string;
  /** A figure of its metrics, all its series added up. */
  readonly metric: (name: string) => Promise<number>;
}

interface RunningOptions {
  readonly stacks: number;
  readonly latencyMs: number;
  readonly interval: string;
  /** Further options of the command. */
  readonly options?: readonly string[];
  readonly simulated?: LimitOptions;
  /** Where events come from the moment that the daemon starts. */
  readonly queue?: string;
}

/** Builds the stacks, starts the daemon, waits until it has looked at everything once, and ends it after `use`. */
export async function withDaemon<T>(options: RunningOptions, use: (running: Running) => Promise<T>): Promise<T> {
  const clock = new BenchClock();
  const account = simulatorEmulator({ ...options.simulated, fixture: stacksFixture, clock });
  const { url: endpoint } = await account.open();
  const numbers = Array.from({ length: options.stacks }, (_, number) => number);
  const files = Object.fromEntries(numbers.map((number) => [`stack-${number}.yaml`, stack(number)]));
  try {
    return await withFiles(files, async (folder) => {
      const { ending } = await (
        await controllerOn({ url: endpoint, clock: clock.hasty, connect: unlimited(account.running()) })
      ).run(folder);
      if (ending !== 'converged') throw new Error(`${options.stacks} stacks: ${ending}`);
      const simulator = account.running();
      const { journal, faults, limits, events } = simulator;
      const world = simulator.world();
      if (options.queue !== undefined) {
        events.set({ queue: options.queue, delayMs: 0 });
        events.prepare(world);
      }
      // Whoever builds it is no news.
      world.cloudTrail.events.length = 0;
      journal.clear();
      limits.clear();
      faults.set([{ kind: 'latency', ms: options.latencyMs }]);
      const child = start(folder, endpoint, options);
      try {
        const url = await urlOf(child);
        const metric = (name: string): Promise<number> => metricOf(url, name);
        await until(() => isReady(url), 50);
        return await use({ account, url, folder, metric });
      } finally {
        child.kill('SIGTERM');
        await once(child, 'exit');
        await rm(lockOf(folder), { force: true });
      }
    });
  } finally {
    await account.stop();
  }
}

/** The answer is read to its end: one that is left lying keeps its connection, and there are only so many. */
async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`);
  await answer.text();
  return answer.ok;
}

/** Waits until something is so; looks often enough for figures of a few milliseconds, if not said otherwise. */
export async function until(is: () => boolean | Promise<boolean>, everyMs = 2): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one look after the other
  while (!(await is())) await new Promise((resolve) => void setTimeout(resolve, everyMs));
}

/** The way to the account for whoever builds it: AWS's limits begin when it stands. */
function unlimited(simulator: Simulator): AwsOptions['connect'] {
  const connect = inProcess(simulator);
  return (service) => {
    const connection = connect(service);
    return {
      ...connection,
      send(...call) {
        simulator.limits.clear();
        return connection.send(...call);
      },
    };
  };
}

function lockOf(folder: string): string {
  return `${folder}.lock`;
}

function start(folder: string, endpoint: string, { interval, options = [] }: RunningOptions): ChildProcess {
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  // Beside the folder: in it, each sign of life would have all manifests read again.
  const place = ['--endpoint-url', endpoint, '--region', REGION, '--lock', lockOf(folder)];
  const args = ['run', '-f', folder, ...place, '--listen', '127.0.0.1:0', '--interval', interval, ...options];
  return spawn(process.execPath, [executable, ...args], { env, stdio: 'pipe' });
}

/** The first line of its log says where it listens; what else stands there is Node's. */
async function urlOf(child: ChildProcess): Promise<string> {
  child.stdout!.resume();
  let said = '';
  for await (const part of child.stderr!.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += part as string;
    const url = /"url":"([^"]+)"/.exec(said)?.[1];
    if (url === undefined) continue;
    child.stderr!.resume();
    return url;
  }
  throw new Error(`the daemon ended: ${said}`);
}

async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = text.split('\n').flatMap((line) => {
    const [series = '', value] = line.split(' ');
    return series === name || series.startsWith(`${name}{`) ? [Number(value)] : [];
  });
  if (values.length === 0) throw new Error(`no metric ${name}`);
  return values.reduce((sum, value) => sum + value, 0);
}
