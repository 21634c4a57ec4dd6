import type { Option } from 'commander';
import type { Session } from './process/session.ts';

/** What runs a verb; gives the exit code. */
export type Run<Options extends object, Args extends readonly unknown[] = readonly Given[]> = (
  session: Session<Options & Session['options']>,
  ...args: Args
) => Promise<number>;

/** What was written in the place of an argument: `[name]`, or `[name...]`. */
export type Given = string | readonly string[] | undefined;

/** A verb as the command line, its help and the completions know it. What it does is loaded only when it is run. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  /** As commander writes them: `<path>`, `[kind]`, `[name...]`. */
  readonly args?: readonly { readonly name: string; readonly meaning: string; readonly choices?: readonly string[] }[];
  readonly options?: readonly Option[];
  readonly examples: readonly { readonly line: string; readonly meaning: string }[];
  readonly load: () => Promise<Run<never, never>>;
}
