import { inNamespace } from '../../engine/cycle.ts';
import { lookToRelease } from '../../engine/teardown.ts';
import { counted } from '../../report/text/counted.ts';
import { connect, loadFolder } from '../scope/folder.ts';
import type { Session } from '../process/session.ts';
import { planAndApply, type PlanAndApplyOptions } from '../writing/plan-and-apply.ts';

/** Hands back what the folder's manifests stand for: only our tags go. */
export async function release(session: Session<PlanAndApplyOptions>): Promise<number> {
  const { namespace, owner } = session.options;
  const aws = await connect(session);
  return planAndApply(session, {
    aws,
    read: async () => {
      const loaded = await loadFolder(session);
      for (const { id, policy } of loaded.manifests) {
        if (policy.suspend) session.say('info', `${id} is suspended and left alone`);
      }
      return loaded;
    },
    look: (loaded) => lookToRelease({ aws, owner, selected: inNamespace(namespace), loaded }),
    selected: () => () => false,
    deletes: false,
    whenDone: 'Everything stays in AWS as it is, and evenkeel manages none of it.',
    question: (_, changes) => `Take evenkeel's tags from ${counted(changes, 'resource')}, and leave everything else?`,
  });
}
