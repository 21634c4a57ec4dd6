import { execFile } from 'node:child_process';
import type { Revision } from '../status.ts';

/** How long a fetch may take before it counts as failed. */
const timeoutMs = 60_000;
const mostBytes = 4 * 1024 * 1024;

/** The commit of the working tree that holds a folder; undefined where there is none, or no git. */
export async function revisionOf(folder: string, signal: AbortSignal): Promise<Revision | undefined> {
  try {
    const status = await git(folder, ['status', '--porcelain=v2', '--branch', '--', '.'], signal);
    const commit = header(status, 'branch.oid');
    if (commit === undefined || commit === '(initial)') return undefined;
    const branch = header(status, 'branch.head');
    const subject = (await git(folder, ['log', '-1', '--format=%s'], signal)).trim();
    const dirty = status.split('\n').some((line) => line !== '' && !line.startsWith('#'));
    return { commit, subject, dirty, ...(branch === undefined || branch === '(detached)' ? {} : { branch }) };
  } catch {
    return undefined;
  }
}

/** Follows the upstream of the branch, forward only; throws with git's own words where that fails. */
export async function pull(folder: string, signal: AbortSignal): Promise<void> {
  await git(folder, ['fetch', '--quiet'], signal);
  await git(folder, ['merge', '--quiet', '--ff-only', '@{upstream}'], signal);
}

function header(status: string, name: string): string | undefined {
  return new RegExp(`^# ${name.replace('.', '\\.')} (.+)$`, 'm').exec(status)?.[1];
}

function git(folder: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  // Nobody is there to be asked for a password; a look must not keep others from writing to the index.
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  const options = { cwd: folder, env, signal, timeout: timeoutMs, maxBuffer: mostBytes };
  return new Promise((resolve, reject) => {
    execFile('git', [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(withoutPassword(stderr.trim() || error.message), { cause: error }));
    });
  });
}

/** An address may carry the credentials of the host. */
function withoutPassword(text: string): string {
  return text.replaceAll(/\/\/[^/@\s]+@/g, '//');
}
