import type { Folder, Problem } from '../core/problem.ts';
import { problemOf } from '../schema/fault.ts';
import { validate } from '../schema/validate.ts';
import { readConfigFile } from '../source/config-file.ts';
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

function parseConfig({ documents, problems }: Folder): Configured {
  const [document, second] = documents;
  if (problems.length > 0 || document === undefined) return { problems };
  if (second !== undefined) {
    return { problems: [problemOf({ path: [], message: 'is a second document; the configuration is one' }, second)] };
  }
  const unfit = validate(configSchema, document.value);
  const config = document.value as Config;
  const faults = unfit.length > 0 ? unfit : faultsOf(config);
  return faults.length > 0 ? { problems: faults.map((fault) => problemOf(fault, document)) } : { config, problems: [] };
}
