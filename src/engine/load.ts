import { scryptSync } from 'node:crypto';
import { placeNamesOf } from '../config/placing.ts';
import { readConfig, readConfigOf, type Configured } from '../config/read.ts';
import { sameJson } from '../core/json.ts';
import type { Folder, Problem } from '../core/problem.ts';
import type { Secret } from '../core/value.ts';
import { EvenkeelError } from '../core/errors.ts';
import { desire } from '../kinds/desire.ts';
import { idOf, type Identity } from '../kinds/manifest.ts';
import { parseManifests } from '../kinds/parse.ts';
import { readFolder, type ParsedFiles } from '../source/folder.ts';
import { labelOf } from '../source/label.ts';
import { readSet } from '../source/set.ts';
import type { Loaded } from './loaded.ts';
import { placed, withholding } from './placed.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What was read last, for who reads the same folder again and again: an unchanged folder gives the very same value. */
export class LoadMemory {
  readonly files: ParsedFiles = new Map();
  #last: { readonly folder: Folder; readonly configured: Configured; readonly loaded: Loaded } | undefined;

  once(folder: Folder, configured: Configured, understand: () => Loaded): Loaded {
    const last = this.#last;
    if (last !== undefined && isSameFolder(folder, last.folder) && sameJson(configured, last.configured))
      return last.loaded;
    const loaded = understand();
    this.#last = { folder, configured, loaded };
    return loaded;
  }
}

/** Documents that were not parsed anew are the same objects. */
function isSameFolder(one: Folder, other: Folder): boolean {
  return (
    one.documents.length === other.documents.length &&
    one.documents.every((document, index) => document === other.documents[index]) &&
    sameJson(one.problems, other.problems)
  );
}

/** Reads a folder and says what it asks for. */
export async function load(dir: string, environment: Environment, memory = new LoadMemory()): Promise<Loaded> {
  const label = await labelOf(dir);
  const [folder, configured] = await Promise.all([readFolder(dir, {}, memory.files, label), readConfig(dir)]);
  return memory.once(folder, configured, () => ({
    ...placed(understood(folder, configured, environment), configured),
    sources: [label],
  }));
}

/** Reads folders, files and standard input as one set, and says what it asks for. */
export async function loadSet(given: readonly string[], environment: Environment): Promise<Loaded> {
  const sources = await Promise.all(given.map(async (one) => ({ given: one, label: await labelOf(one) })));
  const [folder, configured] = await Promise.all([readSet(sources), readConfigOf(given)]);
  const loaded = placed(understood(folder, configured, environment), configured);
  return { ...loaded, sources: sources.map(({ label }) => label) };
}

function understood(folder: Folder, { config, problems }: Configured, environment: Environment): Loaded {
  // Where evenkeel.yaml can't be read, nobody knows which namespaces could be in each other's way.
  const placeOf = problems.length > 0 ? (namespace: string) => namespace : placeNamesOf(config);
  const parsed = parseManifests(folder, placeOf, environment);
  const secrets = secretsFrom(environment);
  const invalid = parsed.invalid.flatMap((identity) => idOf(identity) ?? []);
  const incomplete = incompleteness(folder.problems, parsed.invalid);
  const withhold = withholding(parsed.problems, parsed.manifests.length);
  return {
    manifests: parsed.manifests,
    wanted: desire(parsed.manifests, secrets.digest),
    problems: parsed.problems,
    invalid,
    secret: secrets.value,
    ...(withhold === undefined ? {} : { withhold }),
    ...(incomplete === undefined ? {} : { incomplete }),
  };
}

/** What a Service asks for is registered together with what others ask for: one that can't be read may have asked for any. */
function incompleteness(unread: readonly Problem[], invalid: readonly Identity[]): string | undefined {
  const [first] = unread;
  if (first !== undefined) return `a file can't be read (${first.file}:${first.position.line}: ${first.message})`;
  const service = invalid.find(({ kind }) => kind === undefined || kind === 'Service');
  if (service === undefined) return undefined;
  return `a manifest is invalid that is, or may be, a Service (${idOf(service) ?? service.source.file})`;
}

interface Secrets {
  readonly digest: (source: string) => string;
  readonly value: (secret: Secret) => string;
}

/** The digest stands in a tag that many may read: it is made slow to guess, and short. */
const digestBytes = 8;

/** Secrets come from the environment, at the moment of writing, and are kept nowhere. */
function secretsFrom(environment: Environment): Secrets {
  const read = (source: string): string | undefined => environment[source.replace(/^env:/, '')];
  return {
    digest(source) {
      const value = read(source);
      return value === undefined ? '' : scryptSync(value, source, digestBytes).toString('hex');
    },
    value({ $secret }) {
      const value = read($secret);
      if (value !== undefined) return value;
      throw new EvenkeelError({
        code: 'ref-unresolved',
        retry: 'never',
        message: `the secret ${$secret} is not set`,
        remedy: `set the environment variable ${$secret.replace(/^env:/, '')} and run again`,
      });
    },
  };
}
