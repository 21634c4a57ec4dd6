import { inNamespace, type Cycle, type CycleOptions } from '../../engine/cycle.ts';
import { connect, loadFolder } from '../scope/folder.ts';
import { whileReading } from '../scope/reading.ts';
import type { Session } from '../process/session.ts';
import { planAndApply, type PlanAndApplyOptions, type WritingVerb } from './plan-and-apply.ts';

interface GivingUp extends Pick<WritingVerb, 'deletes' | 'question' | 'whenDone'> {
  readonly look: (options: Omit<CycleOptions, 'clock'> & { readonly isAgain: boolean }) => Promise<Cycle>;
}

/** Ends the management of all that the folder declares; what is suspended is left alone. Gives the exit code. */
export async function giveUp(session: Session<PlanAndApplyOptions>, { look, ...verb }: GivingUp): Promise<number> {
  const { namespace, owner } = session.options;
  const aws = await connect(session);
  return planAndApply(session, {
    ...verb,
    aws,
    read: async () => {
      const loaded = await loadFolder(session);
      for (const { id, policy } of loaded.manifests) {
        if (policy.suspend) session.say('info', `${id} is suspended and left alone`);
      }
      return loaded;
    },
    look: (loaded, _, { carried } = {}) =>
      whileReading(session, aws, (door) =>
        look({ aws: door, owner, selected: inNamespace(namespace), loaded, isAgain: carried !== undefined }),
      ),
    selected: () => () => false,
  });
}
