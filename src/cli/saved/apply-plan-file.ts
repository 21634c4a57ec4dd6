import { EvenkeelError } from '../../core/errors.ts';
import { stepsIn } from '../../engine/cycle.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { changedManifests, changedPlan } from '../../report/saved/changed.ts';
import { plannedOf, type SavedPlan } from '../../report/saved/saved-plan.ts';
import type { Session } from '../process/session.ts';
import { connect } from '../scope/folder.ts';
import { selectionOf } from '../scope/select.ts';
import { planAndApply, type WritingVerb } from '../writing/plan-and-apply.ts';
import { version } from '../built-from.ts';
import type { ApplyOptions } from './asked.ts';
import { marksOf } from './marks.ts';
import { readPlanFile, refusedPlan } from './plan-file.ts';

/** Of what changed, so much is told. */
const MOST_LINES = 10;

type Applying = (session: Session<ApplyOptions>, asked: SavedPlan['asked'], aws: WritingVerb['aws']) => WritingVerb;

/** Plans anew from a fresh look, and carries that out only where it is the plan of the file. Gives the exit code. */
export async function applyPlanFile(
  session: Session<ApplyOptions>,
  path: string,
  name: string | undefined,
  applying: Applying,
): Promise<number> {
  const saved = await readPlanFile(path, version);
  const { asked, command } = saved;
  const refuse = (problem: string): never => {
    throw refusedPlan(path, problem, command);
  };
  for (const problem of otherwiseAsked(session, saved, name)) refuse(problem);
  const own: Session<ApplyOptions> = { ...session, interactive: false, options: optionsFor(session, saved) };
  const verb = applying(own, asked, await connect(own));
  return planAndApply(own, {
    ...verb,
    async read() {
      const loaded = await verb.read();
      const changed = changedManifests(saved.manifests, marksOf(loaded, selectionLeft(loaded, saved)));
      if (changed.length > 0) refuse(`manifests have changed since it was made:${listed(changed)}`);
      return loaded;
    },
    isExact: true,
    check(_, cycle) {
      const { account, region } = saved.plan;
      const { plan } = cycle;
      if (plan.account !== account || plan.region !== region)
        refuse(`it is for account ${account} in ${region}, and this is account ${plan.account} in ${plan.region}`);
      const changed = changedPlan(saved, plannedOf(plan, stepsIn(cycle)));
      if (changed.length > 0) refuse(`AWS has changed since it was made:${listed(changed)}`);
      session.say('info', `${path}: nothing has changed since it was made, at ${saved.madeAt}`);
    },
  });
}

/** What the command line says against the file, which has the last word on what it is about. */
function otherwiseAsked({ options }: Session<ApplyOptions>, { asked }: SavedPlan, name: string | undefined): string[] {
  const { owner, namespace, place, prune } = options;
  const differs = (given: string | undefined, was: string | undefined): boolean => given !== undefined && given !== was;
  return [
    ...(name === undefined ? [] : [`it says itself what it is about, and "${name}" is given besides`]),
    ...(owner === asked.owner ? [] : [`the owner "${asked.owner}" made it, and this is "${owner}"`]),
    ...(differs(namespace, asked.namespace)
      ? [`it is for ${asked.namespace ?? 'all namespaces'}, and not for the namespace "${namespace}"`]
      : []),
    ...(differs(place, asked.place)
      ? [`it is for ${asked.place ?? 'no named place'}, and not for the place "${place}"`]
      : []),
    ...(prune === true && !asked.prune ? ['it was made without --prune'] : []),
  ];
}

/** Nobody is asked: who made the file and whoever approved it have said yes. */
function optionsFor({ options, argv }: Session<ApplyOptions>, { asked }: SavedPlan): ApplyOptions {
  const { prune, adoptStrict, manifests, ...rest } = asked;
  const { prune: _, adoptStrict: __, ...given } = options;
  return {
    ...given,
    ...rest,
    // The environment may be about some other folder; what is written with -f is meant, e.g. where it is checked out now.
    manifests: argv.some((word) => /^(?:-f|--manifests)/.test(word)) ? options.manifests : manifests,
    ...(prune ? { prune } : {}),
    ...(adoptStrict ? { adoptStrict } : {}),
    yes: true,
  };
}

/** The selection of the plan; where what it names is gone, what it was. */
function selectionLeft(loaded: Loaded, { asked, manifests }: SavedPlan): (manifest: string) => boolean {
  const { kind, name, namespace } = asked;
  try {
    return selectionOf(loaded, { kind, name, namespace }).has;
  } catch (thrown) {
    if (thrown instanceof EvenkeelError) return (manifest) => manifest in manifests;
    throw thrown;
  }
}

function listed(lines: readonly string[]): string {
  const more = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map((line) => `\n  ${line}`);
  return `${shown.join('')}${more > 0 ? `\n  and ${more} more` : ''}\n`;
}
