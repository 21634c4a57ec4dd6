import type { Option } from 'commander';
import type { Session } from './process/session.ts';

/** What runs a verb; gives the exit code. */
export type Run<Options extends object> = (
  session: Session<Options & Session['options']>,
  ...args: (string | undefined)[]
) => Promise<number>;

/** A verb as the command line, its help and the completions know it. What it does is loaded only when it is run. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  /** As commander writes them: `<path>`, `[kind]`. */
  readonly args?: readonly { readonly name: string; readonly meaning: string; readonly choices?: readonly string[] }[];
  readonly options?: readonly Option[];
  readonly examples: readonly { readonly line: string; readonly meaning: string }[];
  readonly load: () => Promise<Run<never>>;
}
