import type { Kind } from './kind.ts';
import { didYouMean } from './nearest.ts';
import { quote } from './words.ts';

/** The kind that people mean by `LoadBalancer`, `loadbalancers` or `lb`; case does not count. */
export function kindNamed<Known extends Kind>(kinds: readonly Known[], word: string): Known | undefined {
  const wanted = word.toLowerCase();
  return kinds.find(({ kind, plural, shortNames }) => [kind.toLowerCase(), plural, ...shortNames].includes(wanted));
}

/** What to say where there is none of that name. */
export function noKindNamed(kinds: readonly Kind[], word: string): { readonly problem: string; readonly hint: string } {
  const known = kinds.map(({ kind }) => kind);
  return {
    problem: `there is no kind ${quote(word)}`,
    hint: didYouMean(word, known) ?? `the kinds are ${known.join(', ')}`,
  };
}
