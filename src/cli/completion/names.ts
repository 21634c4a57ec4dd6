import type { Loaded } from '../../engine/loaded.ts';
import { kinds } from '../../kinds/index.ts';
import { kindNamed } from '../../schema/kind-named.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A command line up to where it is completed. */
export interface Line {
  /** As far as it is written. */
  readonly last: string;
  /** The option that the last word is the value of. */
  readonly option?: string | undefined;
  /** The verb and what stands behind it. */
  readonly words: readonly string[];
  /** What each option before it was given. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export const kindWords: readonly string[] = kinds.flatMap(({ singular, shortNames }) => [singular, ...shortNames]);

export function lineOf(given: readonly string[], { common, verbs }: Vocabulary): Line {
  const words: string[] = [];
  const values = new Map<string, string[]>();
  let option: string | undefined;
  for (const word of given.slice(0, -1)) {
    const [, name = word, value] = /^(--[^=]+)=([^]*)$/.exec(word) ?? [];
    const flags = [...common, ...(verbs.find((verb) => verb.name === words[0])?.flags ?? [])];
    const flag = flags.find(({ names }) => names.includes(name));
    const [holder, held] = option === undefined ? [flag?.names.at(-1), value] : [option, word];
    if (holder !== undefined && held !== undefined) values.set(holder, [...(values.get(holder) ?? []), held]);
    else if (!word.startsWith('-')) words.push(word);
    option = held === undefined && flag?.value !== undefined ? holder : undefined;
  }
  return { last: given.at(-1) ?? '', option, words, values };
}

/** What the last word may become: a kind, `kind/name`, a name, a namespace, or the key of a label. */
export function namesFor({ last, option, words, values }: Line, { manifests, invalid }: Loaded): string[] {
  const ids = [...manifests.map(({ id }) => id), ...invalid].map((id) => id.split('/'));
  if (option === '--namespace') return plain(ids.map(([, namespace = '']) => namespace));
  if (option === '--selector') return plain(manifests.flatMap(({ labels }) => Object.keys(labels)));
  if (option !== undefined) return [];
  const only = values.get('--namespace')?.[0];
  const namesOf = (word: string): string[] => {
    const kind = kindNamed(kinds, word)?.kind;
    const own = ids.filter(([one, namespace]) => one === kind && (only === undefined || namespace === only));
    return plain(own.map(([, , name = '']) => name));
  };
  const [, kind] = words;
  if (kind !== undefined) return namesOf(kind);
  const [before = ''] = last.split('/', 1);
  return before === last ? [...kindWords] : namesOf(before).map((name) => `${before}/${name}`);
}

/** Shells expand what they are offered: whatever is more than letters, digits and a few signs is not for them. */
function plain(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => /^[A-Za-z0-9][\w./-]*$/.test(text)).sort();
}
