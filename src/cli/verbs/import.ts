import { wrongInput } from '../../core/errors.ts';
import { formatProblem } from '../../core/problem.ts';
import { lookToImport, type ImportFound } from '../../engine/import.ts';
import { loadSet } from '../../engine/load.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { besideFolder } from '../../engine/import-selection.ts';
import { kinds } from '../../kinds/index.ts';
import { kindNamed } from '../../schema/kind-named.ts';
import { didYouMean } from '../../schema/nearest.ts';
import { counted } from '../../report/text/counted.ts';
import { connect } from '../scope/folder.ts';
import { textOf, writeFolder } from '../writing/write-folder.ts';
import { filesOf, type Split } from './import-files.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface ImportVerbOptions extends CommonOptions {
  readonly out?: string;
  readonly all?: true;
  readonly tag?: Readonly<Record<string, string>>;
  readonly vpc?: string;
  readonly adopt?: true;
  readonly split: Split;
  readonly force?: true;
  readonly diff?: string;
}

/** Writes manifests for what stands. */
export async function importStacks(
  session: Session<ImportVerbOptions>,
  given: readonly string[] = [],
): Promise<number> {
  const names = given.map(withoutKind);
  const { options, say } = session;
  const { diff, out, all = diff !== undefined, tag: tags = {}, vpc, owner, namespace = 'default' } = options;
  if (out === undefined && diff === undefined)
    throw wrongInput('where to write is not said', 'name a folder with --out, or - to print');
  if (names.length === 0 && !all && options.tag === undefined && vpc === undefined) {
    throw wrongInput('what to import is not said', 'name load balancers, or pass --all, --tag or --vpc');
  }
  const aws = await connect(session);
  const selection = { names, all, tags, vpc };
  const found = await lookToImport({
    aws,
    owner,
    namespace,
    selection,
    onProgress: (type, count) => say('info', `read ${counted(count, type.replaceAll('-', ' '))}`),
  });
  reportLeftAlone(session, found);
  await reportMissing(session, found);
  if (diff !== undefined) return printBeside(session, found, await loadSet([diff], process.env));
  const files = filesOf(found.stacks, options.split);
  if (files.length === 0) {
    if (found.missing.length === 0) say('error', 'nothing was found to import');
    return 1;
  }
  const adopts = options.adopt === true;
  if (out === '-') session.print(files.map((file) => textOf(file, adopts)).join('---\n'));
  else if (out !== undefined) {
    await writeFolder(session, out, files, { force: options.force === true, adopts });
    const next = adopts ? '' : '; to take them over, import with --adopt';
    say('info', `evenkeel plan -f ${out} shows what would change${next}`);
  }
  return found.unreadable.length > 0 || found.missing.length > 0 ? 1 : 0;
}

/** Who misspells a name gets it from those that there are. */
async function reportMissing({ say }: Session, { missing, names }: ImportFound): Promise<void> {
  if (missing.length === 0) return;
  const standing = await names();
  for (const name of missing) {
    const hint = didYouMean(name, standing) ?? hintOf(standing);
    say('error', `nothing that could be imported is called "${name}"; ${hint}`);
  }
}

/** As many names as a message lists. */
const MOST_NAMES = 8;

function hintOf(standing: readonly string[]): string {
  if (standing.length === 0) return 'no stack stands here: choose another region with --region, or another --profile';
  const all = [...new Set(standing)];
  const shown = all.slice(0, MOST_NAMES).join(', ');
  return `there is ${shown}${all.length > MOST_NAMES ? ', …; --all imports everything' : ''}`;
}

/** `lb/web` is what `get` calls what AWS calls `web`; a cluster and its service have a slash too. */
function withoutKind(given: string): string {
  const [kind = '', name] = given.split('/', 2);
  return name === undefined || kindNamed(kinds, kind) === undefined ? given : name;
}

/** What the verb says of what it has not written. */
function reportLeftAlone({ say }: Session, { leftAlone, unreadable }: ImportFound): void {
  for (const { live, why } of leftAlone) say('warn', `left alone: ${live.type} ${live.name ?? live.physical}: ${why}`);
  for (const { message } of unreadable) say('error', `some of it could not be read: ${message}`);
}

/** Prints what stands, is nobody's, and that no manifest of the folder claims. */
function printBeside({ print, say }: Session, { objects, unreadable }: ImportFound, loaded: Loaded): number {
  for (const problem of loaded.problems) say('error', formatProblem(problem));
  const beside = besideFolder(objects, loaded.wanted);
  for (const { type, name = '', physical } of beside) print(`${type} ${name} (${physical})`);
  if (unreadable.length > 0 || loaded.problems.length > 0) return 1;
  if (beside.length === 0) say('info', 'nothing is beside the folder');
  return beside.length === 0 ? 0 : 2;
}
