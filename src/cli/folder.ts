import { openAws, type Aws } from '../aws/ports.ts';
import { formatProblem } from '../core/problem.ts';
import { load, type Loaded } from '../engine/load.ts';
import { counted } from '../report/counted.ts';
import type { Session } from './session.ts';

export function loadFolder({ options }: Session): Promise<Loaded> {
  return load(options.manifests, process.env);
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
