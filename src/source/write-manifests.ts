import { Document, isMap, isPair, isScalar, isSeq, visit, type YAMLMap } from 'yaml';
import type { Path } from '../core/problem.ts';
import { rendered } from './write.ts';

/** A manifest with what its reader is to know of parts of it. */
export interface Annotated {
  readonly value: object;
  readonly notes: readonly { readonly path: Path; readonly text: string }[];
}

/** Manifests as one file, each note above what it is about, and the head above each manifest: to an editor every document is one of its own. */
export function writeManifests(manifests: readonly Annotated[], head: readonly string[]): string {
  const documents = manifests.map(({ value, notes }) => {
    const document = new Document(value, { aliasDuplicateObjects: false });
    visit(document, { Map: (_, map, ancestors) => void (map.flow = isShort(map, ancestors)) });
    for (const { path, text } of notes) comment(document, path, text);
    return rendered(document);
  });
  const above = head.map((line) => `# ${line}\n`).join('');
  return documents.map((document) => above + document).join('---\n');
}

/** Pointers, and small members of lists, read best on one line. */
function isShort(map: YAMLMap, ancestors: readonly unknown[]): boolean {
  if (map.items.length === 0) return true;
  const isMember = isSeq(ancestors.at(-1));
  const isPointer = isPair(ancestors.at(-1)) && map.items.length === 1;
  if (!isMember && !isPointer) return false;
  if (isMember && map.items.length > 3) return false;
  const parts = map.items.flatMap(({ key, value }) => [key, value]);
  return parts.every((part) => isScalar(part) && isBrief(part.value));
}

function isBrief(value: unknown): boolean {
  return typeof value !== 'string' || /^.{0,40}$/.test(value);
}

function comment(document: Document, path: Path, text: string): void {
  const said = ` ${text}`;
  const parent = document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
  const item = isSeq(parent) && typeof last === 'number' ? parent.items[last] : undefined;
  const node = pair === undefined ? item : pair.key;
  if (path.length > 0 && typeof node === 'object' && node !== null) {
    const place = node as { commentBefore?: string | null };
    place.commentBefore = joined(place.commentBefore, said);
  } else document.commentBefore = joined(document.commentBefore, said);
}

function joined(before: string | null | undefined, said: string): string {
  return before ? `${before}\n${said}` : said;
}
