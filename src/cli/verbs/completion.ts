import { loadSet } from '../../engine/load.ts';
import { kindWords, lineOf, namesFor } from '../completion/names.ts';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { vocabularyOf } from '../completion/vocabulary.ts';
import { zshScript } from '../completion/zsh.ts';
import { withoutPatterns } from '../../source/pattern.ts';
import type { Session } from '../process/session.ts';
import type { Shell } from '../completion/shells.ts';
import type { Verb } from '../verb.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** For the shells to complete what these verbs take. */
export function completionOf(
  verbs: readonly Verb[],
): (session: Session, word?: string, line?: readonly string[]) => Promise<number> {
  return async ({ options, print }, word, line = []) => {
    const vocabulary = vocabularyOf(verbs, kindWords);
    if (word !== 'names') {
      print(scripts[word as Shell](vocabulary));
      return 0;
    }
    const asked = lineOf(line, vocabulary);
    const given = asked.values.get('--manifests')?.map(expanded) ?? options.manifests;
    // What comes through standard input is not there yet.
    const sources = (await withoutPatterns(given)).filter((source) => source !== '-');
    print(namesFor(asked, await loadSet(sources, process.env)).join('\n'));
    return 0;
  };
}

/** Shells hand over a line as it is typed. */
function expanded(path: string): string {
  return path.replace(/^~(?=\/|$)/, (home) => process.env['HOME'] ?? home);
}
