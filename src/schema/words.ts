/** A value as a person would name it in a sentence. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return `the number ${String(value)}`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return Array.isArray(value) ? 'a list' : 'a map';
}

const longest = 60;

/** Quoted and escaped on one line, shortened when long. */
export function quote(value: string): string {
  return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
}

/** "a", "a or b", "a, b or c". */
export function listed(words: readonly string[], link: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${link} ${words.at(-1) ?? ''}`;
}

/** "a network load balancer", "an HTTPS listener". */
export function named(word: string, noun: string): string {
  return `${/^(a|HTTP)/.test(word) ? 'an' : 'a'} ${word} ${noun}`;
}

/** A value as it may stand in a manifest, on one line. */
export function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${inYaml(key)}: ${inYaml(member)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return typeof value === 'string' && isPlain(value) ? value : JSON.stringify(value);
}

/** Beginning as no number does, and no word that some reader takes for true, false or nothing. */
function isPlain(text: string): boolean {
  if (/^(\d+\.\d+\.\d+\.\d+\/\d+|[0-9a-f]*::\/\d+)$/.test(text)) return true;
  if (/^(y|n|yes|no|on|off|true|false|null)$/i.test(text)) return false;
  return /^[A-Za-z_/](?:[\w./@ -]|:(?=\S))*$/.test(text) && !text.endsWith(' ');
}
