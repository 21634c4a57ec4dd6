import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const VERSION = '5.2.1';

const run = promisify(execFile);
const caches = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const home = join(caches, `moto-${VERSION}`);

/** A program and its first arguments. */
export type Command = readonly [string, ...string[]];

/** How moto is started here: from the PATH, else from an environment of its own, which is made when it is first needed. */
export async function motoCommand(): Promise<Command | { readonly missing: string }> {
  if (spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0) return ['moto_server'];
  try {
    if (!existsSync(home)) await install();
    return serverIn(home);
  } catch (error) {
    const [reason = ''] = String(error).split('\n');
    return { missing: `moto ${VERSION} is neither on the PATH nor can it be installed (${reason})` };
  }
}

/** A Python with boto3, which comes with moto. Fails where there is none and none can be installed. */
export async function botoCommand(): Promise<Command> {
  if (spawnSync('python3', ['-c', 'import boto3'], { stdio: 'ignore' }).status === 0) return ['python3'];
  if (!existsSync(home)) await install();
  return [python(home)];
}

/** Made aside and then renamed, so that test files that run side by side never meet half an installation. */
async function install(): Promise<void> {
  const aside = join(caches, `moto-${VERSION}-${process.pid}`);
  await mkdir(caches, { recursive: true });
  try {
    await run('python3', ['-m', 'venv', aside]);
    await run(python(aside), ['-m', 'pip', 'install', '--quiet', `moto[server]==${VERSION}`]);
    await rename(aside, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function python(environment: string): string {
  return join(environment, 'bin', 'python');
}

/** Not by its own script, which names the directory that it was installed in. */
function serverIn(environment: string): Command {
  return [python(environment), '-m', 'moto.server'];
}
