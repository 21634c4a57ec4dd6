import { sameJson } from '../core/json.ts';
import type { Folder, Problem } from '../core/problem.ts';
import { problemOf } from '../schema/fault.ts';
import { shapeOf } from '../schema/shape.ts';
import { understand } from '../schema/understand.ts';
import { validate } from '../schema/validate.ts';
import { configFilesOf, readConfigFile } from '../source/config-file.ts';
import { faultsOf } from './check.ts';
import { configSchema, type Config } from './schema.ts';

/** A folder's configuration: absent where the folder has none, and where there are problems. */
export interface Configured {
  readonly config?: Config;
  readonly problems: readonly Problem[];
}

/** Reads a folder's evenkeel.yaml. */
export async function readConfig(dir: string): Promise<Configured> {
  return parseConfig(await readConfigFile(dir));
}

/**
 * The configuration of a set of folders and files: each folder's own, and for a file that of the folder it lies in. Those that
 * have none go by the one that is found; two that say different things are a problem.
 */
export async function readConfigOf(sources: readonly string[]): Promise<Configured> {
  const [only, ...more] = sources;
  const places = await configFilesOf(sources);
  if (only !== undefined && more.length === 0 && places[0]?.folder === only) return readConfig(only);
  const read = await Promise.all(
    places.map(async ({ folder, file }) => ({ file, ...parseConfig(await readConfigFile(folder, file)) })),
  );
  const problems = read.flatMap((one) => one.problems);
  const [first, ...others] = read.filter(({ config }) => config !== undefined);
  const different = others.filter(({ config }) => !sameJson(config, first?.config));
  const contradictions = different.map(({ file }) => contradiction(file, first!.file));
  if (problems.length + contradictions.length > 0) return { problems: [...problems, ...contradictions] };
  return first?.config === undefined ? { problems } : { config: first.config, problems };
}

function contradiction(file: string, other: string): Problem {
  const message = `says something else than ${other}, and both are given`;
  return { file, position: { line: 1, column: 1 }, message, hint: 'give what belongs to one configuration at a time' };
}

function parseConfig({ documents, problems }: Folder): Configured {
  const [document, second] = documents;
  if (problems.length > 0 || document === undefined) return { problems };
  if (second !== undefined) {
    return { problems: [problemOf({ path: [], message: 'is a second document; the configuration is one' }, second)] };
  }
  const meant = understand(shapeOf(configSchema), document);
  const unfit = [...meant.faults, ...validate(configSchema, meant.value)];
  const config = meant.value as Config;
  const faults = unfit.length > 0 ? unfit : faultsOf(config);
  return faults.length > 0 ? { problems: faults.map((fault) => problemOf(fault, document)) } : { config, problems: [] };
}
