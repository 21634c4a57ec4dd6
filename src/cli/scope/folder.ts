import type { Aws } from '../../aws/ports.ts';
import { wrongInput } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import { formatProblem } from '../../core/problem.ts';
import { loadSet } from '../../engine/load.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { withinNamespaces } from '../../engine/placed.ts';
import { counted } from '../../report/text/counted.ts';
import { didYouMean } from '../../schema/nearest.ts';
import { placeOf } from './place.ts';
import type { Session } from '../process/session.ts';

/** All that was given with -f, as one, whichever place its manifests belong to. */
export async function loadWhole(session: Session): Promise<Loaded> {
  const loaded = await loadSet(session.options.manifests, process.env);
  refuseEmptyNamespace(session, loaded);
  return loaded;
}

/** What of the folder belongs to the place that the verb is about. */
export async function loadFolder(session: Session): Promise<Loaded> {
  const loaded = await loadWhole(session);
  if (loaded.config === undefined) return loaded;
  const { namespaces = [] } = await placeOf(session);
  return withinNamespaces(loaded, namespaces);
}

/** More often a slip of the pen than a namespace that was emptied; which of the two, only the user knows. */
function refuseEmptyNamespace(session: Session, loaded: Loaded): void {
  const { manifests: folder, namespace } = session.options;
  if (namespace === undefined) return;
  const { manifests, invalid } = loaded;
  const known = new Set([
    ...manifests.map((manifest) => manifest.namespace),
    ...invalid.map((id) => id.split('/')[1]!),
  ]);
  if (known.has(namespace)) return;
  const others = known.size === 0 ? 'there are none at all' : `there are ${[...known].sort().join(', ')}`;
  reportProblems(session, loaded);
  throw wrongInput(
    `in ${folder.join(' and ')} no manifest is in the namespace "${namespace}" (${others})`,
    didYouMean(namespace, known) ?? 'name one that there is, or leave out --namespace',
  );
}

/** More often the wrong folder than one that was emptied. */
export function refuseNoManifest(
  session: Session,
  { manifests, problems }: Pick<Loaded, 'manifests' | 'problems'>,
): void {
  if (manifests.length > 0 || problems.length > 0) return;
  throw wrongInput(
    noManifestIn(session),
    'name the folder that has them with --manifests; files count that end in .yaml, .yml or .json',
  );
}

/** For a look: of a folder that was emptied it still shows what stands, and of a place, that others have the manifests. */
export function refuseNothing(session: Session, loaded: Loaded, { changes }: Plan, prunes = false): void {
  if (changes.length > 0 || loaded.isPart === true) return;
  if (!prunes || loaded.problems.length > 0 || loaded.manifests.length > 0) return refuseNoManifest(session, loaded);
  // Who says --prune may have emptied it, and nothing of it is left to be deleted by mistake.
  session.say('warn', `${noManifestIn(session)}, and nothing that was applied from there is left`);
}

function noManifestIn({ options }: Session): string {
  return `no manifest is in ${options.manifests.join(' and ')}`;
}

/** Tells what is wrong with the folder; whoever goes on without the invalid manifests says so with it. */
export function reportProblems(session: Session, { problems }: Loaded): void {
  if (problems.length === 0) return;
  for (const problem of problems) session.say('error', formatProblem(problem));
  session.say('error', `${counted(problems.length, 'problem')}; the resources they concern are left alone\n`);
}

export async function connect(session: Session): Promise<Aws> {
  const place = await placeOf(session);
  return place.open();
}
