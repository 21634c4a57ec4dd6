import { readFile } from 'node:fs/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { placesOf, type Place } from '../config/places.ts';
import { readConfig } from '../config/read.ts';
import { steadyClock } from '../core/clock.ts';
import { EvenkeelError } from '../core/errors.ts';
import { formatProblem } from '../core/problem.ts';
import { openLease, openLog, readPage, startDaemon, type Daemon, type Hooks, type Log } from '../daemon/daemon.ts';
import type { CommonOptions } from './options.ts';
import type { Session } from './session.ts';

interface RunOptions extends CommonOptions {
  /** In milliseconds. */
  readonly interval: number;
  readonly maxPrune: number;
  readonly maxPruneShare: number;
  readonly allowPrune?: string;
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

/** As sysexits.h has it: a fault in the program itself. */
const faultCode = 70;

export async function run(session: Session<RunOptions>): Promise<number> {
  const { options, clock } = session;
  const log = openLog({ level: options.logLevel, format: options.logFormat });
  const stopped = toStop();
  const daemon = await start(session, log);
  endOnFaults(log);
  const onHangup = (): void => daemon.trigger('signal');
  process.on('SIGHUP', onHangup);
  log.info({ folder: options.manifests, owner: options.owner, url: daemon.url }, 'started');
  log.info({ signal: await stopped }, 'stopping');
  process.off('SIGHUP', onHangup);
  const inTime = await Promise.race([goodbye(daemon), clock.sleep(longestGoodbyeMs).then(() => false)]);
  log.info({ inTime }, 'stopped');
  // A call that AWS still holds would keep the process.
  process.exit(0);
}

async function start(session: Session<RunOptions>, log: Log): Promise<Daemon> {
  const { options } = session;
  const { manifests: folder, owner, namespace, region, endpointUrl: endpoint, profile, gitPull, lease, lock } = options;
  const { tokenFile, hookSecretFile } = options;
  const [token, hookSecret, page] = await Promise.all([secretIn(tokenFile), secretIn(hookSecretFile), readPage()]);
  return startDaemon({
    folder,
    environment: process.env,
    places: (hooks) => placesIn(session, hooks, log),
    owner,
    version: packageJson.version,
    namespace,
    intervalMs: options.interval,
    prunes: { most: options.maxPrune, share: options.maxPruneShare, allowed: options.allowPrune },
    log,
    gitPull,
    lease: await openLease({ owner, lease, lock, region, endpoint, profile }),
    server: { listen: options.listen, token, hookSecret, page },
    reports: options,
  });
}

async function placesIn({ options }: Session<RunOptions>, hooks: Hooks, log: Log): Promise<readonly Place[]> {
  const { manifests, region, endpointUrl: endpoint, profile } = options;
  const { config, problems } = await readConfig(manifests);
  const [problem] = problems;
  if (problem !== undefined) throw refused(`no place is known: ${formatProblem(problem)}`, 'mend it and start again');
  const onCall: Hooks['onCall'] = (call) => {
    hooks.onCall(call);
    log.debug({ ...call }, 'aws call');
  };
  return placesOf(config, { clock: steadyClock, region, endpoint, profile, mayWrite: hooks.mayWrite, onCall });
}

async function secretIn(file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : (await readFile(file, 'utf8')).trim();
}

async function goodbye(daemon: Daemon): Promise<boolean> {
  await daemon.stop();
  return true;
}

function toStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
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

function refused(message: string, remedy: string): EvenkeelError {
  return new EvenkeelError({ code: 'manifest-invalid', retry: 'never', message, remedy });
}
