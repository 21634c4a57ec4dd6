import { importsOf, type Import, type SourceFile } from './imports.ts';

/** One rule of the house: what breaks it, each as `file → import: why`. */
export interface Rule {
  readonly name: string;
  readonly broken: (sources: readonly SourceFile[]) => string[];
}

/** A folder may import from the folders on lower floors, and from itself. */
const floors: Readonly<Record<string, number>> = {
  core: 0,
  schema: 1,
  source: 2,
  aws: 2,
  resources: 3,
  kinds: 4,
  config: 4,
  diagnosis: 4,
  engine: 5,
  report: 5,
  daemon: 6,
  cli: 6,
  'main.ts': 7,
};

/** Who stands on no floor, and whom alone it may import. */
const apart: Readonly<Record<string, readonly string[]>> = { simulator: ['core/clock.ts'] };

/** Who may open the simulator. */
const simulatorDoor = 'cli/verbs/simulator.ts';

/** Where the command line starts the daemon: who, and by what. */
const daemonDoor = { by: 'cli/verbs/run.ts', file: 'daemon/daemon.ts' };

/** Types that may be borrowed from the same floor. */
const borrowed: readonly { readonly by: string; readonly file: string }[] = [
  { by: 'report/', file: 'engine/outcome.ts' },
];

/** What of an AWS object's folder the manifest kinds may see: its type, its tables, its normal forms. */
const visibleToKinds =
  /^resources\/[a-z-]+\/(?:type|attributes|health-check|normal|mixed-instances|content|conditions|transforms|security|subnets|service-connect)\.ts$/;

interface Door {
  readonly package: RegExp;
  readonly files: RegExp;
  /** Where its types may be named besides. */
  readonly types?: RegExp;
}

/** The one way in for each third-party package, and for each module of Node. */
const doors: readonly Door[] = [
  { package: /^yaml$/, files: /^source\// },
  { package: /^typebox$/, files: /^(?:schema|kinds|config)\// },
  { package: /^commander$/, files: /^cli\// },
  { package: /^preact(?:\/|$)/, files: /^daemon\/page\// },
  { package: /^pino$/, files: /^daemon\/log\.ts$/ },
  { package: /^chokidar$/, files: /^daemon\/loop\/watch\.ts$/ },
  { package: /^node:(?:child_process|stream)$/, files: /^daemon\/loop\/git\.ts$/ },
  { package: /^(?:hono|@hono\/node-server)(?:\/|$)|^prom-client$/, files: /^daemon\/http\// },
  { package: /^p-limit$/, files: /^aws\/call\.ts$/ },
  { package: /^@aws-sdk\/credential-providers$/, files: /^aws\/credentials\.ts$/ },
  { package: /^@aws-sdk\/client-/, files: /^(?:aws\/clients\/|simulator\/)/, types: /^(?:aws|resources)\// },
  { package: /^@smithy\/core\/schema$/, files: /^simulator\/codec\// },
  {
    package: /^node:(?:fs|fs\/promises|path)$/,
    files:
      /^(?:source|cli|simulator)\/|^daemon\/(?:reports\/(?:disk|report-dir)\.ts$|loop\/(?:path-parts|watch|work-tree)\.ts$|page\/read-page\.ts$|lease\/)/,
  },
  { package: /^node:https$/, files: /^daemon\/lease\/kubernetes-api\.ts$/ },
  { package: /^node:http$/, files: /^(?:daemon\/http|simulator)\// },
  { package: /^node:(?:events|util)$/, files: /^(?:cli\/|daemon\/loop\/loop\.ts$|simulator\/)/ },
  { package: /^node:readline\/promises$/, files: /^cli\// },
  { package: /^node:v8$/, files: /^cli\/process\/small-heap\.ts$/ },
  { package: /^node:os$/, files: /^daemon\/(?:lease\/|reports\/disk\.ts$)/ },
  { package: /^node:buffer$/, files: /^source\// },
  {
    package: /^node:crypto$/,
    files: /^(?:(?:core\/(?:json|ownership)|engine\/load)\.ts$|daemon\/(?:http|lease)\/|simulator\/(?:s3|sqs)\/)/,
  },
  { package: /^node:net$/, files: /^(?:core\/cidr\.ts|daemon\/http\/|kinds\/[a-z-]+\/check\/|simulator\/)/ },
];

/** The ways out of the process, and who may take them: only what cleans the text, or lets none out that is another's. */
const waysOut: readonly { readonly way: RegExp; readonly files: RegExp }[] = [
  {
    way: /\bprocess\.std(?:out|err)\b|\bconsole\./,
    files: /^cli\/(?:program|process\/(?:text-stream|session)|writing\/confirm)\.ts$/,
  },
  { way: /\bcreateInterface\(/, files: /^cli\/writing\/confirm\.ts$/ },
  {
    way: /\bnew Response\(|\bc\.(?:json|text|html|body)\(/,
    files: /^daemon\/http\/(?:requests\/answer|api\/stream-route)\.ts$/,
  },
  { way: /\bnew ReadableStream\b/, files: /^daemon\/http\/api\/stream\.ts$/ },
  { way: /\bmethod: 'POST'/, files: /^daemon\/(?:reports\/webhook\.ts$|page\/)/ },
  {
    way: /\b(?:writeFile|appendFile|createWriteStream)\(/,
    files:
      /^(?:cli\/verbs\/(?:crds|fmt)|cli\/(?:saved\/plan-file|writing\/write-folder)|daemon\/reports\/disk|daemon\/lease\/file-record)\.ts$/,
  },
];

/** Whatever these reach while running has no input, no output, no time and no chance in it. */
const pure =
  /^(?:core|schema|kinds|diagnosis|report)\/|^resources\/[a-z-]+\/(?:type|attributes|health-check|normal|mixed-instances)\.ts$/;

/** Where time comes in. */
const clock = 'core/clock.ts';

/** Packages that only calculate. */
const calculating = /^(?:typebox|node:crypto|node:net)$/;

const effects =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bperformance\.|\bset(?:Timeout|Interval|Immediate)\(|\bfetch\(|\bconsole\./;

export const rules: readonly Rule[] = [
  { name: 'imports lead to lower floors or stay in their folder', broken: againstFloors },
  { name: 'the simulator stands apart', broken: (sources) => eachImport(sources, againstSimulator) },
  { name: 'kinds see only the pure part of an AWS object', broken: (sources) => eachImport(sources, againstKinds) },
  { name: 'each package has one door', broken: (sources) => eachImport(sources, againstDoors) },
  { name: 'text leaves by a door that cleans it', broken: pastTheDoors },
  { name: 'what is pure reaches nothing that is not', broken: againstPurity },
  { name: 'no two files know each other, not even by their types', broken: circles },
  { name: 'what ends one piece of work leaves nothing on what ends all', broken: joinedSignals },
];

function againstFloors(sources: readonly SourceFile[]): string[] {
  const homeless = sources
    .filter(({ file }) => !(folderOf(file) in floors) && !(folderOf(file) in apart))
    .map(({ file }) => `${file}: ${folderOf(file)} has no floor`);
  return [...homeless, ...eachImport(sources, onFloors)];
}

function onFloors({ from, to, own, typeOnly }: Import): string | undefined {
  const [here, there] = [folderOf(from), folderOf(to)];
  if (!own || here === there || here in apart || there in apart || to.startsWith('../package.json')) return undefined;
  if (from === daemonDoor.by && to === daemonDoor.file) return undefined;
  if (typeOnly && borrowed.some(({ by, file }) => from.startsWith(by) && to === file)) return undefined;
  const [lower, upper] = [floors[there] ?? Infinity, floors[here] ?? -Infinity];
  return lower < upper ? undefined : `${there} (floor ${lower}) does not stand below ${here} (floor ${upper})`;
}

function againstSimulator({ from, to, own }: Import): string | undefined {
  const [here, there] = [folderOf(from), folderOf(to)];
  if (!own || here === there) return undefined;
  const allowed = apart[here];
  if (allowed !== undefined && !allowed.includes(to)) return `${here} imports only ${allowed.join(', ')} of ours`;
  return there in apart && from !== simulatorDoor ? `only ${simulatorDoor} opens the ${there}` : undefined;
}

function againstKinds({ from, to }: Import): string | undefined {
  const isHidden = from.startsWith('kinds/') && to.startsWith('resources/') && !visibleToKinds.test(to);
  return isHidden ? 'only types, tables and normal forms are for manifest kinds to see' : undefined;
}

function againstDoors({ from, to, own, typeOnly }: Import): string | undefined {
  if (own) return undefined;
  const door = doors.find((one) => one.package.test(to));
  if (door === undefined) return 'a package without a door';
  if (door.files.test(from) || (typeOnly && door.types?.test(from))) return undefined;
  return `its door is ${door.files.source}${door.types ? `, for types ${door.types.source}` : ''}`;
}

function pastTheDoors(sources: readonly SourceFile[]): string[] {
  return sources
    .filter(({ file }) => !(folderOf(file) in apart))
    .flatMap(({ file, text }) =>
      waysOut.flatMap(({ way, files }) => {
        const taken = files.test(file) ? null : way.exec(text);
        return taken === null ? [] : [`${file}: ${taken[0]} lets text out uncleaned; see core/visible.ts`];
      }),
    );
}

const knownEffects = new WeakMap<SourceFile, { readonly found: string | undefined }>();

function effectIn(source: SourceFile): string | undefined {
  const before = knownEffects.get(source) ?? { found: effects.exec(source.text)?.[0] };
  knownEffects.set(source, before);
  return before.found;
}

function againstPurity(sources: readonly SourceFile[]): string[] {
  const imports = new Map(sources.map((source) => [source.file, importsOf(source).filter((one) => !one.typeOnly)]));
  const own = new Map(sources.map((source) => [source.file, effectIn(source)]));
  return sources.filter(({ file }) => pure.test(file)).flatMap(({ file }) => taints(file));

  function taints(file: string): string[] {
    const reached = new Set([file]);
    const found: string[] = [];
    for (const one of reached) {
      const effect = one === clock ? undefined : own.get(one);
      if (effect !== undefined) found.push(`${file} → ${one}: it has ${effect} in it`);
      for (const { to, own: isOurs } of imports.get(one) ?? []) {
        if (isOurs) reached.add(to);
        else if (!calculating.test(to)) found.push(`${file} → ${one} → ${to}: it is not pure`);
      }
    }
    return found;
  }
}

/** Types count: whoever reads one of two files that know each other has to read both. */
function circles(sources: readonly SourceFile[]): string[] {
  const needs = new Map(
    sources.map((source) => [
      source.file,
      new Set(importsOf(source).flatMap(({ to, own, typeOnly, lazy }) => (own && (typeOnly || !lazy) ? [to] : []))),
    ]),
  );
  for (let shrunk = true; shrunk;) {
    shrunk = false;
    for (const [file, needed] of needs) {
      for (const one of needed) if (!needs.has(one)) needed.delete(one);
      if (needed.size === 0) shrunk = needs.delete(file);
    }
  }
  // What merely leads to a circle is none of it.
  return [...needs.keys()]
    .filter((file) => leadsTo(needs, file, file))
    .map(
      (file) =>
        `${file}: leads back to itself by ${[...needs.get(file)!].filter((one) => leadsTo(needs, one, file)).join(', ')}`,
    );
}

function leadsTo(needs: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const reached = new Set(needs.get(from));
  for (const one of reached) for (const next of needs.get(one) ?? []) reached.add(next);
  return reached.has(to);
}

/** Node 20 keeps a trace of each on every signal that it is made of, for as long as that one lasts. */
function joinedSignals(sources: readonly SourceFile[]): string[] {
  return sources
    .filter(({ text }) => /\bAbortSignal\.any\(/.test(text))
    .map(({ file }) => `${file}: AbortSignal.any grows with each use; listen to each signal, and stop listening`);
}

function eachImport(sources: readonly SourceFile[], fault: (one: Import) => string | undefined): string[] {
  return sources.flatMap(importsOf).flatMap((one) => {
    const why = fault(one);
    return why === undefined ? [] : [`${one.from} → ${one.to}: ${why}`];
  });
}

function folderOf(file: string): string {
  return file.split('/')[0]!;
}
