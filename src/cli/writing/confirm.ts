import { createInterface } from 'node:readline/promises';
import { visible } from '../../core/visible.ts';
import type { Session } from '../process/session.ts';

/** Asks on the terminal; anything but a yes is a no. Without a terminal, says what to pass in place of an answer. */
export async function confirm({ interactive, say }: Session, question: string): Promise<boolean> {
  if (!interactive) {
    say('error', 'nothing was done: there is no terminal to ask on; pass --yes to skip the question');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C or the end of the input is an answer too.
  const gone = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([terminal.question(`${visible(question)} [y/N] `), gone]);
    if (/^y(?:es)?$/i.test(answer.trim())) return true;
    say('error', 'nothing was done');
    return false;
  } finally {
    terminal.close();
  }
}
