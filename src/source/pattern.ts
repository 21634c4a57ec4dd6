import { readdir, stat } from 'node:fs/promises';
import { matchesName } from './ignore.ts';

/** Whether a path that is given names no single place, but all that look like it. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/**
 * The paths that a pattern stands for where no shell has put them there, in order; none where nothing is like it. `*`, `?` and `**`
 * mean what they mean in .evenkeelignore, and as in a shell nothing that begins with a dot is meant by them.
 */
async function pathsLike(pattern: string): Promise<string[]> {
  const [first = '', ...others] = pattern.split('/').filter((part, index) => part !== '' || index === 0);
  const found = first === '' ? await below('/', others) : await below('', [first, ...others]);
  return found.sort();
}

async function below(folder: string, [part, ...others]: readonly string[]): Promise<string[]> {
  if (part === undefined) return [folder];
  if (part === '**') return [...(await below(folder, others)), ...(await deeper(folder, others))];
  if (!isPattern(part)) return others.length > 0 || (await isThere(folder + part)) ? next(folder, part, others) : [];
  const names = await namesIn(folder);
  const meant = names.filter(({ name }) => !name.startsWith('.') && matchesName(part, name));
  return joined(meant.map(({ name }) => next(folder, name, others)));
}

async function deeper(folder: string, others: readonly string[]): Promise<string[]> {
  const folders = (await namesIn(folder)).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return joined(folders.map(({ name }) => below(`${folder}${name}/`, ['**', ...others])));
}

function next(folder: string, name: string, others: readonly string[]): Promise<string[]> {
  return others.length === 0 ? Promise.resolve([folder + name]) : below(`${folder}${name}/`, others);
}

async function joined(parts: readonly Promise<string[]>[]): Promise<string[]> {
  return (await Promise.all(parts)).flat();
}

async function namesIn(folder: string): Promise<{ name: string; isDirectory: () => boolean }[]> {
  return readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(() => []);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** What is given, with each pattern replaced by the paths like it; a pattern that nothing is like stays, to be reported. */
export async function withoutPatterns(given: readonly string[]): Promise<string[]> {
  const found = given.map(async (path) => {
    if (!isPattern(path) || (await isThere(path))) return [path];
    const paths = await pathsLike(path);
    return paths.length === 0 ? [path] : paths;
  });
  return joined(found);
}
