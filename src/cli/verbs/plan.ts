import type { Plan } from '../../core/plan.ts';
import { stepsIn, type Cycle } from '../../engine/cycle.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { costDelta } from '../../report/cost/delta.ts';
import { planDiff } from '../../report/plan/diff.ts';
import { planJson } from '../../report/plan/json.ts';
import { planMarkdown } from '../../report/plan/markdown.ts';
import { planText } from '../../report/plan/text.ts';
import { resources } from '../../resources/registry.ts';
import { toYaml } from '../../source/write.ts';
import { agreedBy } from '../writing/agreed.ts';
import { connect, loadFolder, refuseNothing, reportProblems } from '../scope/folder.ts';
import { selectionOf } from '../scope/select.ts';
import { lookTwice } from '../scope/look-twice.ts';
import { askedWith, savedBy, type PlanningOptions } from '../saved/asked.ts';
import { writePlanFile } from '../saved/plan-file.ts';
import { shellLine } from '../process/shell-words.ts';
import { allowableIn, limited, scopeOf, withPrune } from '../writing/prune.ts';
import type { Session } from '../process/session.ts';
import { verdictOf } from '../writing/verdict.ts';

interface PlanOptions extends PlanningOptions {
  readonly output: 'text' | 'diff' | 'json' | 'yaml' | 'markdown';
  readonly detailedExitcode?: true;
  readonly verbose?: true;
  /** The file to write it to. */
  readonly out?: string;
}

export async function plan(session: Session<PlanOptions>, kind?: string, name?: string): Promise<number> {
  const { options } = session;
  const { maxDeregisterShare, namespace, prune = false, detailedExitcode = false, adoptStrict = false, out } = options;
  const loaded = await loadFolder(session);
  reportProblems(session, loaded);
  const selection = selectionOf(loaded, { kind, name, namespace });
  const aws = await connect(session);
  const seen = await lookTwice(session, {
    aws,
    loaded: withPrune(loaded, prune),
    selection,
    agreed: agreedBy(adoptStrict),
    pruning: scopeOf(loaded, prune, options.allowPrune),
    deregisterShare: maxDeregisterShare,
    isToBeDone: out !== undefined,
  });
  refuseNothing(session, loaded, seen.plan, prune);
  // A file is carried out without a question, so that the limits hold for it as they do for --yes.
  const cycle = out === undefined ? seen : { ...seen, plan: limited(seen.plan, options) };
  session.print(written(session, cycle, loaded));
  reportLimit(session, cycle.plan);
  if (out !== undefined)
    await save(session, out, { loaded, cycle, isSelected: selection.has, asked: askedWith(session, { kind, name }) });
  const { changes, errors } = verdictOf(cycle, { deletes: prune });
  if (errors || loaded.problems.length > 0) return 1;
  return detailedExitcode && changes ? 2 : 0;
}

/** A folder of which a part is not understood is no folder that anybody could approve. */
async function save(session: Session<PlanOptions>, out: string, made: Parameters<typeof savedBy>[1]): Promise<void> {
  if (made.loaded.problems.length > 0) {
    session.say('error', `${out} was not written, since the folder has problems`);
    return;
  }
  await writePlanFile(out, savedBy(session, made));
  session.say(
    'info',
    `the plan is in ${out}; to carry out exactly this, run: ${shellLine(['evenkeel', 'apply', out])}`,
  );
}

/** What is shown here is done by whoever is asked; --yes alone speaks of less. */
function reportLimit({ options, say }: Session<PlanOptions>, shown: Plan): void {
  const before = new Set(allowableIn(shown).map(({ hash }) => hash));
  for (const { hash, changes } of allowableIn(limited(shown, options))) {
    if (before.has(hash)) continue;
    say('warn', `apply --prune --yes deletes ${changes.length} at once only with --allow-prune ${hash}`);
  }
}

function written({ options, paint }: Session<PlanOptions>, cycle: Cycle, { wanted, problems }: Loaded): string {
  const { plan: planned } = cycle;
  const cost = costDelta(cycle, wanted);
  const steps = stepsIn(cycle);
  switch (options.output) {
    case 'text':
      return planText(planned, {
        paint,
        verbose: options.verbose === true,
        cost,
        prunes: options.prune === true,
        steps,
        problems: problems.length,
      });
    case 'diff':
      return planDiff(cycle, { types: resources, yaml: toYaml, paint, steps, prunes: options.prune === true });
    case 'json':
      return JSON.stringify(planJson(planned, { cost, steps }), undefined, 2);
    case 'yaml':
      return toYaml(planJson(planned, { cost, steps }));
    case 'markdown':
      return planMarkdown(planned, { cost, steps, prunes: options.prune === true, problems: problems.length });
  }
}
