import type { Plan } from '../../core/plan.ts';
import { counted } from '../../report/text/counted.ts';
import { allowableIn } from './prune.ts';
import { shellLine } from '../process/shell-words.ts';
import type { Session } from '../process/session.ts';

/** Reports which deletions are withheld, and the command that allows exactly these. */
export function reportWithheld({ say, argv }: Session, plan: Plan): void {
  for (const { hash, changes } of allowableIn(plan)) {
    const list = changes.map(({ id }) => `\n  ${id}`).join('');
    say('error', `${counted(changes.length, 'deletion')} withheld:${list}\nto allow exactly this list, run:`);
    say('error', `  ${commandLine(argv, hash)}`);
  }
}

/** What was run, with another hash. */
function commandLine(argv: readonly string[], allow: string): string {
  const kept = argv.filter((word, index) => !isHash(word) && argv[index - 1] !== '--allow-prune');
  return shellLine(['evenkeel', ...kept, '--allow-prune', allow]);
}

function isHash(word: string): boolean {
  return word === '--allow-prune' || word.startsWith('--allow-prune=');
}
