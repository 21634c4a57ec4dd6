import { openAws, type Aws } from '../aws/ports.ts';
import { formatProblem } from '../core/problem.ts';
import { load, type Loaded } from '../engine/load.ts';
import { counted } from '../report/counted.ts';
import type { Session } from './session.ts';

export async function loadFolder(session: Session): Promise<Loaded> {
  const loaded = await load(session.options.manifests, process.env);
  tellEmptyNamespace(session, loaded);
  return loaded;
}

/** More often a slip of the pen than a namespace that was emptied; which of the two, only the user knows. */
function tellEmptyNamespace({ options: { namespace }, say }: Session, { manifests, invalid }: Loaded): void {
  if (namespace === undefined) return;
  const known = new Set([
    ...manifests.map((manifest) => manifest.namespace),
    ...invalid.map((id) => id.split('/')[1]!),
  ]);
  if (known.has(namespace)) return;
  const others = known.size === 0 ? 'there are none at all' : `there are ${[...known].sort().join(', ')}`;
  say('warn', `no manifest is in the namespace "${namespace}" (${others})`);
}

/** Tells what is wrong with the folder; whoever goes on without the invalid manifests says so with it. */
export function tellProblems(session: Session, { problems }: Loaded): void {
  if (problems.length === 0) return;
  for (const problem of problems) session.say('error', formatProblem(problem));
  session.say('error', `${counted(problems.length, 'problem')}; what they touch is left as it is\n`);
}

export function connect({ options, clock, say }: Session): Promise<Aws> {
  const { region, endpointUrl: endpoint, profile } = options;
  return openAws({
    clock,
    region,
    endpoint,
    profile,
    onCall: ({ service, operation, ms, outcome }) => say('debug', `${service} ${operation}: ${outcome}, ${ms} ms`),
  });
}
