import type { Path } from '../../core/problem.ts';
import type { Fault } from '../../schema/fault.ts';
import { group } from '../../schema/kind.ts';
import { quote } from '../../schema/words.ts';
import type { Manifest } from '../manifest.ts';

const characters = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

/** AWS allows fifty, and the controller needs four. */
export const mostTags = 46;

/** AWS's rules for tags, and ours for our own. */
export function* tags(manifest: Manifest): Iterable<Fault> {
  const count = Object.keys(manifest.spec.tags ?? {}).length;
  if (count > mostTags) {
    const message = `has ${count} tags; at most ${mostTags} are possible beside the controller's own`;
    yield { path: ['spec', 'tags'], message };
  }
  yield* tagFaults(manifest.spec.tags ?? {}, ['spec', 'tags']);
}

/** What is wrong with single tags, wherever they stand. */
export function* tagFaults(given: Readonly<Record<string, string>>, at: Path): Iterable<Fault> {
  for (const [key, value] of Object.entries(given)) {
    const path = [...at, key];
    for (const wrong of keyMistakes(key)) yield { path, onKey: true, message: `the tag key ${quote(key)} ${wrong}` };
    for (const wrong of textMistakes(value, 256)) yield { path, message: `the tag value ${quote(value)} ${wrong}` };
  }
}

function* keyMistakes(key: string): Iterable<string> {
  if (key === '') yield 'must not be empty';
  if (/^aws:/i.test(key)) yield 'is reserved: aws: belongs to AWS';
  if (key.startsWith(`${group}/`)) yield `is reserved: ${group}/ belongs to the controller`;
  yield* textMistakes(key, 128);
}

function* textMistakes(value: string, longest: number): Iterable<string> {
  if (value.length > longest) yield `is ${value.length} characters long, at most ${longest} are allowed`;
  if (!characters.test(value)) yield 'may only hold letters, digits, spaces and + - = . _ : / @';
  if (value !== value.trim()) yield 'must not start or end with a space';
}
