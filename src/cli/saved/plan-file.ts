import { existsSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { wrongInput, type EvenkeelError } from '../../core/errors.ts';
import { visible } from '../../core/visible.ts';
import { kinds } from '../../kinds/index.ts';
import { openPlan } from '../../report/saved/open.ts';
import { FORMAT, type SavedPlan } from '../../report/saved/saved-plan.ts';
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
  if (text.trim() === '' || text.slice(0, 200).includes(`"${FORMAT}"`)) return;
  throw wrongInput(`${path} was not written: it exists, and is no plan`, 'name another file with --out');
}

/** Only its owner may read it, and whoever reads sees the former file or all of the new one. */
export async function writePlanFile(path: string, saved: SavedPlan): Promise<void> {
  await refuseToOverwrite(path);
  const beside = `${path}.${crypto.randomUUID()}`;
  const file = await open(beside, 'wx', 0o600);
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
  const found = openPlan(await textOf(path), evenkeel);
  if (!('problem' in found)) return found;
  throw refusedPlan(path, found.problem, found.command);
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
