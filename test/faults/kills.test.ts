import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { advance } from '../../src/simulator/advance.ts';
import { seededRandom, seedFor } from '../../src/simulator/random.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { openAccount } from '../cli/account.ts';
import { Executable } from '../cli/executable.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { copied, folderOf } from '../support/folders.ts';
import { portraitOf } from './portrait.ts';

/** Over all scenarios; `EVENKEEL_KILLS=200` for a long look. */
const kills = Number(process.env['EVENKEEL_KILLS'] ?? 12);

const scenarios = [
  { folder: 'content-routing', fixture: 'content-routing' },
  { folder: 'asg-web', fixture: 'vpc-lab' },
  { folder: 'ecs-service', fixture: 'ecs-service' },
];

type Scenario = (typeof scenarios)[number];

/** Only to end what hangs. */
const TOO_LONG_MS = 120_000 + kills * 2_000;

const AN_HOUR = 3_600_000;

const executable = new Executable();

interface Stage {
  readonly simulator: Simulator;
  /** Starts the daemon; gives how to kill it. */
  readonly start: () => Promise<() => Promise<void>>;
  readonly portrait: () => string[];
}

/** An account in which time flies, and a daemon's home on it. */
async function stageOf({ folder, fixture }: Scenario): Promise<Stage> {
  const clock = new ManualClock();
  const { simulator, environment } = await openAccount(executable, { clock, fixture: fixtureNamed(fixture) });
  const flying = setInterval(() => clock.advance(1_000), 2);
  onTestFinished(() => clearInterval(flying));
  const home = folderOf({});
  const manifests = copied(folder);
  let lives = 0;
  return {
    simulator,
    async start() {
      // The lock of a killed one is held until its term is over: that is not what is looked at here.
      const lock = `${home}/lock-${(lives += 1)}`;
      const budget = lives % 2 === 0 ? ['--read-budget', '100%'] : [];
      const args = ['run', '--listen', '127.0.0.1:0', '--interval', '1s', '--lock', lock, '-f', manifests, ...budget];
      const child = executable.start(args, environment);
      child.stderr?.resume();
      const exit = once(child, 'exit');
      return async () => {
        child.kill('SIGKILL');
        await exit;
      };
    },
    portrait() {
      clock.advance(AN_HOUR);
      advance(simulator.world());
      return portraitOf(simulator.world());
    },
  };
}

/** Waits until something is so, or the test is over. */
async function until(is: () => boolean, signal: AbortSignal): Promise<void> {
  while (!is()) {
    signal.throwIfAborted();
    await new Promise((resolve) => void setTimeout(resolve, 2));
  }
}

/** What one look misses is made after a second one, five seconds later, and a look takes place each second. */
const QUIET_LOOKS = 8;

/** Waits until nothing was written for so many looks at everything. */
async function untilQuiet({ journal }: Simulator, signal: AbortSignal): Promise<void> {
  const looks = (): number => journal.count('DescribeVpcs');
  for (let writes = -1; writes !== journal.writes();) {
    writes = journal.writes();
    const seen = looks();
    await until(() => looks() >= seen + QUIET_LOOKS || journal.writes() !== writes, signal);
  }
}

interface Built {
  readonly end: readonly string[];
  /** How many there are until the last write. */
  readonly calls: number;
}

async function build(scenario: Scenario, signal: AbortSignal): Promise<Built> {
  const stage = await stageOf(scenario);
  const kill = await stage.start();
  await untilQuiet(stage.simulator, signal);
  await kill();
  const calls = stage.simulator.journal.entries().findLastIndex(({ write }) => write) + 1;
  return { calls, end: stage.portrait() };
}

async function killAt(call: number, scenario: Scenario, signal: AbortSignal): Promise<string[]> {
  const stage = await stageOf(scenario);
  const kill = await stage.start();
  await until(() => stage.simulator.journal.count() >= call, signal);
  await kill();
  const killAgain = await stage.start();
  await untilQuiet(stage.simulator, signal);
  await killAgain();
  return stage.portrait();
}

// They wait more than they work, each for its second looks: so those of a scenario go on side by side.
test.for(scenarios)(
  '$folder, killed at a random call and started again: the same stands in the end',
  { timeout: TOO_LONG_MS },
  async (scenario, { signal }) => {
    const { end, calls } = await build(scenario, signal);
    const seeds = Array.from({ length: Math.ceil(kills / scenarios.length) }, (_, seed) => seed);
    const at = seeds.map((seed) => 1 + Math.floor(seededRandom(seedFor(seed, scenario.folder))() * calls));
    const ends = await Promise.all(at.map((call) => killAt(call, scenario, signal)));
    for (const [index, found] of ends.entries()) expect(found, `killed at call ${at[index]}`).toEqual(end);
  },
);
