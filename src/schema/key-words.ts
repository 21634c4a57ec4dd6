/** The words of a name, whether it is written idleTimeout, IdleTimeout, idle_timeout or idle.timeout. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Of the keys that have all words of a name in them, the shortest: most is named in few words, and AWS's keys are long. */
export function keyMeant(name: string, keys: readonly string[], value?: unknown): string | undefined {
  const words = wordsOf(name);
  const having = keys.filter((key) => hasAll(wordsOf(key), words)).toSorted((a, b) => a.length - b.length);
  return having.find((key) => isFlag(key) === (typeof value === 'boolean')) ?? having[0];
}

function hasAll(key: readonly string[], words: readonly string[]): boolean {
  // `type` or `enabled` alone are in many keys, and say nothing; the first word of a key says what it is about.
  if (words.length === 1) return isSame(key[0] ?? '', words[0]!);
  return words.length > 0 && words.every((word) => key.some((each) => isSame(each, word)));
}

/** Number and participle do not count: access logs, enable. */
function isSame(one: string, other: string): boolean {
  return one === other || `${one}s` === other || one === `${other}s` || one === `${other}d`;
}

function isFlag(key: string): boolean {
  return key.endsWith('.enabled');
}

/** What is left of a name once it has said the other, e.g. `path` of healthCheckPath and healthCheck. */
export function wordsBehind(name: string, first: string): string[] | undefined {
  const words = wordsOf(name);
  const begun = wordsOf(first);
  return begun.every((word, at) => isSame(word, words[at] ?? '')) ? words.slice(begun.length) : undefined;
}
