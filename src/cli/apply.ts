import { inNamespace, look } from '../engine/cycle.ts';
import { counted } from '../report/counted.ts';
import { connect, loadFolder } from './folder.ts';
import { withPrune } from './prune.ts';
import type { Session } from './session.ts';
import { undertake, type UndertakingOptions } from './undertake.ts';

interface ApplyOptions extends UndertakingOptions {
  readonly prune?: true;
}

export async function apply(session: Session<ApplyOptions>): Promise<number> {
  const { namespace, owner, prune = false } = session.options;
  const aws = await connect(session);
  return undertake(session, {
    aws,
    read: async () => withPrune(await loadFolder(session), prune),
    look: (loaded, agreed) => look({ aws, owner, namespace, loaded, agreed }),
    selected: inNamespace(namespace),
    deletes: prune,
    whenDone: 'AWS is as the manifests say, and everything is ready.',
    question: (changes) => `Make ${counted(changes, 'change')}?`,
  });
}
