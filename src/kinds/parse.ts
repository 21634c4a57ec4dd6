import { pointer, type Folder, type Problem, type SourceDocument } from '../core/problem.ts';
import { annotationFaults, policyOf } from '../schema/annotations.ts';
import { envelope } from '../schema/envelope.ts';
import { originOf, type Variables } from '../schema/expand.ts';
import { problemOf, type Fault } from '../schema/fault.ts';
import { apiVersion, group } from '../schema/kind.ts';
import { didYouMean, nearest } from '../schema/nearest.ts';
import { shapeOf } from '../schema/shape.ts';
import { understand } from '../schema/understand.ts';
import { validate } from '../schema/validate.ts';
import { listed, show } from '../schema/words.ts';
import type { PlaceOf } from './check/folder.ts';
import { check } from './check/index.ts';
import { kinds } from './index.ts';
import { itemsOf } from './list.ts';
import { idOf, type Identity, type Manifest } from './manifest.ts';
import { secretsIn } from './secrets.ts';

/** A folder understood: what may be acted on, what is wrong, and what is therefore left alone. */
export interface Parsed {
  /** Valid by themselves and together, in the order of the folder. */
  readonly manifests: readonly Manifest[];
  /** The folder's own problems first, then those of each document. */
  readonly problems: readonly Problem[];
  /** Documents with problems, as far as they can be identified: what they describe must be neither changed nor pruned. */
  readonly invalid: readonly Identity[];
}

/** Turns documents into manifests, and says everything that is wrong with them at once. */
export function parseManifests(
  folder: Folder,
  placeOf: PlaceOf = everywhere,
  environment: Variables['environment'] = {},
): Parsed {
  const documents = folder.documents.flatMap(itemsOf);
  const variables = { environment, isSecret: secretsIn(documents) };
  const read = documents.map((document) => readDocument(document, variables));
  const manifests = read.flatMap((document) => document.manifest ?? []);
  const identities = read.map((document) => document.identity);
  const { sound, problems } = check(manifests, identities, placeOf);
  const written = read.flatMap((document) => document.problems).concat(problems);
  const good = new Set(sound.map((manifest) => manifest.source));
  return {
    manifests: sound,
    problems: [...folder.problems, ...sorted(written).map((problem) => withOrigin(problem, identities, variables))],
    invalid: identities.filter((identity) => !good.has(identity.source)),
  };
}

function everywhere(): string {
  return '';
}

interface Read {
  readonly identity: Identity;
  readonly problems: readonly Problem[];
  readonly manifest?: Manifest;
}

function readDocument(source: SourceDocument, variables: Variables): Read {
  const { value, faults: found } = meaningOf(source, variables);
  const identity = identityOf(source, value);
  const faults = bounded(found);
  const id = idOf(identity);
  if (faults.length > 0) return { identity, problems: faults.map((fault) => problemOf(fault, source, id)) };
  return { identity, problems: [], manifest: manifestOf(source, value) };
}

const most = 100;

/** Nobody reads a thousand problems of one document, and a hostile one could have millions. */
function bounded(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= most) return faults;
  return [...faults.slice(0, most), { path: [], message: `has ${faults.length - most} more problems` }];
}

/** What a document says, as its kind's schema understands it, and everything that is wrong with it. */
function meaningOf(source: SourceDocument, variables: Variables): { value: unknown; faults: Fault[] } {
  const { value } = source;
  if (!isObject(value))
    return { value, faults: [{ path: [], message: `a manifest must be a map, is ${show(value)}` }] };
  const header = headerFaults(value);
  const schema = schemas.get(value['kind'] as string);
  if (schema === undefined || header.length > 0) return { value, faults: header };
  const meant = understand(shapeOf(schema), source, variables);
  const reported = new Set(meant.faults.map(({ path }) => pointer(path)));
  // What has no value yet can't have a wrong one.
  const broken = validate(schema, meant.value).filter(({ path }) => !reported.has(pointer(path)));
  const faults = [...meant.faults, ...broken];
  const isReadable = !faults.some((fault) => fault.path[1] === 'annotations');
  return { value: meant.value, faults: isReadable ? [...faults, ...annotationsOf(meant.value)] : faults };
}

function headerFaults({ apiVersion: version, kind }: Record<string, unknown>): Fault[] {
  if (version === 'v1' && kind === 'List')
    return [{ path: [], message: 'a List needs a list of items', hint: 'write items: and the manifests below it' }];
  if (isForeign(version)) return [foreignFault(version)];
  return [...versionFaults(version), ...(schemas.has(kind as string) ? [] : [kindFault(kind)])];
}

const schemas = new Map(kinds.map((kind) => [kind.kind as string, envelope(kind)]));

function versionFaults(given: unknown): Fault[] {
  if (given === apiVersion) return [];
  if (given === undefined)
    return [{ path: [], message: '"apiVersion" is missing', hint: `write apiVersion: ${apiVersion}` }];
  return [{ path: ['apiVersion'], message: `must be ${apiVersion}, is ${show(given)}` }];
}

/** A manifest of something else, and not one of ours misspelt. */
function isForeign(given: unknown): boolean {
  return typeof given === 'string' && !given.startsWith(`${group}/`) && nearest(given, [apiVersion]) === undefined;
}

function foreignFault(given: unknown): Fault {
  const hint = "this folder is for evenkeel's manifests; list other files in .evenkeelignore";
  return { path: ['apiVersion'], message: `must be ${apiVersion}, is ${show(given)}`, hint };
}

function kindFault(given: unknown): Fault {
  const known = kinds.map((kind) => kind.kind);
  if (given === undefined) return { path: [], message: '"kind" is missing', hint: `one of ${known.join(', ')}` };
  const hint = typeof given === 'string' ? didYouMean(given, known) : undefined;
  return { path: ['kind'], message: `must be ${listed(known, 'or')}, is ${show(given)}`, hint };
}

function annotationsOf(value: unknown): Fault[] {
  const metadata = isObject(value) ? value['metadata'] : undefined;
  const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
  return isObject(annotations) ? annotationFaults(annotations as Record<string, string>) : [];
}

interface Document {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly spec: object;
}

/** The document must have passed its schema: that is what makes the type true. */
function manifestOf(source: SourceDocument, value: unknown): Manifest {
  const { kind, metadata, spec } = value as Document;
  const namespace = metadata.namespace ?? 'default';
  return {
    kind,
    namespace,
    name: metadata.name,
    id: `${kind}/${namespace}/${metadata.name}`,
    labels: metadata.labels ?? {},
    policy: policyOf(metadata.annotations ?? {}),
    spec,
    source,
    document: value,
  } as Manifest;
}

function identityOf(source: SourceDocument, meant: unknown): Identity {
  const value = isObject(meant) ? meant : {};
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const { name, namespace = 'default' } = metadata;
  return {
    source,
    ...(typeof value['kind'] === 'string' ? { kind: value['kind'] } : {}),
    ...(typeof namespace === 'string' ? { namespace } : {}),
    ...(typeof name === 'string' ? { name } : {}),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A wrong value that a variable gave is put right where the variable is set. */
function withOrigin(problem: Problem, identities: readonly Identity[], variables: Variables): Problem {
  const { file, manifest, path } = problem;
  if (path === undefined) return problem;
  const identity = identities.find((one) => one.source.file === file && idOf(one) === manifest);
  const text = textAt(identity?.source.value, path.split('/').slice(1));
  const origin = text === undefined ? undefined : originOf(text, variables);
  if (origin === undefined) return problem;
  return { ...problem, hint: problem.hint === undefined ? origin : `${problem.hint}; ${origin}` };
}

/** The text at the end of a path, or where a single one stands for a list. */
function textAt(value: unknown, [first, ...rest]: readonly string[]): string | undefined {
  if (typeof value === 'string') return value;
  if (first === undefined || typeof value !== 'object' || value === null) return undefined;
  return textAt((value as Record<string, unknown>)[first.replaceAll('~1', '/').replaceAll('~0', '~')], rest);
}

/** By place, so that a file's problems are read from its top to its end. */
function sorted(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) =>
      Number(a.file > b.file) - Number(a.file < b.file) ||
      a.position.line - b.position.line ||
      a.position.column - b.position.column,
  );
}
