import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Revision } from '../status.ts';
import { isInWorkTree } from './work-tree.ts';

/** How long it may take to answer before it counts as failed. */
const timeoutMs = 60_000;
const mostOutput = 1_048_576;
/** How much of git's output is shown for a failure; the reason is at its end. */
const mostWords = 1_000;

/**
 * A repository's own programs are not run: with a hooks folder that is under version control, whoever may push to it would
 * have them run here, with our credentials.
 */
const settings = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'log.showSignature=false'];

/** These would have git look at another repository than the folder's. */
const elsewhere = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|NAMESPACE|PREFIX|OBJECT_DIRECTORY)$/;

/** What git says where there is no working tree, and what the system says where there is no git. */
const noTree = /not a git repository|cannot change to|ENOENT/;

/** The commit of the working tree that holds a folder; undefined where there is none, or no git. Throws where git refuses. */
export async function revisionOf(folder: string, signal: AbortSignal): Promise<Revision | undefined> {
  try {
    if (!(await isInWorkTree(folder))) return undefined;
    const status = await git(folder, ['status', '--porcelain=v2', '--branch', '--', '.'], signal);
    const commit = header(status, 'branch.oid');
    if (commit === undefined || commit === '(initial)') return undefined;
    const branch = header(status, 'branch.head');
    const subject = (await git(folder, ['log', '-1', '--format=%s'], signal)).trim();
    const dirty = status.split('\n').some((line) => line !== '' && !line.startsWith('#'));
    return { commit, subject, dirty, ...(branch === undefined || branch === '(detached)' ? {} : { branch }) };
  } catch (thrown) {
    if (noTree.test(String(thrown))) return undefined;
    throw thrown;
  }
}

/** Brings what the upstream has; throws with git's own words where that fails. */
export async function fetch(folder: string, signal: AbortSignal): Promise<void> {
  await git(folder, ['fetch', '--quiet'], signal);
}

/** Goes on to what was fetched, forward only. Nothing ends it halfway: no later one would get over what that leaves. */
export async function merge(folder: string): Promise<void> {
  await git(folder, ['merge', '--quiet', '--ff-only', '@{upstream}']);
}

function header(status: string, name: string): string | undefined {
  return new RegExp(`^# ${name.replace('.', '\\.')} (.+)$`, 'm').exec(status)?.[1];
}

/** In a session of its own, git has no terminal to ask at, hears no Ctrl-C, and ends together with all that it started. */
function git(folder: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const endings = signal === undefined ? [] : [signal, AbortSignal.timeout(timeoutMs)];
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const options = ['-C', folder, ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn('git', [...options, ...args], { env: surroundings(), detached: true, stdio: 'pipe' });
    const [said, complaints] = [heard(child.stdout), heard(child.stderr)];
    const fail = (why: string): void => reject(new Error(withoutPassword(why).slice(-mostWords)));
    const stopListening = (): void => {
      for (const ending of endings) ending.removeEventListener('abort', end);
    };
    const end = (): void => {
      stopListening();
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      fail(`git ${args[0]} ${signal?.aborted === true ? 'was stopped' : `took longer than ${timeoutMs / 1_000} s`}`);
    };
    for (const ending of endings) ending.addEventListener('abort', end);
    child.stdin.end();
    child.once('error', ({ message }) => {
      stopListening();
      fail(`git can't be started: ${message}`);
    });
    child.once('close', (code) => {
      stopListening();
      if (code === 0) resolve(said());
      else fail(complaints().trim() || `git ${args[0]} ended with ${code}`);
    });
  });
}

/** Nobody is there to be asked for a password; a look must not keep others from writing to the index. */
function surroundings(): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => !elsewhere.test(name));
  return { ...Object.fromEntries(ours), GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}

/** The beginning of a stream, up to a limit. */
function heard(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (part: string) => {
    if (text.length < mostOutput) text += part;
  });
  return () => text;
}

/** An address may carry the credentials of the host. */
function withoutPassword(text: string): string {
  return text.replaceAll(/\/\/[^/@\s]+@/g, '//');
}
