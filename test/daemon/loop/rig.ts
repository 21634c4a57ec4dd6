import { onTestFinished } from 'vitest';
import { ManualClock, systemClock } from '../../../src/core/clock.ts';
import { startDaemon, type Daemon, type DaemonOptions, type Log } from '../../../src/daemon/daemon.ts';
import type { CycleResult, DaemonEvent, DaemonStatus } from '../../../src/daemon/status.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../src/simulator/server.ts';
import { openTestAws } from '../../aws/endpoint.ts';
import { REGION, sdkOn, type Sdk } from '../../support/clients.ts';
import { fixtureNamed } from '../../support/fixtures.ts';
import { inProcess } from '../../support/in-process.ts';
import { momentOf, restore, type Moment } from '../../support/moment.ts';
import { stacksFixture } from '../../support/stacks.ts';

export const INTERVAL = 30_000;

/** Stands still until it is moved, save for the moment that the watcher waits for an editor, who lives in real time. */
class LoopClock extends ManualClock {
  sleepers = 0;
  /** Calls that AWS has not answered yet, save for those that wait for messages. */
  calls = 0;

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms === 100) return systemClock.sleep(ms, signal);
    this.sleepers += 1;
    try {
      await super.sleep(ms, signal);
    } finally {
      this.sleepers -= 1;
    }
  }
}

/** A line of the log. */
export interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Rig {
  readonly daemon: Daemon;
  readonly clock: LoopClock;
  readonly simulator: Simulator;
  readonly sdk: Sdk;
  readonly lines: Line[];
  readonly status: () => DaemonStatus;
  readonly events: (kind: DaemonEvent['kind']) => string[];
  /** Waits for the end of a cycle, begun by the time that passes or by what was done before. */
  readonly cycle: (passMs?: number) => Promise<CycleResult>;
  /** Lets cycles pass until one does nothing and waits for nothing. */
  readonly settle: () => Promise<CycleResult>;
  /** Waits until the status is so. */
  readonly until: (is: (status: DaemonStatus) => boolean) => Promise<DaemonStatus>;
}

const settings = { provisioningMs: 0, networkInterfaceLingerMs: 0 };

/** A daemon on a simulated account, with time in the test's hands. */
export async function startRig(
  folder: string,
  options: Partial<DaemonOptions> = {},
  simulated: SimulatorOptions = {},
): Promise<Rig> {
  const clock = new LoopClock();
  const fixture = fixtureNamed('content-routing');
  const simulator = await startSimulator({ clock, fixture, settings, ...simulated });
  onTestFinished(() => simulator.close());
  return startOn({ clock, simulator }, folder, options);
}

/** A daemon on an account that stands already. */
export async function startOn(
  { clock, simulator }: Pick<Rig, 'clock' | 'simulator'>,
  folder: string,
  options: Partial<DaemonOptions> = {},
): Promise<Rig> {
  const lines: Line[] = [];
  const daemon = await startDaemon({
    folder,
    environment: {},
    owner: 'default',
    intervalMs: INTERVAL,
    prunes: { most: 5, share: 0.2 },
    version: '0.0.0',
    places: (hooks) =>
      Promise.resolve([
        {
          name: 'default',
          region: REGION,
          open: (signal) =>
            openTestAws(simulator.url, { ...hooks, signal, connect: counted(inProcess(simulator), clock) }),
        },
      ]),
    log: logInto(lines),
    clock,
    steady: clock,
    // In the middle: a tenth more or less is none, and half of each back-off.
    random: () => 0.5,
    ...options,
  });
  onTestFinished(() => daemon.stop());
  const { store } = daemon;
  const status = (): DaemonStatus => store.status;
  const until = (is: (status: DaemonStatus) => boolean): Promise<DaemonStatus> =>
    new Promise((resolve) => {
      if (is(store.status)) return resolve(store.status);
      const stop = store.subscribe(({ status: now }) => {
        if (!is(now)) return;
        stop();
        // The queue goes on behind the cycle's own end.
        setImmediate(() => resolve(now));
      });
    });
  let seen = 0;
  const cycle = async (passMs = 0): Promise<CycleResult> => {
    if (passMs > 0) clock.advance(passMs);
    const now = await until(({ places: [place] }) => (place?.cycle?.number ?? 0) > seen && place?.phase === 'idle');
    const { cycle: ended } = now.places[0]!;
    seen = ended!.number;
    return ended!;
  };
  const settle = async (): Promise<CycleResult> => {
    for (let last = await cycle(); ; last = await cycle(INTERVAL)) if (last.outcomes.length === 0) return last;
  };
  const events = (kind: DaemonEvent['kind']): string[] =>
    store.events().flatMap((event) => (event.kind === kind ? [`${event.id ?? ''} ${event.message}`.trim()] : []));
  return { daemon, clock, simulator, sdk: sdkOn(simulator.url), lines, status, events, cycle, settle, until };
}

type Connect = ReturnType<typeof inProcess>;

/** The same way to AWS, with a count of the calls that are under way. */
export function counted(connect: Connect, clock: LoopClock): Connect {
  return (service) => {
    const connection = connect(service);
    if (service === 'sqs') return connection;
    return {
      ...connection,
      async send(...call) {
        clock.calls += 1;
        try {
          return await connection.send(...call);
        } finally {
          clock.calls -= 1;
        }
      },
    };
  };
}

const built = new Map<string, Promise<Moment>>();

/** An account on which stacks stand as a folder asks: a daemon builds it once, and each test has a copy. */
export async function standing(
  name: string,
  folder: string,
  simulated: SimulatorOptions = {},
): Promise<Pick<Rig, 'clock' | 'simulator' | 'sdk'>> {
  const moment = built.get(name) ?? build(folder);
  built.set(name, moment);
  const { at, state } = await moment;
  const clock = new LoopClock(at);
  // With ids of its own, so that none is given twice.
  const simulator = await startSimulator({ clock, settings, seed: 1_000, ...simulated });
  onTestFinished(() => simulator.close());
  restore(simulator.world(), state);
  return { clock, simulator, sdk: sdkOn(simulator.url) };
}

async function build(folder: string): Promise<Moment> {
  const rig = await startRig(folder, {}, { fixture: stacksFixture });
  await passUntil(rig, isSettled);
  await rig.daemon.stop();
  return momentOf(rig.simulator.world());
}

/** Lets time go by, and whatever it brings happen, until a cycle has ended that is so. */
export async function passUntil(rig: Rig, is: (cycle: CycleResult) => boolean): Promise<CycleResult> {
  const last = (): CycleResult | undefined => rig.status().places[0]?.cycle;
  for (let steps = 0; steps < 10_000; steps += 1) {
    const cycle = last();
    if (cycle !== undefined && rig.status().places[0]?.phase === 'idle' && is(cycle)) return cycle;
    rig.clock.advance(250);
    await workDone(rig.clock);
  }
  const open = last()?.plan.changes.filter(({ action }) => action !== 'noop');
  throw new Error(`it never came to that: ${JSON.stringify(open)}`);
}

/** A call that takes so many turns waits for time to go by. */
const MOST_TURNS = 50;

/** Until AWS and the folder have answered what they were asked: else more time would go by on a busy machine than on another. */
async function workDone(clock: LoopClock): Promise<void> {
  const isAtWork = (): boolean => clock.calls > 0 || isReadingFiles();
  for (let turn = 0; turn === 0 || (isAtWork() && turn < MOST_TURNS); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 1));
}

function isReadingFiles(): boolean {
  return process.getActiveResourcesInfo().some((kind) => kind.startsWith('FSReq'));
}

/** Lets so much time go by, and all that it brings. */
export async function pass(rig: Rig, ms: number): Promise<CycleResult> {
  const until = rig.clock.now() + ms;
  return passUntil(rig, () => rig.clock.now() >= until);
}

/** Whether a cycle found nothing to do, and did nothing. */
export function isSettled({ plan, outcomes }: CycleResult): boolean {
  return outcomes.length === 0 && plan.changes.every(({ action }) => action === 'noop');
}

function logInto(lines: Line[]): Log {
  const at =
    (level: string) =>
    (fields: object, message: string): void =>
      void lines.push({ level, message, fields: fields as Line['fields'] });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), fatal: at('fatal') } as Log;
}
