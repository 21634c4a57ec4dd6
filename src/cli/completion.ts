import { kinds } from '../kinds/index.ts';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import { vocabularyOf } from './completion/vocabulary.ts';
import { zshScript } from './completion/zsh.ts';
import type { Session } from './session.ts';
import type { Shell } from './shells.ts';
import { verbs } from './verbs.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

export function completion(session: Session, shell?: string): Promise<number> {
  const names = kinds.map((kind) => kind.singular);
  session.print(scripts[shell as Shell](vocabularyOf(verbs, names)));
  return Promise.resolve(0);
}
