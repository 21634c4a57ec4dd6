import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import { driftsOn } from './story/drifts.ts';
import { startEvenkeel, type Started } from './story/processes.ts';

/*
 * The story of `npm start`: an AWS on this machine, the daemon that keeps it what manifests/ says, and somebody's hands in
 * it now and then. With `--once`, or where there is no terminal to press Ctrl-C on (`CI=true`), it ends when each drift has
 * been healed once.
 */

const isOnce = process.argv.includes('--once') || process.env['CI'] === 'true';
const pauseMs = isOnce ? 0 : 15_000;
const intervalMs = 5_000;
/** Only to end what hangs. */
const tooLongMs = 120_000;

const region = 'ap-northeast-2';
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function paint(style: 'bold' | 'dim' | 'cyan' | 'yellow' | 'green', text: string): string {
  return colour ? styleText(style, text) : text;
}

/** A line of the daemon's log. */
interface Line {
  readonly msg: string;
  readonly id?: string;
  readonly what?: string;
  readonly url?: string;
}

const read = (text: string): Line => JSON.parse(text) as Line;

function startSimulator(): Started {
  const ground = ['--demo', '--fixture', 'scripts/story/callers.yaml'];
  return startEvenkeel(['simulator', '--port', '0', '--data-plane', ...ground], 'stdout');
}

function startDaemon(url: string, lock: string): Started {
  const flags = ['--listen', '127.0.0.1:0', '--interval', `${intervalMs}ms`, '--log-format', 'json', '--lock', lock];
  const environment = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: region };
  return startEvenkeel(['run', '-f', 'manifests', ...flags], 'stderr', { ...environment, AWS_ENDPOINT_URL: url });
}

/** Waits until everything that the page shows is in service. */
async function allReady(page: string, signal: AbortSignal): Promise<number> {
  for (;;) {
    const answer = await fetch(`${page}/api/v1/resources`, { signal });
    const { resources } = (await answer.json()) as { readonly resources: readonly { readonly ready: string }[] };
    if (resources.length > 0 && resources.every(({ ready }) => ready === 'True')) return resources.length;
    await sleep(200, undefined, { signal });
  }
}

function narrate(daemon: Started): void {
  daemon.onLine((text) => {
    const { msg, id = '', what = '' } = read(text);
    if (msg === 'drift found') say(`${paint('yellow', '  drift')}    ${id} ${what}`);
    if (msg === 'drift healed') say(`${paint('green', '  healed')}   ${id} ${what}`);
    if (msg === 'failed') say(`  failed   ${id} ${what}`);
  });
}

async function meddle(url: string, daemon: Started, signal: AbortSignal): Promise<void> {
  const drifts = driftsOn({
    endpoint: url,
    region,
    credentials: { accessKeyId: 'AKIASOMEBODY', secretAccessKey: 'test' },
  });
  const turns = isOnce ? drifts.length : Infinity;
  for (let turn = 0; turn < turns; turn += 1) {
    await sleep(pauseMs, undefined, { signal });
    const { what, make } = drifts[turn % drifts.length]!;
    say(`\n${paint('dim', 'by hand:')} ${what}`);
    const healed = daemon.line((text) => read(text).msg === 'drift healed');
    await Promise.all([within(healed, signal), make()]);
  }
}

/** Waits for what one of the two does, unless the story is told to stop or it takes far too long. */
async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = sleep(tooLongMs, undefined, { signal }).then(() => {
    throw new Error(`nothing came of it in ${tooLongMs / 1_000} s`);
  });
  return Promise.race([work, late]);
}

async function play(signal: AbortSignal): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'evenkeel-story-'));
  const running: Started[] = [];
  try {
    const simulator = startSimulator();
    running.push(simulator);
    const listening = await within(
      simulator.line((text) => text.startsWith('AWS')),
      signal,
    );
    const aws = /http:\S+/.exec(listening)?.[0] ?? '';
    say(`A simulated AWS listens on ${aws}, with the networks, instances and clusters of five scenarios in it.`);
    const daemon = startDaemon(aws, join(home, 'lock'));
    running.unshift(daemon);
    const started = await within(
      daemon.line((text) => read(text).msg === 'started'),
      signal,
    );
    const { url: page = '' } = read(started);
    say(`evenkeel keeps it what the five folders under manifests/ say. Watch it: ${paint('bold', page)}\n`);
    const count = await allReady(page, signal);
    say(`${count} manifests are in service. Every now and then somebody changes something by hand.`);
    if (!isOnce) say('Ctrl-C ends it.');
    narrate(daemon);
    await meddle(aws, daemon, signal);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    for (const one of running) await one.stop();
    rmSync(home, { recursive: true });
  }
  say(`\nThat was all on this machine. Next: README.md, or ${paint('cyan', 'node dist/evenkeel.js --help')}.`);
}

const stopping = new AbortController();
// Each as often as it comes: one Ctrl-C may come twice, from the terminal and through what started us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
await play(stopping.signal);
process.exit(0);
