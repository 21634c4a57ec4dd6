import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BuiltImage } from './build-image.ts';

/** A process that is kept as a container's would be: the image's user, a bare environment, one folder to write into. */
export interface Container {
  readonly image: BuiltImage;
  /** Stands for `/tmp`, the only place that can be written. */
  readonly scratch: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Whom the processes run as; nobody else than now where we are not free to choose. */
export function identityOf({ config }: BuiltImage): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [uid = Number.NaN, gid = uid] = (config.user ?? '').split(':').map(Number);
  if (!(uid > 0 && gid > 0))
    throw new Error(`USER ${config.user ?? ''}: not the number of somebody without privileges`);
  return { uid, gid };
}

/** Starts a command of the image; `node` is this machine's, which lets it write nowhere but into the scratch folder. */
export function start({ image, scratch, env }: Container, command: readonly string[]): ChildProcess {
  const [program, ...args] = command.map((word) => {
    const path = join(image.root, word);
    return word.startsWith('/') && existsSync(path) ? path : word;
  });
  if (program !== 'node') throw new Error(`${program} is not among what the image starts`);
  const options: SpawnOptions = {
    cwd: image.root,
    env: { PATH: process.env['PATH'], HOME: '/', TMPDIR: scratch, ...image.config.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...identityOf(image),
  };
  return spawn(process.execPath, [...confined(scratch), ...args], options);
}

/** Runs it to its end. */
export async function outcomeOf(
  container: Container,
  command: readonly string[],
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = start(container, command);
  const [[code], ...said] = await Promise.all([
    once(child, 'exit') as Promise<[number | null]>,
    ...[child.stdout, child.stderr].map((stream) => (stream === null ? '' : text(stream))),
  ]);
  return { code, said: said.join('').trim() };
}

/** Node's own guard takes the place of a read-only file system, and holds for root too. */
function confined(scratch: string): string[] {
  const major = Number.parseInt(process.versions.node, 10);
  return [
    major < 24 ? '--experimental-permission' : '--permission',
    ...(major < 25 ? [] : ['--allow-net']),
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    '--allow-fs-read=*',
    `--allow-fs-write=${scratch}`,
    '--allow-child-process',
  ];
}
