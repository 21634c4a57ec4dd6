import { PathReader } from './parse-path.ts';
import { TemplateError, type Part, type Path } from './template.ts';

const LONGEST = 10_000;
const DEEPEST = 16;

/** A range that is being read, and what belongs to it. */
interface Open {
  readonly range: Path;
  readonly at: number;
  readonly outer: Part[];
}

/** A template as kubectl takes it: text, `{.path}`, `{"text"}`, `{range .path}…{end}`; a path alone may go without braces. */
export function parseTemplate(text: string): readonly Part[] {
  if (text.length > LONGEST) throw new TemplateError(`it is longer than ${LONGEST} characters`, LONGEST);
  if (text.trim() === '') throw new TemplateError('there is nothing in it', 0);
  if (!text.includes('{')) return [{ path: parsePath(text) }];
  const reader = new PathReader(text);
  const open: Open[] = [];
  let parts: Part[] = [];
  while (reader.at < text.length) {
    const next = text.indexOf('{', reader.at);
    const plain = text.slice(reader.at, next === -1 ? text.length : next);
    if (plain !== '') parts.push({ text: plain });
    if (next === -1) break;
    reader.at = next + 1;
    reader.skipSpace();
    if (isWord(reader, 'range')) {
      reader.skipSpace();
      if (open.length >= DEEPEST) throw reader.wrong('ranges are nested too deeply');
      open.push({ range: reader.path(), at: next, outer: parts });
      parts = [];
    } else if (isWord(reader, 'end')) {
      const last = open.pop();
      if (last === undefined) throw new TemplateError('{end} ends no {range}', next);
      last.outer.push({ range: last.range, body: parts });
      parts = last.outer;
    } else if (/["']/.test(text[reader.at] ?? '')) parts.push({ text: reader.quoted() });
    else parts.push({ path: wholePath(reader) });
    reader.skipSpace();
    reader.expect('}', 'an expression');
  }
  const [last] = open.slice(-1);
  if (last !== undefined) throw new TemplateError('a {range} lacks its {end}', last.at);
  return parts;
}

/** One path, with or without braces around it. */
export function parsePath(text: string): Path {
  const reader = new PathReader(text);
  reader.skipSpace();
  const isBraced = reader.take('{');
  reader.skipSpace();
  const path = /[\w-]/.test(text[reader.at] ?? '') ? reader.undotted() : wholePath(reader);
  reader.skipSpace();
  if (isBraced) reader.expect('}', 'an expression');
  reader.skipSpace();
  if (reader.at < text.length) throw reader.wrong(`nothing is expected behind the path, but ${text[reader.at]!} is`);
  return path;
}

function wholePath(reader: PathReader): Path {
  if (!/[$@.[]/.test(reader.text[reader.at] ?? ''))
    throw reader.wrong('a path begins with a dot, as in {.metadata.name}');
  return reader.path();
}

function isWord(reader: PathReader, word: string): boolean {
  const behind = reader.text[reader.at + word.length] ?? '';
  return /[\s}.$@[]/.test(behind) && reader.take(word);
}
