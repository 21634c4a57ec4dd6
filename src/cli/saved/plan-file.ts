import { existsSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { wrongInput, type EvenkeelError } from '../../core/errors.ts';
import { visible } from '../../core/visible.ts';
import { kinds } from '../../kinds/index.ts';
import { openPlan } from '../../report/saved/open.ts';
import { FORMAT, type SavedPlan } from '../../report/saved/saved-plan.ts';
import { shellLine } from '../process/shell-words.ts';
import { failure } from '../../source/failure.ts';
import { kindNamed } from '../../schema/kind-named.ts';

/** A plan of ten thousand resources is a fifth of it. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What is written, or read, in a place where a kind may stand too: a file, where no kind is called so. */
export function planFileMeant(word: string | undefined): string | undefined {
  if (word === undefined || kindNamed(kinds, word.split('/', 1)[0]!) !== undefined) return undefined;
  return existsSync(word) || /[./\\]/.test(word) ? word : undefined;
}

/** A slip of the pen must not cost somebody a manifest. */
async function refuseToOverwrite(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.trim() === '' || isPlan(text)) return;
  throw wrongInput(`${path} was not written: it exists, and is no plan`, 'name another file with --out');
}

/** Only its owner may read it, and whoever reads sees the former file or all of the new one. */
export async function writePlanFile(path: string, saved: SavedPlan): Promise<void> {
  await refuseToOverwrite(path);
  const beside = `${path}.${crypto.randomUUID()}`;
  const file = await open(beside, 'wx', 0o600).catch((thrown: unknown) => {
    throw wrongInput(`${path} was not written: ${failure(thrown)}`, 'name a file in a folder that you may write to');
  });
  try {
    await file.writeFile(`${visible(JSON.stringify(saved, undefined, 2))}\n`);
    await file.sync();
    await file.close();
    await rename(beside, path);
  } catch (thrown) {
    await file.close().catch(() => undefined);
    await rm(beside, { force: true });
    throw thrown;
  }
}

export async function readPlanFile(path: string, evenkeel: string): Promise<SavedPlan> {
  if (await isForManifests(path)) {
    const remedy = `to apply manifests, pass them with -f: ${shellLine(['evenkeel', 'apply', '-f', path])}`;
    throw wrongInput(`nothing was done: ${path} is no plan`, remedy);
  }
  const found = openPlan(await textOf(path), evenkeel);
  if (!('problem' in found)) return found;
  throw refusedPlan(path, found.problem, found.command);
}

/** What a slip of the pen leaves out is the -f. */
async function isForManifests(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return true;
  return /\.ya?ml$/.test(path) && !isPlan(await readFile(path, 'utf8').catch(() => ''));
}

function isPlan(text: string): boolean {
  return text.slice(0, 200).includes(`"${FORMAT}"`);
}

async function textOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw refusedPlan(path, 'there is no such file');
  if (!found.isFile()) throw refusedPlan(path, 'it is no file');
  if (found.size > MOST_BYTES) throw refusedPlan(path, 'it is too large for a plan');
  return readFile(path, 'utf8');
}

/** Says what is wrong, and the command that plans again. */
export function refusedPlan(path: string, problem: string, command = `evenkeel plan --out ${path}`): EvenkeelError {
  return wrongInput(`nothing was done: the plan in ${path} can't be carried out: ${problem}`, `plan again: ${command}`);
}
