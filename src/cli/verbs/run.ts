import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { version } from '../built-from.ts';
import { awsRequestLimits } from '../../aws/request-limits.ts';
import { placesOf, type Place } from '../../config/places.ts';
import { readConfig } from '../../config/read.ts';
import { steadyClock } from '../../core/clock.ts';
import { wrongInput } from '../../core/errors.ts';
import { formatProblem } from '../../core/problem.ts';
import { openLease, openLog, readPage, startDaemon, type Daemon, type Hooks, type Log } from '../../daemon/daemon.ts';
import { interrupted } from '../process/interrupt.ts';
import { pruneLimit, type CommonOptions, type PruneOptions } from '../options.ts';
import type { Session } from '../process/session.ts';
import { keepHeapSmall } from '../process/small-heap.ts';
import { looksAt, readSharesOf, type LookOptions } from './run-looks.ts';

interface RunOptions extends CommonOptions, PruneOptions, LookOptions {
  /** In milliseconds. */
  readonly interval: number;
  readonly maxDeregisterShare: number;
  readonly events?: string;
  readonly trail: boolean;
  readonly gitPull?: true;
  readonly lease?: string;
  readonly lock?: string;
  readonly listen: string;
  readonly tokenFile?: string;
  readonly hookSecretFile?: string;
  readonly reportDir?: string;
  readonly history?: string;
  readonly notify?: readonly string[];
  readonly notifySlack?: readonly string[];
  readonly logFormat: 'text' | 'json';
}

/** AWS may hold a call for longer than whoever stops us is willing to wait. */
const longestGoodbyeMs = 9_000;

/** One Ctrl-C may come twice: from the terminal, and through what started us. */
const echoMs = 1_000;

/** As sysexits.h has it: a fault in the program itself. */
const faultCode = 70;

export async function run(session: Session<RunOptions>): Promise<number> {
  keepHeapSmall();
  const { options, clock } = session;
  const log = openLog({ level: options.logLevel, format: options.logFormat });
  endOnFaults(log);
  const stopped = toStop(log);
  const starting = start(session, log);
  const onHangup = (): void => {
    starting.then(
      (daemon) => daemon.trigger('signal'),
      () => undefined,
    );
  };
  process.on('SIGHUP', onHangup);
  const looks = looksAt(readSharesOf(options));
  const started = starting.then(({ url }) =>
    log.info({ folder: folderOf(options), owner: options.owner, url, ...looks }, 'started'),
  );
  // A lease that can't be reached may keep it from starting for long.
  await Promise.race([started, stopped]);
  log.info({ signal: await stopped }, 'stopping');
  process.off('SIGHUP', onHangup);
  const inTime = await Promise.race([goodbye(starting), clock.sleep(longestGoodbyeMs).then(() => false)]);
  log.info({ inTime }, 'stopped');
  // A call that AWS still holds would keep the process.
  process.exit(0);
}

async function start(session: Session<RunOptions>, log: Log): Promise<Daemon> {
  const { options } = session;
  const folder = folderOf(options);
  const { owner, namespace, region, endpointUrl: endpoint, profile, gitPull, lease, lock } = options;
  const { tokenFile, hookSecretFile } = options;
  const [token, hookSecret, page] = await Promise.all([
    secretIn('--token-file', tokenFile),
    secretIn('--hook-secret-file', hookSecretFile),
    readPage(),
  ]);
  return startDaemon({
    folder,
    environment: process.env,
    places: (hooks) => placesIn(session, hooks, log),
    owner,
    version,
    namespace,
    intervalMs: options.interval,
    prunes: pruneLimit(options),
    deregisterShare: options.maxDeregisterShare,
    ...readSharesOf(options),
    trail: options.trail,
    log,
    gitPull,
    lease: await openLease({ owner, lease, lock, region, endpoint, profile, environment: process.env }),
    server: { listen: options.listen, token, hookSecret, page },
    reports: options,
  });
}

/** It watches a folder as a whole: what comes through standard input, or stands beside, it would never see change. */
function folderOf({ manifests }: CommonOptions): string {
  const [folder = '', second] = manifests;
  if (second !== undefined) {
    throw wrongInput(
      `run takes one folder, but was given ${manifests.join(', ')}`,
      'pass the folder that contains them',
    );
  }
  if (folder === '-')
    throw wrongInput('run watches a folder, and standard input never changes', 'pass a folder with -f');
  if (statSync(folder, { throwIfNoEntry: false })?.isFile() !== true) return folder;
  throw wrongInput(`run watches a folder, and ${folder} is a file`, 'pass the folder that contains it');
}

async function placesIn({ options }: Session<RunOptions>, hooks: Hooks, log: Log): Promise<readonly Place[]> {
  const { region, endpointUrl: endpoint, profile } = options;
  const { config, problems } = await readConfig(folderOf(options));
  const [problem] = problems;
  if (problem !== undefined)
    throw wrongInput(`no place could be read: ${formatProblem(problem)}`, 'fix it and start again');
  const onCall: Hooks['onCall'] = (call) => {
    hooks.onCall(call);
    log.debug({ ...call }, 'aws call');
  };
  // Whoever budgets keeps to AWS's limits wherever the endpoint is.
  const limits = options.readBudget === undefined ? undefined : awsRequestLimits;
  const { mayWrite } = hooks;
  const places = await placesOf(config, { clock: steadyClock, region, endpoint, profile, limits, mayWrite, onCall });
  const looking = options.fullLook ? places.map((place) => ({ ...place, readShare: undefined })) : places;
  return options.events === undefined ? looking : hearingOf(looking, options.events);
}

/** A queue tells of one region. */
function hearingOf([place, second]: readonly Place[], events: string): readonly Place[] {
  if (place === undefined || second !== undefined)
    throw wrongInput(
      '--events names one queue, and evenkeel.yaml has several places',
      'write events for each place there',
    );
  return [{ ...place, events }];
}

async function secretIn(option: string, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (thrown) {
    throw wrongInput(`the file of ${option} can't be read: ${(thrown as Error).message}`, 'name a readable file');
  }
}

async function goodbye(starting: Promise<Daemon>): Promise<boolean> {
  const daemon = await starting;
  await daemon.stop();
  return true;
}

/** The first signal asks to stop; a second one leaves at once. */
function toStop(log: Log): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      const at = steadyClock.now();
      if (first === undefined) {
        first = { signal, at };
        resolve(signal);
      } else if (signal !== first.signal || at - first.at > echoMs) {
        log.warn({ signal }, 'exited at once');
        process.exit(interrupted);
      }
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
  });
}

/** Nobody knows any more what state it is in; whoever supervises starts it anew, and AWS tells the rest. */
function endOnFaults(log: Log): void {
  const end = (thrown: unknown): void => {
    const stack = thrown instanceof Error ? thrown.stack : String(thrown);
    log.fatal({ code: 'bug', stack }, 'fault');
    process.exit(faultCode);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
