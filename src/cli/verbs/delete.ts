import { inNamespace } from '../../engine/cycle.ts';
import { lookToRemove } from '../../engine/teardown.ts';
import { counted } from '../../report/text/counted.ts';
import { connect, loadFolder } from '../scope/folder.ts';
import { whileReading } from '../scope/reading.ts';
import type { Session } from '../process/session.ts';
import { planAndApply, type PlanAndApplyOptions } from '../writing/plan-and-apply.ts';

export async function remove(session: Session<PlanAndApplyOptions>): Promise<number> {
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
    look: (loaded) =>
      whileReading(session, aws, (door) =>
        lookToRemove({ aws: door, owner, selected: inNamespace(namespace), loaded }),
      ),
    selected: () => () => false,
    deletes: true,
    whenDone: 'Everything is deleted from AWS, except what was to be kept.',
    question: (_, changes) => `Delete or forget ${counted(changes, 'resource')}?`,
  });
}
