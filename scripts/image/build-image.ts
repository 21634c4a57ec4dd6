import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { configOf, readDockerfile, type ImageConfig, type Stage } from './dockerfile.ts';

export interface BuiltImage {
  /** The folder that stands for `/`, without what the base has in it. */
  readonly root: string;
  readonly config: ImageConfig;
  /** What a base image or a package of its system brings, and this machine has to stand in for. */
  readonly borrowed: readonly string[];
}

/** Performs the steps of a Dockerfile on this machine, each stage in a folder of its own. */
export async function buildImage(context: string, into: string): Promise<BuiltImage> {
  const stages = readDockerfile(await readFile(join(context, 'Dockerfile'), 'utf8'));
  const admitted = await admittedBy(join(context, '.dockerignore'));
  const roots = new Map<string, string>();
  const borrowed: string[] = [];
  let root = into;
  for (const [index, stage] of stages.entries()) {
    root = join(into, stage.name ?? String(index));
    roots.set(stage.name ?? String(index), root);
    await mkdir(root, { recursive: true });
    await perform(stage, { root, context, admitted, roots, borrowed });
  }
  const last = stages.at(-1);
  if (last === undefined) throw new Error('the Dockerfile has no FROM');
  return { root, config: configOf(last), borrowed };
}

interface Site {
  readonly root: string;
  readonly context: string;
  readonly admitted: ReadonlySet<string>;
  readonly roots: ReadonlyMap<string, string>;
  readonly borrowed: string[];
}

/** These make no file. */
const configuring = new Set(['ARG', 'ENV', 'LABEL', 'USER', 'STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD']);

async function perform({ steps }: Stage, site: Site): Promise<void> {
  let folder = site.root;
  for (const { instruction, text } of steps) {
    if (instruction === 'WORKDIR') {
      folder = join(site.root, text);
      await mkdir(folder, { recursive: true });
    } else if (instruction === 'COPY') await copy(text, folder, site);
    else if (instruction === 'RUN') runIn(folder, text, site);
    else if (!configuring.has(instruction)) throw new Error(`${instruction} is not something that this script can do`);
  }
}

async function copy(text: string, folder: string, { root, context, admitted, roots, borrowed }: Site): Promise<void> {
  const [, from, rest = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(text) ?? [];
  const sources = rest.split(/\s+/);
  const target = sources.pop() ?? '';
  const destination = target.startsWith('/') ? join(root, target) : resolve(folder, target);
  const origin = from === undefined ? context : roots.get(from);
  if (origin === undefined) throw new Error(`COPY ${text}: there is no stage ${from}`);
  for (const source of sources) {
    if (from === undefined && !admitted.has(source)) throw new Error(`.dockerignore keeps ${source} out`);
    const path = join(origin, source);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined && from !== undefined) borrowed.push(basename(source));
    else if (found?.isDirectory() === true) await cp(path, destination, { recursive: true });
    else await cp(path, target.endsWith('/') ? join(destination, basename(source)) : destination);
  }
}

function runIn(folder: string, command: string, { borrowed }: Site): void {
  const [, packages] = /^apk add --no-cache (.+)$/.exec(command) ?? [];
  if (packages !== undefined) {
    borrowed.push(...packages.split(/\s+/));
    return;
  }
  if (/(?:^|[\s=])\//.test(command)) throw new Error(`RUN ${command}: an absolute path would be one of this machine`);
  process.stdout.write(`RUN ${command}\n`);
  // The packages may be here already; that spares the network, and changes nothing of what is installed.
  const env = {
    ...process.env,
    npm_config_prefer_offline: 'true',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`RUN ${command}: exit code ${status}\n${stdout}${stderr}`);
}

/** Read as a list of what is let in, which is how ours is written. */
async function admittedBy(file: string): Promise<ReadonlySet<string>> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [first, ...others] = lines;
  if (first !== '*' || others.some((line) => !line.startsWith('!')))
    throw new Error('.dockerignore is to keep everything out, and to let in by name');
  return new Set(others.map((line) => line.slice(1)));
}
