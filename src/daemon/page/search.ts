/** Whether every word of a search is somewhere in one of the texts. */
export function matches(texts: readonly (string | undefined)[], search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = texts.join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}
