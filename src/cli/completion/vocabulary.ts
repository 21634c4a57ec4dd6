import type { Option } from 'commander';
import { commonOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

/** An option as a shell completes it. */
export interface Flag {
  readonly names: readonly string[];
  readonly meaning: string;
  /** What may follow it; absent where nothing may. */
  readonly value?: Value;
  /** Whether it may be given more than once. */
  readonly repeats?: true;
}

/** Every shell completes a `file` by way of folders, so that it may be one too. `names` are those of the folder's manifests. */
export type Value = 'folder' | 'file' | 'names' | 'anything' | readonly string[];

interface VerbWords {
  readonly name: string;
  readonly meaning: string;
  readonly flags: readonly Flag[];
  /** What its arguments may be: one of these words, or what the manifests are called. */
  readonly argument: readonly string[] | 'names';
}

/** Every word that a command line may hold, from the declarations that its help comes from too. */
export interface Vocabulary {
  readonly common: readonly Flag[];
  readonly verbs: readonly VerbWords[];
}

export function vocabularyOf(verbs: readonly Verb[], kinds: readonly string[]): Vocabulary {
  return {
    common: commonOptions().map(flagOf),
    verbs: verbs.map(({ name, summary, options = [], args: [first] = [] }) => ({
      name,
      meaning: summary,
      flags: options.map(flagOf),
      argument: argumentOf(first, kinds),
    })),
  };
}

function argumentOf(
  first: NonNullable<Verb['args']>[number] | undefined,
  kinds: readonly string[],
): VerbWords['argument'] {
  const { name = '', choices } = first ?? {};
  if (name.includes('kind')) return 'names';
  return choices ?? (name.includes('path') ? kinds : []);
}

function flagOf(option: Option): Flag {
  const names = [option.short, option.long].filter((name) => name !== undefined);
  const value = valueOf(option);
  const repeats = option.variadic || Array.isArray(option.defaultValue);
  return {
    names,
    meaning: option.description,
    ...(value === undefined ? {} : { value }),
    ...(repeats ? { repeats } : {}),
  };
}

function valueOf({ flags, argChoices }: Option): Value | undefined {
  if (argChoices !== undefined) return argChoices;
  if (flags.includes('<dir>')) return 'folder';
  if (flags.includes('<file') || flags.includes('<path>')) return 'file';
  if (/--(?:namespace|selector)\b/.test(flags)) return 'names';
  return flags.includes('<') ? 'anything' : undefined;
}
