import { ok, strictEqual } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import packageJson from '../package.json' with { type: 'json' };
import { buildImage } from './image/build-image.ts';
import { identityOf, outcomeOf, start, type Container } from './image/container.ts';

/*
 * What the Dockerfile does, done without a Docker engine: its steps in a clean folder, and what comes of them run as the
 * image would be. Not seen here are the base images themselves.
 */

const context = join(import.meta.dirname, '..');
const example = 'content-routing';
const region = 'ap-northeast-2';

/** The image is to stay below 200 MB, and Node, git and the system take some 150 of them. */
const mostBytes = 20_000_000;
const readyWithinMs = 60_000;
const goneWithinMs = 10_000;

const site = await mkdtemp(join(tmpdir(), 'evenkeel-image-'));
const children: ChildProcess[] = [];
try {
  await check();
} finally {
  for (const child of children) child.kill('SIGKILL');
  await rm(site, { recursive: true, force: true });
}

async function check(): Promise<void> {
  // Whoever the image runs as is to find its way in.
  await chmod(site, 0o755);
  const image = await buildImage(context, join(site, 'stages'));
  const bytes = await sizeOf(image.root);
  report(`${(bytes / 1e6).toFixed(1)} MB go on top of what is this machine's here: ${image.borrowed.join(', ')}`);
  ok(bytes < mostBytes, `more than ${mostBytes} bytes`);

  const scratch = join(site, 'tmp');
  await mkdir(scratch);
  const { uid, gid } = identityOf(image);
  if (uid !== undefined && gid !== undefined) await chown(scratch, uid, gid);
  const manifests = await mountManifests();
  const bare: Container = { image, scratch, env: { EVENKEEL_MANIFESTS: manifests } };
  const { entrypoint } = image.config;

  const version = await outcomeOf(bare, [...entrypoint, '--version']);
  strictEqual(version.said, packageJson.version);
  const validated = await outcomeOf(bare, [...entrypoint, 'validate']);
  strictEqual(validated.code, 0, validated.said);
  report(`runs as user ${uid ?? process.getuid?.()}; ${validated.said}`);
  await checkDaemon(bare);
  report(`written: ${(await readdir(scratch, { recursive: true })).join(', ') || 'nothing that stayed'}`);
}

async function checkDaemon(bare: Container): Promise<void> {
  const { entrypoint, cmd, health, stopSignal } = bare.image.config;
  const fixture = join(site, 'fixture.yaml');
  await cp(join(context, 'test/fixtures', `${example}.yaml`), fixture);
  const simulator = keep(start(bare, [...entrypoint, 'simulator', '--port', '0', '--fixture', fixture]));
  const aws = await output(simulator, 'stdout', /AWS, simulated: (\S+)/);
  const daemon: Container = {
    ...bare,
    env: {
      ...bare.env,
      EVENKEEL_LISTEN: '127.0.0.1:0',
      AWS_ENDPOINT_URL: aws,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  };
  const running = keep(start(daemon, [...entrypoint, ...cmd]));
  const gone = once(running, 'exit') as Promise<[number | null]>;
  const url = await output(running, 'stderr', /"url":"([^"]+)"/);
  const healthy = await outcomeOf({ ...daemon, env: { EVENKEEL_LISTEN: new URL(url).host } }, health);
  strictEqual(healthy.code, 0, `the health check: ${healthy.said}`);
  await untilReady(url);
  for (const path of ['/', '/page.js', '/page.css']) {
    const answer = await fetch(`${url}${path}`);
    ok(answer.ok && (await answer.text()) !== '', `${path}: ${answer.status}`);
  }
  report(`healthy and ready at ${url}, with the page`);

  const stopped = performance.now();
  running.kill(stopSignal as NodeJS.Signals);
  const [code] = await gone;
  const tookMs = performance.now() - stopped;
  strictEqual(code, 0, `${stopSignal} ended it otherwise`);
  ok(tookMs < goneWithinMs, `${stopSignal} took ${tookMs} ms`);
  report(`${stopSignal} ended it with ${code} after ${tookMs.toFixed(0)} ms`);

  const dead = await outcomeOf({ ...daemon, env: { EVENKEEL_LISTEN: new URL(url).host } }, health);
  strictEqual(dead.code, 1, 'the health check does not see that nobody is there');
}

/** Lays the manifests as Kubernetes mounts a ConfigMap: each a link into a folder that can be swapped as a whole. */
async function mountManifests(): Promise<string> {
  const [mount, source] = [join(site, 'manifests'), join(context, 'manifests', example)];
  const revision = '..2026_01_01';
  await cp(source, join(mount, revision), { recursive: true });
  await symlink(revision, join(mount, '..data'));
  for (const file of await readdir(source)) await symlink(join('..data', file), join(mount, file));
  return mount;
}

async function untilReady(url: string): Promise<void> {
  const latest = performance.now() + readyWithinMs;
  for (;;) {
    const answer = await fetch(`${url}/readyz`);
    const words = await answer.text();
    if (answer.ok) return;
    ok(performance.now() < latest, `not ready: ${words}`);
    await sleep(200);
  }
}

/** Waits for a line that says something, and lets go of the rest. */
async function output(child: ChildProcess, where: 'stdout' | 'stderr', what: RegExp): Promise<string> {
  const stream = child[where];
  ok(stream);
  const heard: string[] = [];
  let found: string | undefined;
  for await (const line of createInterface(stream)) {
    heard.push(line);
    found = what.exec(line)?.[1];
    if (found !== undefined) break;
  }
  // Left alone, a full pipe would hold it up.
  stream.resume();
  if (found === undefined) throw new Error(`it ended without a word of ${what.source}:\n${heard.join('\n')}`);
  return found;
}

function keep(child: ChildProcess): ChildProcess {
  children.push(child);
  return child;
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function report(text: string): void {
  process.stdout.write(`${text}\n`);
}
