import { digest } from './json.ts';

/** What a source is called in tags: where it lies in its repository, e.g. `infra/web`; `.` is all of that, `-` standard input. */
export type SourceLabel = string;

/** The label of what came through standard input: no later run can know whether it is given the same again. */
export const stdinLabel: SourceLabel = '-';

/** A tag holds 256 characters, and a target group names the sources of its Services too. */
const longest = 180;
const longestTag = 256;

/** Never a label of anything: a `=` is always followed by the two digits of a byte. */
const others = '=others';

/** A path as a label: of the characters that every service of AWS takes in a tag, the others as `=` and their bytes. */
export function labelOfPath(path: string): SourceLabel {
  const label = path === stdinLabel ? escaped(path) : path.replaceAll(/[^\p{L}\p{N}+\-._/@]/gu, escaped);
  return label.length <= longest ? label : `${label.slice(0, longest)}=${digest(path, 12)}`;
}

/** The sources of what several manifests have a say in, as one tag. */
export function sourceTag([own = '', ...more]: readonly SourceLabel[]): string {
  if (more.length === 0) return own;
  const all = [own, ...[...new Set(more)].filter((label) => label !== own).sort()].join(' ');
  return all.length <= longestTag ? all : `${own} ${others}`;
}

export function sourcesIn(tag: string): SourceLabel[] {
  return tag.split(' ');
}

/** Whether it is one of these sources, or lies in one that is a folder. */
export function isAmong(label: SourceLabel, sources: readonly SourceLabel[]): boolean {
  if (label === stdinLabel || label === others) return false;
  return sources.some((source) => label === source || isFolderOf(source, label));
}

/** As people know it. */
export function shownLabel(label: SourceLabel): string {
  if (label === stdinLabel) return 'standard input';
  if (label === others) return 'further sources';
  try {
    return JSON.stringify(decodeURIComponent(label.replaceAll('=', '%')));
  } catch {
    return JSON.stringify(label);
  }
}

function isFolderOf(source: SourceLabel, label: SourceLabel): boolean {
  if (source === stdinLabel) return false;
  return source === '.' ? true : label.startsWith(`${source}/`);
}

function escaped(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
