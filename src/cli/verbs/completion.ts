import { kinds } from '../../kinds/index.ts';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { vocabularyOf } from '../completion/vocabulary.ts';
import { zshScript } from '../completion/zsh.ts';
import type { Session } from '../process/session.ts';
import type { Shell } from '../completion/shells.ts';
import type { Verb } from '../verb.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** For the shells to complete what these verbs take. */
export function completionOf(verbs: readonly Verb[]): (session: Session, shell?: string) => Promise<number> {
  return (session, shell) => {
    const names = kinds.map((kind) => kind.singular);
    session.print(scripts[shell as Shell](vocabularyOf(verbs, names)));
    return Promise.resolve(0);
  };
}
