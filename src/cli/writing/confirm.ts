import { createInterface } from 'node:readline/promises';
import { visible } from '../../core/visible.ts';
import type { Session } from '../process/session.ts';

/** Asks on the terminal; anything but a yes is a no. Without a terminal, says what to pass in place of an answer. */
export async function confirm({ interactive, say }: Session, question: string): Promise<boolean> {
  if (!interactive) {
    say('error', 'nothing was done: there is no terminal to ask on; pass --yes to skip the question');
    return false;
  }
  if (/^y(?:es)?$/i.test((await ask(`${question} [y/N]`)) ?? '')) return true;
  say('error', 'nothing was done');
  return false;
}

/** A line from the terminal; nothing where Ctrl-C or the end of the input is the answer. */
export async function ask(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)));
  try {
    return (await Promise.race([terminal.question(`${visible(question)} `), gone]))?.trim();
  } finally {
    terminal.close();
  }
}
