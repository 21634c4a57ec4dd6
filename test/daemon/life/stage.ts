import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Finding } from '../../../src/daemon/status.ts';
import type { SimulatorOptions } from '../../../src/simulator/server.ts';
import { openAccount, type Account } from '../../cli/account.ts';
import { Executable } from '../../cli/executable.ts';
import { folderOf, manifestsOf } from '../../support/folders.ts';

/** A line of the log: pino's own fields, and those of the message. */
export interface Line {
  readonly level: string;
  readonly msg: string;
  readonly place?: string;
  readonly id?: string;
  /** Those of whom the same is said. */
  readonly ids?: readonly string[];
  readonly manifest?: string;
  readonly what?: string;
  readonly [field: string]: unknown;
}

/** What the API sends at every change: see src/daemon/http/api/status-json.ts. */
export interface Seen {
  readonly status: {
    readonly role: string;
    readonly folder: { readonly manifests: number; readonly problemCount: number; readonly problems: string[] };
    readonly places: readonly PlaceSeen[];
  };
  readonly findings: readonly Finding[];
}

export interface PlaceSeen {
  readonly name: string;
  readonly phase: string;
  readonly lastSuccess?: number;
  readonly failure?: { readonly message: string; readonly since: number; readonly attempts: number };
  readonly cycle?: {
    readonly number: number;
    readonly endedAt: number;
    readonly trigger: string;
    readonly manifests: number;
    readonly ready: number;
    readonly stalled: number;
    readonly changed: number;
    readonly failed: number;
  };
}

/** Whom lines are about. */
export function idsIn(lines: readonly Line[]): string[] {
  return lines.flatMap(({ id, ids = id === undefined ? [] : [id] }) => ids);
}

/** One run of the daemon, from its start to its end. */
export interface Life {
  readonly url: string;
  /** All that was logged so far. */
  readonly lines: readonly Line[];
  /** The lines of a message, e.g. `drift found`. */
  readonly logged: (message: string) => readonly Line[];
  /** Waits until a line is logged, and takes those that were logged before. */
  readonly said: (is: (line: Line) => boolean) => Promise<Line>;
  /** What the API answers at a path below /api/v1. */
  readonly api: <T>(path: string) => Promise<T>;
  /** Waits until it is so: asked now, and again at each change that the API's stream sends. */
  readonly until: (is: (seen: Seen) => boolean | Promise<boolean>) => Promise<Seen>;
  /** Waits until every place has ended a cycle that began after this call. */
  readonly another: () => Promise<Seen>;
  /** Waits until such a cycle found everything ready and nothing to write. */
  readonly settled: () => Promise<Seen>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Ends it; gives its exit code, null where it was killed. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export interface Stage extends Account {
  readonly executable: Executable;
  /** The folder that the daemon keeps, for the test to write into. */
  readonly folder: string;
  /** A place for other files. */
  readonly home: string;
  /** Starts the daemon; a flag that is given again here is the one that counts. */
  readonly start: (flags?: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<Life>;
}

export interface StageOptions extends SimulatorOptions {
  /** The files of the folder; without any, a copy of the content-routing tour. */
  readonly files?: Readonly<Record<string, string | readonly unknown[]>>;
  /** Another scenario instead of the tour. */
  readonly scenario?: string;
}

/** A simulated account, a folder of manifests, and the daemon as a process that keeps the account as the folder asks. */
export async function openStage({ files, scenario, ...simulated }: StageOptions = {}): Promise<Stage> {
  // Each test has its own, for test files share this module.
  const executable = new Executable(onTestFinished);
  const account = await openAccount(executable, simulated);
  const folder = folderOf(files ?? {});
  if (files === undefined) cpSync(manifestsOf(scenario ?? 'content-routing'), folder, { recursive: true });
  const home = folderOf({});
  const standard = ['-f', folder, '--lock', join(home, 'lock'), '--interval', '200ms', '--listen', '127.0.0.1:0'];
  return {
    ...account,
    executable,
    folder,
    home,
    start: (flags = [], environment = {}) =>
      live(executable, ['run', '--log-format', 'json', ...standard, ...flags], {
        ...account.environment,
        ...environment,
      }),
  };
}

async function live(
  executable: Executable,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Life> {
  const child = executable.start(args, environment);
  const exit = once(child, 'exit') as Promise<[number | null]>;
  child.stdout?.resume();
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  const log = createInterface({ input: child.stderr! });
  log.on('line', (text) => {
    lines.push(lineOf(text));
    for (const look of waiting) look();
  });
  const said: Life['said'] = (is) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find(is);
        if (found === undefined) return void waiting.add(look);
        waiting.delete(look);
        resolve(found);
      };
      log.once('close', () => reject(new Error(`it ended and never said it:\n${texts(lines)}`)));
      look();
    });
  const { url } = (await said(({ msg }) => msg === 'started')) as Line & { readonly url: string };
  const until: Life['until'] = async (is) => {
    for await (const seen of stream(url)) if (await is(seen)) return seen;
    throw new Error(`it ended and it was never so:\n${texts(lines)}`);
  };
  return {
    url,
    lines,
    logged: (message) => lines.filter(({ msg }) => msg === message),
    said,
    api: async <T>(path: string) => (await (await fetch(`${url}/api/v1/${path}`)).json()) as T,
    until,
    another: () => until(sinceNow(() => true)),
    settled: () => until(sinceNow(isSettled)),
    signal: (signal) => void child.kill(signal),
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exit;
      return code;
    },
  };
}

/** Whether every place is so after a cycle that began later than now. */
function sinceNow(is: (place: PlaceSeen) => boolean): (seen: Seen) => boolean {
  let before: ReadonlyMap<string, number> | undefined;
  return ({ status: { places } }) => {
    // What is under way may have looked before.
    before ??= new Map(places.map(({ name, phase, cycle }) => [name, (cycle?.number ?? 0) + Number(phase !== 'idle')]));
    return places.every((place) => (place.cycle?.number ?? 0) > before!.get(place.name)! && is(place));
  };
}

function isSettled({ cycle }: PlaceSeen): boolean {
  return cycle !== undefined && cycle.ready === cycle.manifests && cycle.changed === 0 && cycle.failed === 0;
}

/** The API's stream: what stands now, then every change. */
async function* stream(url: string): AsyncGenerator<Seen> {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const { body } = await fetch(`${url}/api/v1/stream`, { signal: ending.signal });
  let text = '';
  try {
    for await (const part of body!.pipeThrough(new TextDecoderStream())) {
      const messages = (text + part).split('\n\n');
      text = messages.pop()!;
      for (const message of messages) {
        const [, data] = /^event: (?:snapshot|status)\ndata: (.*)$/m.exec(message) ?? [];
        if (data !== undefined) yield { ...(JSON.parse(data) as Pick<Seen, 'status'>), ...(await findingsAt(url)) };
      }
    }
  } finally {
    ending.abort();
  }
}

async function findingsAt(url: string): Promise<Pick<Seen, 'findings'>> {
  return (await (await fetch(`${url}/api/v1/findings`)).json()) as Pick<Seen, 'findings'>;
}

function lineOf(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    // Node's own words, where it breaks.
    return { level: 'fatal', msg: text };
  }
}

function texts(lines: readonly Line[]): string {
  return lines.map((line) => JSON.stringify(line)).join('\n');
}
