import type { Plan } from '../../core/plan.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { counted } from '../../report/text/counted.ts';
import { applyPlanFile } from '../saved/apply-plan-file.ts';
import type { ApplyOptions } from '../saved/asked.ts';
import { planFileMeant } from '../saved/plan-file.ts';
import { connect, loadFolder, refuseNothing } from '../scope/folder.ts';
import { lookTwice } from '../scope/look-twice.ts';
import { selectionOf, type Selection } from '../scope/select.ts';
import { allowedOf, deletionsOf, limited, scopeOf, withPrune } from '../writing/prune.ts';
import type { Session } from '../process/session.ts';
import { planAndApply, type WritingVerb } from '../writing/plan-and-apply.ts';

export async function apply(session: Session<ApplyOptions>, kind?: string, name?: string): Promise<number> {
  const file = planFileMeant(kind);
  if (file !== undefined) return applyPlanFile(session, file, name, applying);
  const aws = await connect(session);
  return planAndApply(session, applying(session, { kind, name }, aws));
}

/** What of the folder is asked for. */
interface About {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

function applying(session: Session<ApplyOptions>, { kind, name }: About, aws: WritingVerb['aws']): WritingVerb {
  const { options } = session;
  const { maxDeregisterShare, namespace, prune = false, yes = false } = options;
  const selectionIn = (loaded: Loaded): Selection => selectionOf(loaded, { kind, name, namespace });
  return {
    aws,
    read: async () => withPrune(await loadFolder(session), prune),
    async look(loaded, agreed, { carried, earlier } = {}) {
      const selection = selectionIn(loaded);
      const pruning = scopeOf(loaded, prune, allowedOf(options, carried));
      const about = { aws, loaded, selection, agreed, pruning, earlier, deregisterShare: maxDeregisterShare };
      const cycle = await lookTwice(session, { ...about, isToBeDone: true });
      // Who is asked sees the whole list, and answers for it.
      return yes ? { ...cycle, plan: limited(cycle.plan, options, carried) } : cycle;
    },
    selected: (loaded) => selectionIn(loaded).has,
    check: (loaded, { plan }) => refuseNothing(session, loaded, plan, prune),
    deletes: prune,
    whenDone: 'AWS matches the manifests, and everything is ready.',
    question,
  };
}

/** Deletions are named once more: they are what nobody can take back. */
export function question(plan: Plan, changes: number): string {
  const deletions = deletionsOf(plan);
  if (deletions.length === 0) return `Make ${counted(changes, 'change')}?`;
  const list = deletions.map((id) => `\n  ${id}`).join('');
  return `To be deleted:${list}\nMake ${counted(changes, 'change')}, ${counted(deletions.length, 'deletion')} among them?`;
}
